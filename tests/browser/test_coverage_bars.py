"""The bars of cover in a browser: where "now" is, in whose time, and what holds on a holiday."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "policy/severity-levels/"
# Fernblick's desk: Monday to Friday 08:00-12:30 and 13:15-17:00 in Berlin, not on 2026-12-25, nor from 2 to 6 August 2027.
MOMENTS = [
    ("2026-11-23T08:00:00Z", "Mon 09:00", 9 / 168, "Now: manned until Mon 12:30"),
    ("2026-11-22T23:00:00Z", "Mon 00:00", 0, "Now: closed until Mon 08:00"),
    ("2026-11-29T22:30:00Z", "Sun 23:30", 167.5 / 168, "Now: closed until Mon 08:00"),
    ("2026-12-25T09:00:00Z", "Fri 10:00", 106 / 168, "Now: closed until Mon 08:00"),
    ("2027-07-30T15:00:00Z", "Fri 17:00", 113 / 168, "Now: closed until Mon 9 Aug, 08:00"),
    ("2026-07-06T08:00:00Z", "Mon 10:00", 10 / 168, "Now: manned until Mon 12:30"),
]

PUT_OFF = """window.putOff = []; const wait = setTimeout;
window.setTimeout = (act, pause, ...rest) => (pause > 5000 ? putOff.push({ act, pause }) : wait(act, pause, ...rest));"""


def open_page(new_page: Callable, now: str, **options: str) -> Page:
    page = new_page(ADDRESS, now=now, **options)
    page.wait_for_selector("coverage-bars[data-drawn]")
    return page


@pytest.mark.parametrize(("now", "provider", "place", "holds"), MOMENTS)
def test_the_line_stands_at_the_providers_hour_and_the_words_say_what_holds(
    new_page: Callable, now: str, provider: str, place: float, holds: str
) -> None:
    page = open_page(new_page, now, timezone="America/New_York")
    expect(page.locator("[data-part=now]").first).to_contain_text(f"Now: {provider} Berlin time")
    expect(page.locator("[data-part=reader]").first).to_contain_text("your time")
    row = page.locator("[data-schedule=desk-hours]").first
    assert float(row.locator(".coverage-line").get_attribute("x1").removesuffix("%")) == pytest.approx(100 * place, abs=0.01)
    expect(row.locator("[data-part=row-now]")).to_have_text(holds, use_inner_text=True)


def test_a_reader_in_the_providers_zone_is_told_one_time(new_page: Callable) -> None:
    page = open_page(new_page, MOMENTS[0][0], timezone="Europe/Berlin")
    expect(page.locator("[data-part=reader]").first).to_be_hidden()


def test_the_line_and_the_words_move_on_with_each_minute_and_a_preview_shows_the_moment_it_is_asked_for(new_page: Callable) -> None:
    page = new_page(now="2026-11-23T11:29:20Z")
    page.add_init_script(PUT_OFF)
    page.goto(f"{ADDRESS}?now=2026-12-25T09:00:00Z")
    page.wait_for_selector("coverage-bars[data-drawn]")
    row = page.locator("[data-schedule=desk-hours] [data-part=row-now]").first
    for now, pause, holds in (("11:30:00", 40_000, "Now: closed until Mon 13:15"), ("12:15:00", 60_000, "Now: manned until Mon 17:00")):
        page.clock.set_fixed_time(f"2026-11-23T{now}Z")
        assert pause in page.evaluate("putOff.splice(0).map(({ act, pause }) => (act(), pause))")
        expect(row).to_have_text(holds, use_inner_text=True)
    page.evaluate("document.querySelector('coverage-bars').toggleAttribute('data-preview'), putOff.splice(0).map(({ act }) => act())")
    expect(row).to_have_text(MOMENTS[3][3], use_inner_text=True)
    expect(page.locator("[data-part=now]").first).to_contain_text(MOMENTS[3][1])


def test_a_region_has_its_own_hours_and_its_own_now(new_page: Callable) -> None:
    page = open_page(new_page, "2026-11-23T03:00:00Z", timezone="Asia/Tokyo")
    madeira = page.locator("[data-zone='Atlantic/Madeira']")
    expect(madeira.locator("[data-part=now]")).to_have_text("Now: Mon 03:00 Madeira time, Mon 12:00 your time", use_inner_text=True)
    expect(madeira.locator("li")).to_contain_text("Madeira: Mast")
    expect(madeira.locator("[data-part=row-now]")).to_have_text("Now: manned until Mon 04:00", use_inner_text=True)
    own = page.locator("[data-zone=customer]")
    expect(own.locator("[data-part=now]")).to_have_text("Now: Mon 12:00 your time", use_inner_text=True)
    expect(own.locator("[data-part=row-now]").first).to_have_text("Now: closed until Tue 10:00", use_inner_text=True)


def test_without_scripts_the_hours_are_told_and_no_now_is_shown(new_page: Callable) -> None:
    page = new_page(ADDRESS, javascript=False)
    expect(page.locator("coverage-bars")).to_contain_text("Monday to Friday 08:00-12:30 and 13:15-17:00 Berlin time")
    for part in ("now", "row-now"):
        expect(page.locator(f"[data-part={part}]").first).to_be_hidden()
