"""A draft stays in this browser: through reloads, full or forbidden storage, two tabs, and until its day comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.watched_page import wait_until

PAGE = "support/report-a-problem/"
KEY = "portal.ticket-draft"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FORBIDDEN = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('forbidden by this test', 'SecurityError'); } });"
DAMAGED = (
    "{",
    "[]",
    '{"version":99,"problems":[{}]}',
    '{"version":1,"expires":1e15,"problems":[{"values":{"subject":7},"examples":[1]}]}',
)


def _ready(page: Any) -> Any:
    page.locator("[data-part=paper]").wait_for()
    return page


def _write(page: Any, text: str) -> None:
    page.locator("#ticket-subject").fill(text)
    wait_until(page, "() => document.querySelector('ticket-composer').isSettled")


def _subject(page: Any) -> str:
    return page.locator("#ticket-subject").input_value()


def _kept_subject(page: Any) -> str:
    """The subject that this browser keeps, whatever the tabs show."""
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["problems"][0]["values"]["subject"]


def _notice(page: Any) -> str:
    return page.locator("[data-part=notice]").inner_text()


def test_a_draft_survives_a_reload_and_a_crash(new_page: Callable) -> None:
    page = _ready(new_page(PAGE))
    page.locator('[name=ticket-kind][value="slow"]').check()
    _write(page, "No link")
    page.reload()
    _ready(page)
    assert _subject(page) == "No link"
    assert page.locator('[name=ticket-kind][value="slow"]').is_checked()
    assert "is back" in _notice(page)
    other = page.context.new_page()
    page.close()
    other.goto(PAGE)
    assert _subject(_ready(other)) == "No link"


def test_what_was_typed_a_moment_ago_is_kept_when_the_page_is_left(new_page: Callable) -> None:
    page = _ready(new_page(PAGE))
    page.locator("#ticket-subject").fill("typed at the last moment")
    page.goto("policy/severity-levels/")
    page.goto(PAGE)
    assert _subject(_ready(page)) == "typed at the last moment"


@pytest.mark.parametrize(("trouble", "words"), [(FULL, "storage of this browser is full"), (FORBIDDEN, "does not let the page keep")])
def test_full_or_forbidden_storage_loses_nothing_from_the_page(new_page: Callable, trouble: str, words: str) -> None:
    page = new_page()
    page.add_init_script(trouble)
    page.goto(PAGE)
    _ready(page)
    _write(page, "still here")
    assert words in _notice(page)
    assert "still on this page" in _notice(page)
    assert _subject(page) == "still here"
    page.locator(".ticket-send").scroll_into_view_if_needed()
    page.locator("[data-slot=preview-subject]").get_by_text("still here").wait_for()


def test_storage_that_is_emptied_in_between_loses_nothing_from_the_page(new_page: Callable) -> None:
    page = _ready(new_page(PAGE))
    _write(page, "one")
    page.evaluate("localStorage.clear()")
    _write(page, "two")
    page.reload()
    assert _subject(_ready(page)) == "two"


def test_a_draft_is_erased_with_one_click(new_page: Callable) -> None:
    page = _ready(new_page(PAGE))
    _write(page, "secret plans")
    page.get_by_role("button", name="Delete draft").click()
    assert "erased" in _notice(page)
    assert _subject(page) == ""
    assert page.evaluate("localStorage.getItem('portal.ticket-draft')") is None
    page.reload()
    assert _subject(_ready(page)) == ""


def test_a_draft_expires_by_itself_after_its_last_change(new_page: Callable) -> None:
    page = new_page(PAGE, now="2026-11-01T00:00:00Z")
    _write(_ready(page), "two weeks old")
    page.clock.set_fixed_time("2026-11-14T23:00:00Z")
    page.reload()
    assert _subject(_ready(page)) == "two weeks old"
    _write(page, "written again")
    page.clock.set_fixed_time("2026-11-28T22:00:00Z")
    page.reload()
    assert _subject(_ready(page)) == "written again"
    page.clock.set_fixed_time("2026-11-28T23:00:01Z")
    page.reload()
    assert _subject(_ready(page)) == ""
    assert "forgotten" in _notice(page)
    assert page.evaluate("localStorage.getItem('portal.ticket-draft')") is None


def test_a_damaged_draft_does_not_stop_the_page(new_page: Callable) -> None:
    page = new_page(PAGE)
    for kept in DAMAGED:
        page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
        page.reload()
        assert _subject(_ready(page)) == "", kept
    _write(page, "begins again")
    page.reload()
    assert _subject(_ready(page)) == "begins again"


def test_a_quiet_tab_takes_over_what_the_other_wrote(new_page: Callable) -> None:
    first = _ready(new_page(PAGE))
    second = first.context.new_page()
    second.goto(PAGE)
    _ready(second)
    _write(first, "from the first tab")
    second.get_by_text("Taken over from your other tab").wait_for()
    assert _subject(second) == "from the first tab"


def _open_hesitant_tab(first: Any) -> Any:
    """A second tab that puts off its timers: what is typed there is not kept yet."""
    second = first.context.new_page()
    second.add_init_script(
        "const wait = setTimeout; window.setTimeout = (act, pause, ...rest) => wait(act, pause > 300 ? 3e6 : pause, ...rest);"
    )
    second.goto(PAGE)
    _ready(second)
    second.locator("#ticket-subject").fill("second")
    return second


def test_two_tabs_never_overwrite_each_other_silently(new_page: Callable) -> None:
    first = _ready(new_page(PAGE))
    second = _open_hesitant_tab(first)
    _write(first, "first")
    second.get_by_text("Nothing was overwritten").wait_for()
    assert _kept_subject(second) == "first"
    assert _subject(second) == "second"
    second.get_by_role("button", name="Keep this version").click()
    first.get_by_text("Taken over from your other tab").wait_for()
    assert _subject(first) == "second"
    assert _kept_subject(first) == "second"


def test_the_other_tabs_draft_can_be_taken(new_page: Callable) -> None:
    first = _ready(new_page(PAGE))
    second = _open_hesitant_tab(first)
    _write(first, "first")
    second.get_by_role("button", name="Use the other tab's version").click()
    assert _subject(second) == "first"
    assert second.locator("[data-part=conflict]").is_hidden()


def test_erasing_in_one_tab_leaves_the_text_in_the_other(new_page: Callable) -> None:
    first = _ready(new_page(PAGE))
    second = first.context.new_page()
    second.goto(PAGE)
    _ready(second)
    for text, erase in (("shared", _erase), ("shared again", lambda tab: tab.evaluate("localStorage.clear()"))):
        _write(first, text)
        expect(second.locator("#ticket-subject")).to_have_value(text)
        erase(first)
        expect(second.locator("[data-part=notice]")).to_contain_text("erased in another tab")
        assert _subject(second) == text


def _erase(page: Any) -> None:
    page.get_by_role("button", name="Delete draft").click()


def test_leaving_and_coming_back_by_instant_navigation_keeps_one_composer(new_page: Callable) -> None:
    page = _ready(new_page(PAGE))
    _write(page, "stays")
    page.get_by_role("link", name="What to do first").first.press("Enter")  # the sidebar may still scroll under a pointer
    page.wait_for_url("**/before-you-report/")
    page.go_back()
    assert _subject(_ready(page)) == "stays"
    _write(page, "changed")
    assert page.locator("[data-part=conflict]").is_hidden()
