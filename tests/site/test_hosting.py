"""What the build publishes beside the pages: policy, headers, redirects, and files that machines look for."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import html5lib
import pytest

from macros.portal import Portal

HTML = "{http://www.w3.org/1999/xhtml}"
BASE = "/help/"  # where tests/conftest.py says the site will stand


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


def test_the_policy_has_no_back_door(headers: dict[str, str], portal: Portal) -> None:
    found = directives(headers["Content-Security-Policy"])
    assert found["default-src"] == ["'self'"]  # for the page that Firefox fetches ahead of time
    assert found["object-src"] == found["frame-src"] == found["media-src"] == found["base-uri"] == ["'none'"]
    assert not re.search(r"unsafe-|\*|https?://", headers["Content-Security-Policy"].partition("connect-src")[0])
    assert found["style-src"] == ["'self'"]
    assert portal.status is not None
    asked = portal.status.endpoint if hasattr(portal.status, "endpoint") else portal.status.reach.endpoint
    assert found["connect-src"][0] == "'self'"
    assert len(found["connect-src"]) <= 2, f"at most the status host {asked}"
    assert found["frame-ancestors"] == ["'none'"]


def test_every_page_carries_the_policy_before_its_first_script(built_site: Path, headers: dict[str, str]) -> None:
    said = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
    for page in built_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        found = said.search(html)
        assert found, page
        assert f"{unescape(found[1])}; frame-ancestors 'none'" == headers["Content-Security-Policy"]
        assert "<script" not in html[: found.start()]


def test_each_host_is_told_the_same_headers(built_site: Path, headers: dict[str, str]) -> None:
    assert {"Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"} <= set(headers)
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    texts = [(built_site / name).read_text(encoding="utf-8") for name in ("_headers", "hosting/nginx.conf", "hosting/Caddyfile")]
    for name, value in headers.items():
        assert f"  {name}: {value}\n" in texts[0]
        assert f'add_header {name} "{value}" always;' in texts[1]
        assert f"\t{name} `{value}`\n" in texts[2]


def test_no_host_keeps_an_old_service_worker(built_site: Path) -> None:
    assert f"\n{BASE}service-worker.js\n  Cache-Control: no-cache\n" in (built_site / "_headers").read_text(encoding="utf-8")


def test_no_line_is_longer_than_a_host_reads(built_site: Path) -> None:
    assert max(map(len, (built_site / "_headers").read_text(encoding="utf-8").splitlines())) < 2000


def test_each_redirect_leads_to_a_page_on_any_host(built_site: Path, portal: Portal) -> None:
    lines = [line.split() for line in (built_site / "_redirects").read_text(encoding="utf-8").splitlines()]
    assert portal.redirects is not None
    forms = {form for each in portal.redirects.redirects for form in (each.old, each.old.rstrip("/"))}
    assert {old for old, _, _ in lines} == {f"{BASE}{form}" for form in forms}
    for old, new, code in lines:
        assert code == "301"
        assert (built_site / new.removeprefix(BASE) / "index.html").is_file()
        page = built_site / old.removeprefix(BASE) / "index.html"
        target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.read_text(encoding="utf-8"))
        assert target
        assert (page.parent / target[1] / "index.html").resolve() == (built_site / new.removeprefix(BASE) / "index.html").resolve()


def test_the_list_of_pages_starts_with_key_facts_and_the_policy(built_site: Path, portal: Portal) -> None:
    text = (built_site / "llms.txt").read_text(encoding="utf-8")
    facts, policy, support, *_ = text.split("\n## ")
    assert 2 < facts.count("\n- ") <= 5
    assert portal.organisation.principles[0].text in facts
    assert "policy/escalation-matrix/index.md" in policy
    pages = ["status", "check-severity", "before-you-report", "report-a-problem"]
    assert re.findall(r"support/([\w-]+)/index\.md", support) == pages, "as in the navigation"


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


def test_machines_are_told_who_gives_the_support_and_when(built_site: Path, portal: Portal) -> None:
    statements = statements_of(built_site / "index.html")
    organisation = next(each for each in statements if each["@type"] == "Organization")
    assert organisation["name"] == portal.organisation.name
    reachable = [channel for channel in portal.channels.channels if channel.email or channel.number]
    assert [point["name"] for point in organisation["contactPoint"]] == [channel.label for channel in reachable]
    assert all(point.get("email") or point.get("telephone") for point in organisation["contactPoint"])


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


def test_the_search_can_be_added_to_a_browser(built_site: Path) -> None:
    text = (built_site / "opensearch.xml").read_text(encoding="utf-8")
    assert 'template="http://127.0.0.1/help/search/?q={searchTerms}"' in text
    assert text.startswith("<?xml")


def test_who_found_a_hole_learns_where_to_tell(built_site: Path, portal: Portal) -> None:
    lines = (built_site / ".well-known/security.txt").read_text(encoding="utf-8").splitlines()
    contact = portal.hosting.security_contact  # type: ignore[union-attr]
    assert any(line.startswith("Contact: mailto:") for line in lines)
    assert f"Expires: {contact.review_by}T00:00:00Z" in lines  # type: ignore[union-attr]
