"""What the build publishes beside the pages: policy, headers, redirects, and files that machines look for."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import html5lib
import pytest

from macros.facts.hours import Window
from macros.facts.site import Headers, MovedAnchor, Redirect, RedirectsFile
from macros.portal import Portal
from macros.publish.headers import write_headers
from macros.publish.markdown_copies import write_markdown_copies
from macros.publish.page_head import add_heads
from macros.publish.redirects import check_anchors, move_anchors, write_redirects
from macros.publish.site import BuiltPage, Site
from macros.publish.structured_data import describe_pages
from macros.publish.well_known import write_well_known
from macros.sources.problems import ProblemsFound
from tests.company import DOCS
from tests.found_good import compare, once

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="session")
def headers(built_site: Path) -> dict[str, str]:
    return json.loads((built_site / "hosting/headers.json").read_text(encoding="utf-8"))


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def inline_scripts(page: Path) -> list[str]:
    """The scripts of a page that a browser runs, found by a parser that the build does not use."""
    tree = html5lib.parse(page.read_bytes())
    found = [script for script in tree.iter(f"{HTML}script") if not script.get("src") and script.get("type") in (None, "module")]
    return ["".join(script.itertext()) for script in found]


def test_the_policy_allows_every_inline_script_of_every_page_and_no_other(built_site: Path, headers: dict[str, str]) -> None:
    scripts = {script for page in built_site.rglob("*.html") for script in inline_scripts(page)}
    wanted = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert wanted
    assert set(directives(headers["Content-Security-Policy"])["script-src"]) == {"'self'", *wanted}


def test_every_page_carries_the_policy_before_its_first_script(built_site: Path, headers: dict[str, str]) -> None:
    said = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
    for page in built_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        found = said.search(html)
        assert found, page
        assert f"{unescape(found[1])}; frame-ancestors 'none'" == headers["Content-Security-Policy"]
        assert "<script" not in html[: found.start()]


def test_no_line_is_longer_than_a_host_reads(built_site: Path) -> None:
    assert max(map(len, (built_site / "_headers").read_text(encoding="utf-8").splitlines())) < 2000


def test_every_page_is_there_as_markdown_and_listed(built_site: Path) -> None:
    listed = re.findall(r"\]\(http://127\.0\.0\.1/help/([^)]*\.md)\)", (built_site / "llms.txt").read_text(encoding="utf-8"))
    pages = [page for page in built_site.rglob("index.html") if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")]
    assert len(listed) == len(set(listed)) == len(pages)
    for name in listed:
        text = (built_site / name).read_text(encoding="utf-8")
        assert re.match(r"# \S|\S.*\n\n# ", text) or "\n# " in text, name
        assert not re.search(
            r"<(script|div|template)\b|\{\{ ", re.sub(r"`[^`]*`|^```.*?^```|^    .*?$", "", text, flags=re.DOTALL | re.MULTILINE)
        ), name


# What hosts and machines read: of pages what we add to their heads.
PUBLISHED = """_headers _redirects hosting/nginx.conf hosting/Caddyfile robots.txt .well-known/security.txt opensearch.xml app.webmanifest
llms.txt changes.atom calendars/desk-hours-1.ics calendars/desk-hours.ics write/index.html levels.html support/status/index.html index.html
knowledge-base/red-light/index.html knowledge-base/red-light/index.md policy/v1/policy.json""".split()
# What another version of the theme or of our scripts changes; and an event of a calendar is one line here.
VARY = ((r" ('|&#39;)sha256-.*?\1|\?v=\w+|(?<=version\" content=\")\w+", ""), (r"\r\n ", ""), (r"\r\n(?!BEGIN)", " "))


def published_lines(site: Path) -> Iterator[str]:
    seen: set[str] = set()
    for name in PUBLISHED:
        text = (site / name).read_bytes().decode()
        if name.endswith("html"):
            text = re.sub(r".*site\.css\">|<script>.*?</script>|</head>.*", "", text, flags=re.DOTALL)
        if name.endswith("policy.json"):  # whose table other readers prove
            policy = json.loads(text)
            del policy["severity"]["table"]
            text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in policy.items())
        if name.endswith(("xml", "webmanifest")):
            text = re.sub(r"\s*\n\s*", " ", text)
        for pattern, instead in VARY:
            text = re.sub(pattern, instead, text)
        yield f"= {name}"
        yield from once((line.strip() for line in text.splitlines() if line.strip()), seen)


def test_what_hosts_and_machines_read_was_read_and_found_good(built_site: Path, tmp_path: Path) -> None:
    compare("published.txt", published_lines(built_site), tmp_path)


QUESTIONS = "<h2>Is it <a href='a.md'>broken</a>?</h2><p>Yes, <b>it</b> is, and <code>that</code> is all we know.</p><p>More.</p>"
ODD_PAGES = {  # as they stand in the navigation, the last first
    "faq.html": ("Questions", f"{QUESTIONS}<h2>Is it mended?</h2><p>No, nobody has come up the mountain.</p>"),
    "support/x.html": ("X_x", "<h2>Why?</h2><p>Short.</p><h2>Why not?</h2><p>Because nobody has asked so far.</p>"),
    "support/index.html": (
        "Support",
        "<h2>Why?</h2><ul><li>Because there is no paragraph.</li></ul><h2>Why not?</h2><p>Nobody has asked so far.</p>",
    ),
    "own-tools/y.html": ("Y", "<h1>Y</h1><h2>Why?</h2><p>Because it is the only question here.</p>"),
    "own-tools/z.html": ("Z", "<h2>Why.</h2><p>Because nobody has asked.</p><h2>Why not.</h2><p>Because nobody has asked.</p>"),
    "index.html": ("Home_page", "<p>Come in.</p>"),
}


def odd_site(folder: Path, portal: Portal) -> Site:
    """A site of files instead of folders, framed by others, without an app and a worker, whose words look like markup."""
    headers = Headers(hsts_days=0, referrer_policy="no-referrer", framed_by=("https://a.example.org", "https://b.example.org"))
    contact = portal.hosting.security_contact.model_copy(update={"policy": "https://help.example.org/holes"})
    hosting = portal.hosting.model_copy(update={"headers": headers, "app": None, "offline_pages": None, "security_contact": contact})
    leads = (("old.html", "faq.md#an-answer"), ("old/", "index.md"), ("old.pdf", "index.md"))
    desk, *others = portal.schedules.schedules
    others = [other.model_copy(update={"zone": "Etc/UTC"}) for other in others]
    channels = [channel.model_copy(update={"schedule": others[0].id} if channel.email else {}) for channel in portal.channels.channels]
    desk = desk.model_copy(update={"zone": "UTC", "windows": (Window(days=("mon", "sun"), opens="08:00", closes="24:00"),)})
    changed = {
        "hosting": hosting,
        "redirects": RedirectsFile(
            redirects=tuple(Redirect(old=old, page=page, why="Tried.") for old, page in leads),
            moved_anchors=(MovedAnchor(page="faq.md#an-answer", old="answer"),),
        ),
        "channels": portal.channels.model_copy(update={"channels": tuple(channels)}),
        "schedules": portal.schedules.model_copy(update={"schedules": (desk, *others)}),
    }
    facts = Portal.model_construct(**{**dict(portal), **changed})
    site = Site(folder, DOCS, "https://help.example.org/sub", "Help & more for every hut", "All *words*", False, facts)
    html = '<html><head><script src="a.js"></script></head><body><h2 class="a" id="an-answer">Answer</h2></body></html>'
    for place, (address, (title, content)) in enumerate(ODD_PAGES.items()):
        source, meta = address.replace(".html", ".md"), {"description": "A *start*"} if title == "Home_page" else {}
        site.pages.append(BuiltPage(folder / address, address, html, source, title, content, meta, place=-place, section="My_tools"))
    site.pages.append(BuiltPage(folder / "404.html", "404.html", html))
    return site


def test_what_an_odd_site_publishes_was_read_and_found_good(tmp_path: Path, portal: Portal) -> None:
    def publish(site: Site, *steps: Callable[[Site], None]) -> Iterator[str]:
        for step in steps:
            step(site)
        for page in site.pages:
            page.write()
        for path in sorted(path for path in site.folder.rglob("*") if path.is_file() and path.parent.name != "hosting"):
            yield f"= {path.relative_to(tmp_path).as_posix()}"
            yield from (line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())

    machines = (write_markdown_copies, describe_pages, write_well_known)
    placed = publish(
        odd_site(tmp_path / "placed", portal), check_anchors, move_anchors, *machines, write_redirects, add_heads, write_headers
    )
    unplaced = odd_site(tmp_path / "unplaced", portal)
    unplaced.url = ""
    (unplaced.folder / "sitemap.xml.gz").parent.mkdir()
    (unplaced.folder / "sitemap.xml.gz").touch()
    seen: set[str] = set()
    compare("odd-site.txt", once((*placed, *publish(unplaced, *machines, add_heads)), seen), tmp_path)


@pytest.mark.parametrize("part", ["redirects", "moved_anchors"])
def test_an_old_address_that_leads_to_no_anchor_is_refused(tmp_path: Path, portal: Portal, part: str) -> None:
    site = odd_site(tmp_path, portal)
    (entry, *_) = getattr(site.facts.redirects, part)
    wrong = entry.model_copy(update={"page": "faq.md#answer"})  # part of one that is there
    site.portal = site.facts.model_copy(update={"redirects": site.facts.redirects.model_copy(update={part: (wrong,)})})
    with pytest.raises(ProblemsFound, match=r"'faq\.md#answer'"):
        check_anchors(site)
