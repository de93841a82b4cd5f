"""The home page: doors whose last line is up to date, and a field that answers while somebody types."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

# Desk hours are Monday to Friday 08:00-12:30 and 13:15-17:00 in Berlin, with company holidays from 2 to 6 August 2027.
DESK = {
    "2026-11-23T09:00:00Z": ("open", "Desk open until 12:30 Berlin time"),
    "2026-11-23T11:40:00Z": ("closed", "Desk opens 13:15 Berlin time"),
    "2026-11-27T18:00:00Z": ("closed", "Desk opens Monday 08:00 Berlin time"),
    "2027-07-30T16:00:00Z": ("closed", "Desk opens Mon 9 Aug 08:00 Berlin time"),
}


@pytest.mark.parametrize("now", DESK)
def test_a_door_says_until_when_somebody_is_there(new_page: Callable, now: str) -> None:
    page = new_page("", now=now)
    line = page.locator(".portal-door__live").last
    state, words = DESK[now]
    expect(line).to_have_text(words)
    expect(line).to_have_attribute("data-now", state)


def test_without_javascript_a_door_gives_the_hours_in_words(new_page: Callable) -> None:
    page = new_page("", javascript=False)
    expect(page.locator(".portal-door__live").last).to_contain_text("Desk: Monday to Friday 08:00-12:30 and 13:15-17:00 Berlin time")


def test_the_large_field_answers_while_somebody_types_and_is_walked_by_arrow_keys(new_page: Callable, axe: Callable) -> None:
    page = new_page("")
    field, answers = page.locator("#search-form-q"), page.locator(".search-form__answers")
    field.press_sequentially("ice")
    first = answers.locator("[data-results] a").first
    expect(first).to_contain_text("Why does ice slow the link?")
    expect(answers.locator("[data-status]")).to_contain_text("good match")
    axe(page, ".search-form")
    field.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(answers).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/search/?q=ice")
    expect(page.locator("search-page .search-result").first).to_contain_text("Why does ice slow the link?")
