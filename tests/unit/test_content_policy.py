"""The content security policy as it is computed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.facts.site import ExternalHost, HostingFile
from macros.portal import Portal
from macros.publish.content_policy import compute_policy, hash_script, list_directives, list_inline_scripts
from macros.publish.site import BuiltPage, Site
from tests.status_servers import example_status


def test_a_script_is_allowed_by_the_hash_that_browsers_compute() -> None:
    # the example of the standard: Content Security Policy Level 2, section 7.17.2
    assert hash_script("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>a()</script>", ["a()"]),
        ('<SCRIPT type="module">\nb()\n</SCRIPT>', ["\nb()\n"]),
        ('<script src="x.js"></script>', []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<script type="application/ld+json">{}</script><script>c()</script>', ["c()"]),
        ("<script type='text/javascript'>d()</script><script defer type = application/javascript>e()</script>", ["d()", "e()"]),
        ('<script data-src="x.js" src = x.js>f()</script><script type="text/template">g()</script>', []),
        ('<script data-src="x.js" data-type="text/template">h()</script>', ["h()"]),
    ],
)
def test_only_what_a_browser_runs_counts(html: str, found: list[str]) -> None:
    assert list_inline_scripts(html) == found


def test_a_browser_may_ask_the_status_host_only_when_the_facts_say_so(portal: Portal) -> None:
    assert portal.status is not None
    reach = portal.status.reach.model_copy(update={"transport": "browser", "endpoint": "https://status.example.com:8443/api/v2?x=1"})
    asking = portal.status.model_copy(update={"reach": reach})
    assert list_directives([], asking)["connect-src"] == "'self' https://status.example.com:8443"
    snapshot = asking.model_copy(update={"reach": reach.model_copy(update={"transport": "snapshot"})})
    assert list_directives([], snapshot)["connect-src"] == "'self'"
    assert list_directives([], None)["connect-src"] == "'self'"


KINDS = ("scripts", "styles", "images", "fonts", "frames", "media", "requests")


def test_each_kind_of_thing_has_its_directive() -> None:
    hosts = [ExternalHost(origin=f"https://{kind}.example.org", loads=(kind,), why="Tried.") for kind in KINDS]
    told = {name: " ".join(re.findall(r"//(\w+)\.", value)) for name, value in list_directives([], None, hosts).items()}
    assert {name: kind for name, kind in told.items() if kind} == {
        "script-src": "scripts",
        "style-src": "styles",
        "img-src": "images",
        "font-src": "fonts",
        "connect-src": "requests",
        "frame-src": "frames",
        "media-src": "media",
    }


THEME = '<script>__md_scope=new URL("{root}",location)</script><script>palette()</script>'


def policy_of(portal: Portal, content: str, hosts: tuple[ExternalHost, ...] = ()) -> dict[str, str]:
    """Return the policy of a site with a page that has this content and one that has none."""
    hosting = (portal.hosting or HostingFile()).model_copy(update={"external_hosts": hosts})
    facts = portal.model_copy(update={"hosting": hosting})
    site = Site(Path(), Path(), "https://help.example.org/", "Help", "", False, facts)
    site.pages.append(BuiltPage(Path("404.html"), "404.html", THEME.format(root="/")))
    site.pages.append(BuiltPage(Path("a/index.html"), "a/", THEME.format(root="..") + content, "a.md", content=content))
    compute_policy(site)
    return site.directives


def test_only_scripts_of_the_theme_are_allowed_at_any_depth(portal: Portal, caplog: pytest.LogCaptureFixture) -> None:
    directives = policy_of(portal, "<script>steal()</script>")
    assert directives["script-src"].count("'sha256-") == 3  # the root of two depths, and one that all pages share
    assert hash_script("steal()") not in directives["script-src"]
    assert "blocks the inline script 'steal()' on a/" in caplog.text


@pytest.mark.parametrize(
    ("content", "what", "directive"),
    [
        ('<script async src="https://stats.example.org/a.js"></script>', "scripts", "script-src"),
        ('<img alt="" src="https://stats.example.org/a.png">', "images", "img-src"),
        ('<iframe src="https://stats.example.org/"></iframe>', "frames", "frame-src"),
        ('<link rel="stylesheet" href="https://stats.example.org/a.css">', "styles", "style-src"),
        ("<img alt=a class='b' src=https://stats.example.org>", "images", "img-src"),
        ("<LINK rel=stylesheet href='https://stats.example.org/a.css'>", "styles", "style-src"),
        ('<audio src="https://stats.example.org/a.ogg"></audio>', "media", "media-src"),
        ('<video><source src="https://stats.example.org/a.mp4"></video>', "media", "media-src"),
    ],
)
def test_what_another_host_sends_is_named_until_an_operator_allows_it(
    portal: Portal, caplog: pytest.LogCaptureFixture, content: str, what: str, directive: str
) -> None:
    policy_of(portal, content + content + '<img alt="" data-src="https://later.example.org/a.png" src="https://help.example.org/own.png">')
    assert caplog.text.count(f"what https://stats.example.org sends ({directive})") == 1
    assert "help.example.org" not in caplog.text
    assert "later.example.org" not in caplog.text
    caplog.clear()
    host = ExternalHost(origin="https://stats.example.org", loads=(what,), why="Counts visits.")
    assert policy_of(portal, content, (host,))[directive].endswith("https://stats.example.org")
    assert not caplog.text


def test_a_diagram_that_the_theme_cannot_load_is_named(portal: Portal, caplog: pytest.LogCaptureFixture) -> None:
    policy_of(portal, '<pre class="mermaid"><code>a --> b</code></pre>')
    assert "https://unpkg.com" in caplog.text


def test_with_auto_a_browser_may_ask_the_host_of_the_status_page_and_no_other() -> None:
    auto = example_status("https://status.example.com:8443/api", transport="auto")
    assert list_directives([], auto)["connect-src"] == "'self' https://status.example.com:8443"
