"""A device whose clock cannot be right is told so, and is told nothing about now as if it were known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import reach_a_verdict
from tests.watched_page import open_with_instant_navigation

RIGHT = "2026-11-23T12:00:00Z"
# The site of the tests was made on 2026-11-01.
WRONG = ("1970-01-01T00:00:00Z", "2026-10-30T23:00:00Z", "2099-01-01T00:00:00Z")
CAVEAT = "article > .wrong-clock"


def open_at(new_page: Callable, moment: str, path: str, **options: object) -> Page:
    page = new_page(**options)
    page.clock.set_fixed_time(moment)
    page.goto(path)
    return page


@pytest.mark.parametrize("moment", WRONG)
def test_a_clock_that_cannot_be_right_is_doubted_on_the_page_and_beside_the_verdict(new_page: Callable, axe: Callable, moment: str) -> None:
    page = open_at(new_page, moment, "support/check-severity/", width=320)
    expect(page.locator(CAVEAT)).to_contain_text(moment[:10])
    expect(page.locator(CAVEAT)).to_contain_text("2026-11-01")
    reach_a_verdict(page)
    now = page.locator("[data-part=verdict] .now")
    expect(now.locator(".wrong-clock")).to_be_visible()
    states = now.locator("[data-state]")
    assert states.count() > 1
    assert all(state.is_visible() for state in states.all()), "every case is told, none as if it were now"
    expect(now.locator("[data-part=until]")).to_be_hidden()
    axe(page, "article")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_clock_that_may_be_right_is_believed(new_page: Callable) -> None:
    page = open_at(new_page, RIGHT, "support/check-severity/")
    reach_a_verdict(page)
    now = page.locator("[data-part=verdict] .now")
    assert sum(state.is_visible() for state in now.locator("[data-state]").all()) == 1
    expect(page.locator(".wrong-clock")).to_have_count(0)


def test_a_verdict_is_drawn_again_when_the_clock_is_set_right(new_page: Callable) -> None:
    page = open_at(new_page, WRONG[0], "support/check-severity/")
    reach_a_verdict(page)
    page.clock.set_fixed_time(RIGHT)
    page.reload()
    expect(page.locator("[data-part=verdict] .now [data-state]:visible")).to_have_count(1)
    expect(page.locator(".wrong-clock")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "support/status/", "support/report-a-problem/"])
def test_pages_that_speak_of_now_say_it_too(new_page: Callable, path: str) -> None:
    expect(open_at(new_page, WRONG[0], path).locator(CAVEAT)).to_be_visible()


def test_the_next_page_says_it_without_a_reload(new_page: Callable, site_url: str) -> None:
    page = open_with_instant_navigation(lambda: open_at(new_page, WRONG[0], "about:blank"), site_url, "")
    expect(page.locator(CAVEAT)).to_have_count(1)
    page.locator("nav.doors a").nth(1).click()
    page.wait_for_url("**/support/check-severity/")
    expect(page.locator(CAVEAT)).to_have_count(1)


def test_a_draft_outlives_a_clock_that_was_set_back(new_page: Callable) -> None:
    page = open_at(new_page, WRONG[0], "support/report-a-problem/")
    page.locator("#ticket-subject").fill("Calls drop after 30 seconds")
    page.locator("#ticket-subject").blur()
    page.wait_for_timeout(1000)
    page.clock.set_fixed_time("2026-11-05T12:00:00Z")
    page.reload()
    expect(page.locator("#ticket-subject")).to_have_value("Calls drop after 30 seconds")


@pytest.mark.parametrize("moment", WRONG)
def test_the_news_of_a_new_version_needs_no_right_clock(new_page: Callable, moment: str) -> None:
    page = new_page()
    page.route("**/version.json", lambda route: route.fulfill(json={"version": "another"}))
    page.clock.install(time=moment)
    page.goto("policy/severity-levels/")
    page.evaluate("() => customElements.whenDefined('new-version').then(() => true)")
    page.clock.fast_forward(20 * 60_000)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_role("button", name="Not now").wait_for()
