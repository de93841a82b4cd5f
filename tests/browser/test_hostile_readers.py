"""What a reader's address and browser hold may come from anybody: hostile parameters, fragments and kept records run nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.test_hostile_sources import MADE
from tests.browser.test_search import RESULTS, ask
from tests.hostile_sources import LONG, MARK
from tests.journeys import TOOLS, reach_a_verdict, take_two_steps, write_a_draft
from tests.watched_page import visit_all

# What our scripts and the theme's read; and one that nobody reads.
PARAMETERS = ("q", "h", "v", "vector", "code", "step", "steps", "trail", "now", "kind", "link", "whose", "other")
READ_ALL = "() => [localStorage, sessionStorage].map((shelf) => Object.entries(shelf))"
# For a page on a host, before its own scripts run.
WRITE_ALL = "if (location.host) %s.forEach((entries, at) => entries.forEach(([key, text]) => [localStorage, sessionStorage][at].setItem(key, text)))"


def assert_nothing_was_made(page: Page) -> None:
    assert page.evaluate(MADE, MARK) == [], page.url


def test_hostile_addresses_run_nothing(new_page: Callable) -> None:
    page = new_page(allow=("404",))
    attacks = cycle(LONG)
    addresses = []
    for path in TOOLS:
        query = "&".join(f"{name}={quote(next(attacks))}" for name in PARAMETERS)  # 13 of 14 attacks: each name gets another on each page
        addresses.append(f"{path}?{query}#{quote(next(attacks))}")
        next(attacks)
    visit_all(page, addresses, assert_nothing_was_made)


def spoil(value: Any, attacks: Iterator[str]) -> Any:
    """Put an attack behind every text of a record."""
    if isinstance(value, str):
        return f"{value}{next(attacks)}"
    if isinstance(value, dict):
        return {key: spoil(inner, attacks) for key, inner in value.items()}
    return [spoil(inner, attacks) for inner in value] if isinstance(value, list) else value


def spoil_text(text: str, attacks: Iterator[str]) -> str:
    try:
        return json.dumps(spoil(json.loads(text), attacks))
    except ValueError:
        return text + next(attacks)


def keep_everything(page: Page) -> list[list[list[str]]]:
    """Use every tool once; return all that the browser keeps of it."""
    page.goto("support/check-severity/")
    reach_a_verdict(page)
    page.goto("troubleshooting/link-drops/")
    take_two_steps(page)
    ask(page, "red light")
    expect(page.locator(RESULTS).first).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.goto("support/report-a-problem/")
    write_a_draft(page)
    return page.evaluate(READ_ALL)


def test_hostile_records_in_the_browser_run_nothing(new_page: Callable) -> None:
    page = new_page(allow=("404",))
    kept = keep_everything(page)
    assert {key for entries in kept for key, _ in entries} >= {"portal.ticket-draft"}
    assert sum(map(len, kept)) >= 3
    ours = [[(key, text) for key, text in entries if "__" not in key] for entries in kept]  # the theme stumbles over its own
    attacks = cycle(LONG)
    spoiled = [[[key, spoil_text(text, attacks)] for key, text in entries] for entries in kept]
    page.context.add_init_script(WRITE_ALL % json.dumps(spoiled))
    visit_all(page, TOOLS, assert_nothing_was_made)
    page.context.add_init_script(WRITE_ALL % json.dumps([[[key, "{["] for key, _ in entries] for entries in ours]))
    page.goto("support/check-severity/")
    reach_a_verdict(page)
    page.goto("troubleshooting/link-drops/")
    take_two_steps(page)
