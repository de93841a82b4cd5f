"""The journeys in a browser without what is younger than our floor: what Safari 17.2, Firefox 121 or Chrome 120 lacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_search import RESULTS, ask
from tests.journeys import compare_tests, reach_a_verdict, take_two_steps, write_a_draft

AGE = """for (const [owner, names] of Object.entries({
  Object: "groupBy", Map: "groupBy", Promise: "withResolvers try", Array: "fromAsync", Iterator: "from concat", RegExp: "escape",
  AbortSignal: "any", URL: "parse", Intl: "Segmenter DurationFormat", Error: "isError", Math: "sumPrecise f16round",
  Uint8Array: "fromBase64 fromHex", Document: "parseHTMLUnsafe",
})) for (const name of names.split(" ")) if (globalThis[owner]) delete globalThis[owner][name];
for (const [owner, names] of Object.entries({
  Set: "union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom", Map: "getOrInsert getOrInsertComputed",
  Iterator: "map filter take drop flatMap reduce toArray forEach some every find", Uint8Array: "toBase64 toHex",
  ArrayBuffer: "transfer transferToFixedLength", HTMLElement: "showPopover hidePopover togglePopover",
  Element: "moveBefore getHTML setHTML setHTMLUnsafe", Document: "startViewTransition caretPositionFromPoint",
})) for (const name of names.split(" ")) if (globalThis[owner]) delete globalThis[owner].prototype[name];
for (const name of ["scheduler", "navigation", "Temporal", "URLPattern", "CloseWatcher", "requestIdleCallback"])
  Object.defineProperty(globalThis, name, { value: undefined });
"""


@pytest.fixture
def page(new_page: Callable) -> Page:
    """A page, and workers, without what came after the floor."""

    def age(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=AGE + response.text())

    page = new_page()
    page.add_init_script(AGE)
    page.route("**/*-worker.js*", age)
    return page


def test_a_severity_check_leads_to_a_ticket_whose_draft_is_kept(page: Page) -> None:
    page.goto("support/check-severity/")
    assert page.evaluate("Object.groupBy") is None
    reach_a_verdict(page)
    page.goto("support/check-severity/?v=1&link=all&whose=annex&others=only-us")
    ticket = str(page.locator("[data-slot=class] [data-ticket]").first.get_attribute("href"))
    assert "vector=" in ticket
    page.goto(ticket)
    write_a_draft(page)


def test_a_troubleshooter_goes_step_by_step(page: Page) -> None:
    page.goto("troubleshooting/link-drops/")
    assert len(set(take_two_steps(page))) == 3


def test_the_search_and_its_page_answer(page: Page) -> None:
    page.goto("")
    ask(page, "ice")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.goto("search/?q=ice")
    expect(page.locator("[data-results] li").first).to_be_visible()


def test_the_analyser_finds_what_the_slow_tests_share(page: Page) -> None:
    page.goto("guides/commonality-analysis/")
    assert "mast is b" in compare_tests(page)
