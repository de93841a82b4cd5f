"""The portal over plain http, where a browser gives a page no clipboard, no lock and no service worker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.commands.browser import BROWSER_ARGUMENTS, find_browser
from tests.journeys import TOOLS, compare_tests, reach_a_verdict
from tests.watched_page import page_factory, visit_all

HOST = "portal.test"
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


@pytest.fixture(scope="module")
def plain(browser: Any) -> Iterator[Browser]:
    """A browser in which another name leads to this machine, which it does not trust as it trusts 127.0.0.1."""
    chromium = browser.browser_type.launch(
        executable_path=find_browser(), args=[*BROWSER_ARGUMENTS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    )
    yield chromium
    chromium.close()


@pytest.fixture
def open_plain(plain: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """`new_page` at that host."""
    with page_factory(plain, site_url.replace(str(urlsplit(site_url).hostname), HOST)) as new_page:
        yield new_page


def test_every_tool_runs_without_an_error(open_plain: Callable) -> None:
    page = open_plain("", allow=("404",))
    assert page.evaluate("isSecureContext") is False
    visit_all(page, TOOLS)


def test_what_a_tool_copies_can_be_pasted(open_plain: Callable) -> None:
    page = open_plain("")
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
