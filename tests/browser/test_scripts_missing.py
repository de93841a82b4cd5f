"""A host that does not send the scripts, or sends them as something else: each tool says so, and the page without it is whole."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.company import PROJECT

TOOLS = {
    "severity-classifier": "support/check-severity/",
    "ticket-composer": "support/report-a-problem/",
    "troubleshooter-tree": "troubleshooting/link-drops/",
    "commonality-analyser": "guides/commonality-analysis/",
    "search-page": "search/?q=ice",
    "status-embed": "support/status/",
}
WORDS = "This tool's script didn't load, or JavaScript is off."
TROUBLE = {
    "missing": lambda route: route.fulfill(status=404, content_type="text/html", body="<h1>Not found</h1>"),
    "of a wrong type": lambda route: route.fulfill(content_type="application/octet-stream", body=""),
    "broken": lambda route: route.fulfill(content_type="text/javascript", body="throw new Error('broken by this test')"),
}
PASS_TIME = "() => document.getAnimations().forEach((animation) => animation.finish())"


def assert_whole(page: Page, tool: str, words: str) -> None:
    assert page.locator(tool).first.get_by_text(WORDS).is_hidden()
    page.evaluate(PASS_TIME)
    expect(page.locator(tool).first.get_by_text(WORDS)).to_be_visible()
    shown = page.locator(tool).first.inner_text().splitlines()
    assert [line for line in words.splitlines() if line not in shown] == []  # a bar of cover within may still add the time


def spoil_data(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace('data-part="data">', 'data-part="data">{'))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_that_cannot_start_says_so_and_its_page_is_whole(new_page: Callable, tool: str) -> None:
    words = new_page(TOOLS[tool], javascript=False).locator(tool).first.inner_text()
    assert WORDS in words
    page = new_page(allow=("404", "Failed to load", "MIME type", "broken by this test", "JSON"))
    animations = page.context.new_cdp_session(page)
    animations.send("Animation.enable")
    animations.send("Animation.setPlaybackRate", {"playbackRate": 0})  # the time for which a page waits stands still
    for trouble in TROUBLE.values() if tool == "severity-classifier" else [TROUBLE["missing"]]:
        with page.route("**/components/**/*.js*", trouble):
            page.goto(TOOLS[tool])
            assert_whole(page, tool, words)
    if tool not in ("search-page", "status-embed"):
        page.route(f"**/{TOOLS[tool]}", spoil_data)
        with page.context.expect_event("weberror"):
            page.goto(TOOLS[tool])
        assert_whole(page, tool, words)
    animations.detach()


@pytest.mark.parametrize("trouble", [None, "missing"])
def test_the_search_box_says_it_too(new_page: Callable, site_url: str, trouble: str | None) -> None:
    page = new_page(allow=("404", "Failed to load", "MIME type", "broken by this test"))
    if trouble:
        page.route("**/components/**/*.js*", TROUBLE[trouble])
    page.goto("glossary/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.evaluate(PASS_TIME)
    expect(page.locator(".md-search .script-missing")).to_be_visible(visible=trouble is not None)
    assert page.locator(".md-search .script-missing a").evaluate("(link) => link.href") == f"{site_url}topics/"


def test_a_tool_that_runs_says_nothing_of_it(new_page: Callable) -> None:
    page = new_page()
    for tool, address in TOOLS.items():
        page.goto(address)
        page.locator(f"{tool}[data-live]").first.wait_for()
        page.evaluate(PASS_TIME)
        assert page.locator(tool).first.get_by_text(WORDS).count() in (0, 1)
        assert not page.locator(tool).first.get_by_text(WORDS).is_visible()


def test_every_component_with_a_script_is_tried_or_is_whole_without_a_word() -> None:
    """Those that only add to a page say nothing."""
    loader = (PROJECT / "overrides/components/portal/portal.js").read_text(encoding="utf-8")
    names = set(re.findall(r'^  "[\w-]+/([\w-]+)",$', loader, re.MULTILINE))
    assert names - set(TOOLS) == {
        "article-filter", "coverage-bars", "home-doors", "offline-pages", "page-feedback", "phone-fold", "search-form", "search-suggestions", "status-hint",
    }  # fmt: skip
