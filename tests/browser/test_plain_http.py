"""The portal over plain http, where a browser gives a page no clipboard, no lock and no service worker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import compare_tests, reach_a_verdict, take_two_steps
from tests.site_server import PLAIN_HOST
from tests.watched_page import Rooms, page_factory

FORBID_COPYING = """Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
document.execCommand = () => false;"""
SELECTED = """() => {
  const { activeElement: field } = document;
  return field.value?.slice(field.selectionStart, field.selectionEnd) || String(getSelection());
}"""


def show_verdict(page: Page) -> None:
    page.goto("support/check-severity/")
    reach_a_verdict(page)


def write_ticket(page: Page) -> None:
    page.goto("support/report-a-problem/")
    page.locator("#ticket-subject").fill("The link drops")
    page.locator(".ticket-send").scroll_into_view_if_needed()


def compare(page: Page) -> None:
    page.goto("guides/commonality-analysis/")
    compare_tests(page)


# Of each tool that copies: how to get there, the button, and a word of what it copies.
COPIES = [
    (show_verdict, "[data-do=copy-text]", "S"),
    (write_ticket, "[data-act=copy-text]", "The link drops"),
    (compare, "[data-act=copy]", "mast"),
]


@pytest.fixture
def open_plain(browser: Browser, rooms: Rooms, site_url: str) -> Iterator[Callable[..., Page]]:
    """`new_page` at a host that the browser does not trust."""
    with page_factory(browser, site_url.replace(str(urlsplit(site_url).hostname), PLAIN_HOST), rooms=rooms) as new_page:
        yield new_page


def test_every_tool_runs_without_an_error_and_what_it_copies_can_be_pasted(open_plain: Callable) -> None:
    page = open_plain("")
    assert page.evaluate("isSecureContext") is False
    page.goto("support/status/")
    page.goto("troubleshooting/link-drops/")
    take_two_steps(page)
    for go, button, word in COPIES:
        go(page)
        page.locator(button).click()
        expect(page.get_by_text("Copied.", exact=True)).to_be_visible()
        page.goto("search/")
        page.locator("#search-page-q").focus()
        page.keyboard.press("Control+V")
        expect(page.locator("#search-page-q")).to_have_value(re.compile(word))


def test_where_copying_is_forbidden_the_text_is_selected_and_a_sentence_says_what_to_do(new_page: Callable) -> None:
    page = new_page()
    page.add_init_script(FORBID_COPYING)
    for go, button, word in COPIES:
        go(page)
        page.locator(button).click()
        expect(page.get_by_text("copy it").or_(page.get_by_text("copy it yourself")).first).to_be_visible()
        assert word in page.evaluate(SELECTED)
