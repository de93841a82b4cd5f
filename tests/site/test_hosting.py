"""What the build publishes beside the pages: policy, headers, redirects, and files that machines look for."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import html5lib
import pytest

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


def statements_of(page: Path) -> list[dict]:
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"))
    ]


def test_every_statement_to_machines_is_on_the_page(built_site: Path) -> None:
    kinds = set()
    for page in built_site.rglob("index.html"):
        visible = " ".join("".join(html5lib.parse(page.read_bytes()).itertext()).split()) if statements_of(page) else ""
        for statement in statements_of(page):
            kinds.add(statement["@type"])
            for question in statement.get("mainEntity", ()):
                assert question["name"].replace("\\", "") in visible, page
    assert {"Organization", "BreadcrumbList"} <= kinds


# What hosts and machines read: of pages what we add to their heads.
PUBLISHED = """_headers _redirects hosting/nginx.conf hosting/Caddyfile robots.txt .well-known/security.txt opensearch.xml app.webmanifest
llms.txt changes.atom calendars/desk-hours-1.ics calendars/desk-hours.ics write/index.html levels.html support/status/index.html index.html
knowledge-base/red-light/index.html knowledge-base/red-light/index.md""".split()
# What another version of the theme or of our scripts changes; and an event of a calendar is one line here.
VARY = ((r" ('|&#39;)sha256-.*?\1|\?v=\w+|(?<=version\" content=\")\w+", ""), (r"\r\n ", ""), (r"\r\n(?!BEGIN)", " "))


def published_lines(site: Path) -> Iterator[str]:
    seen: set[str] = set()
    for name in PUBLISHED:
        text = (site / name).read_bytes().decode()
        if name.endswith("html"):
            text = re.sub(r".*site\.css\">|<script>.*?</script>|</head>.*", "", text, flags=re.DOTALL)
        if name.endswith(("xml", "webmanifest")):
            text = re.sub(r"\s*\n\s*", " ", text)
        for pattern, instead in VARY:
            text = re.sub(pattern, instead, text)
        yield f"= {name}"
        yield from once((line.strip() for line in text.splitlines() if line.strip()), seen)


def test_what_hosts_and_machines_read_was_read_and_found_good(built_site: Path, tmp_path: Path) -> None:
    compare("published.txt", published_lines(built_site), tmp_path)
