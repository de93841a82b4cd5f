"""How the status behaves among other pages, tabs and hours: it asks seldom, moves nothing, and says little."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.status_bodies import STATUSPAGE, quiet_statuspage
from tests.status_reader import Reader, later
from tests.status_servers import Answer
from tests.watched_page import COUNT_SHIFTS, SHIFTS

MIDNIGHT = "2026-11-22T00:00:00Z"
UNAVAILABLE = "Live status unavailable"
FORBID = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException("denied", "SecurityError"); } });
}"""
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };'
OPEN = quiet_statuspage(incidents=[{"id": "i", "name": "Calls drop", "status": "identified", "updated_at": "2099-01-01T00:00:00Z"}])


def test_many_page_views_cost_one_request_and_one_announcement(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN))
    said = []
    for view in ("banner", "panel", "all", "hint", "banner"):
        seen.visit(view)
        seen.page.locator(".status-box").get_by_text("Calls drop").first.wait_for()
        said += [seen.said()] if view == "banner" else []
    assert len(seen.provider.asked) == 1
    assert said == ["Notice. Calls drop", ""]


def test_five_tabs_opened_at_once_cost_one_request(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN))
    tabs = [seen.page, *(seen.context.new_page() for _ in range(4))]
    for tab in tabs:
        tab.goto(f"{seen.site.url}support/banner/", wait_until="commit")
    for tab in tabs:
        tab.locator(".status-banner").get_by_text("Calls drop").first.wait_for()
    assert len(seen.provider.asked) == 1


@pytest.mark.parametrize("trouble", [FORBID, FULL], ids=["forbidden", "full"])
def test_storage_trouble_stops_nothing(reader: Callable[..., Reader], trouble: str) -> None:
    seen = reader(Answer(OPEN))
    seen.context.add_init_script(trouble)
    seen.visit().shows("Calls drop")
    seen.settle()
    assert seen.errors == []
    assert len(seen.provider.asked) == 1


def test_rubbish_in_storage_stops_nothing(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN))
    key = f"status 2 {seen.site.url} {seen.provider.url}/api/v2/summary.json"
    for kept in ("", "null", "[]", '{"askedAt":9e99}', "not json", '{"askedAt":"x","record":5}'):
        seen.visit("scope").page.evaluate(
            "([key, kept]) => [localStorage, sessionStorage].forEach((shelf) => shelf.setItem(key, kept))", [key, kept]
        )
        seen.visit("panel").shows("Calls drop")
        assert seen.errors == [], kept


def test_a_page_left_open_for_hours_asks_every_five_minutes(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage()), at=MIDNIGHT)
    seen.visit().shows("All systems operational")
    later(seen, seen.provider.answer, 3600)
    assert 60 // 6 <= len(seen.provider.asked) <= 60 // 4 + 1
    assert seen.errors == []
    assert seen.said() == ""


def test_a_hidden_page_asks_nothing_and_asks_at_once_on_return(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage()), at=MIDNIGHT)
    seen.visit().shows("All systems operational")
    hide = "Object.defineProperty(document, 'hidden', { value: HIDDEN, configurable: true }); document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"
    seen.page.evaluate(hide.replace("HIDDEN", "true"))
    seen.page.clock.run_for(3_600_000)
    seen.settle()
    assert len(seen.provider.asked) == 1
    seen.provider.answer = Answer(OPEN)
    seen.page.evaluate(hide.replace("HIDDEN", "false"))
    seen.shows("Calls drop")
    assert len(seen.provider.asked) == 2


LONG = STATUSPAGE["incidents"][0] | {"name": "Audio is missing " * 15, "incident_updates": [{"body": "We look into it. " * 30}]}


@pytest.mark.parametrize(
    ("body", "width", "words"),
    [
        (quiet_statuspage(), 320, "All systems operational"),
        (STATUSPAGE, 1280, "One-way audio"),
        (STATUSPAGE | {"incidents": [LONG]}, 320, "Audio is missing"),
        (b"broken", 320, UNAVAILABLE),
    ],
    ids=["fine", "open, wide", "long", "broken"],
)
def test_nothing_moves_while_the_status_arrives(reader: Callable[..., Reader], body: Any, width: int, words: str) -> None:
    seen = reader(Answer(body))
    seen.page.set_viewport_size({"width": width, "height": 4000})
    seen.page.add_init_script(SHIFTS)
    seen.visit().shows(words)
    seen.settle()
    assert seen.page.evaluate(COUNT_SHIFTS) == 0
    assert seen.page.locator("#below").is_visible()
    assert seen.page.locator(".status-banner .status-view").evaluate("view => view.scrollHeight <= view.clientHeight")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("body", "scheme", "words"),
    [
        (quiet_statuspage(), "default", "All systems operational"),
        (STATUSPAGE, "slate", "One-way audio"),
        (b"broken", "default", UNAVAILABLE),
    ],
    ids=["fine", "open, dark", "broken"],
)
def test_axe_finds_nothing(reader: Callable[..., Reader], axe: Callable[..., None], body: Any, scheme: str, words: str) -> None:
    seen = reader(Answer(body), bypass_csp=True)
    seen.page.goto(f"{seen.site.url}support/all/?{scheme}")
    seen.shows(words)
    seen.settle()
    axe(seen.page)


def test_a_removed_element_stops_and_a_new_one_starts_without_asking_again(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN), at=MIDNIGHT)
    seen.visit("banner").shows("Calls drop", "status-banner")
    seen.page.evaluate("window.kept = document.querySelector('.status-box'); kept.remove()")
    seen.page.clock.run_for(600_000)
    seen.settle()
    assert len(seen.provider.asked) == 1
    seen.page.evaluate("document.querySelector('main').append(window.kept)")
    seen.settle()
    seen.shows("Calls drop", "status-banner")
    assert len(seen.provider.asked) == 2


def test_an_open_list_stays_open_and_focus_stays_where_it_is(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(STATUSPAGE), at="2026-11-22T21:00:00Z")
    seen.visit("panel").shows("One-way audio")
    seen.page.locator("details[data-if=details] summary").click()
    seen.page.locator(".status-panel .status-link").first.focus()
    later(seen, Answer(STATUSPAGE | {"status": {"indicator": "critical"}}), 80)
    seen.shows("Major outage")
    assert seen.page.locator("details[data-if=details]").get_attribute("open") is not None
    assert seen.page.evaluate("document.activeElement.className") == "status-link"


def test_the_hint_follows_an_incident_that_touches_the_reader_and_else_leads_on(reader: Callable[..., Reader]) -> None:
    touching = OPEN | {"incidents": [OPEN["incidents"][0] | {"components": [{"name": "SIP signalling"}]}]}
    elsewhere = OPEN | {"incidents": [OPEN["incidents"][0] | {"components": [{"name": "Billing"}]}]}
    unnamed = quiet_statuspage(status={"indicator": "minor"})
    for body, words in (
        (touching, "Follow it"),
        (elsewhere, "in another part"),
        (unnamed, "names no incident"),
        (quiet_statuspage(), "Do two checks"),
    ):
        seen = reader(Answer(body))
        seen.site.audience = "calls"
        seen.visit("hint").page.locator(".status-hint-live").get_by_text(words).first.wait_for()
        assert not seen.page.locator(".status-hint-plain").is_visible()
        assert ("An incident is open" in seen.page.locator(".status-hint-live").inner_text()) is bool(body["incidents"])
    seen = reader(Answer(unnamed))
    hint = seen.visit("hint").page.locator("status-hint")
    hint.get_by_text("names no incident").first.wait_for()
    hint.evaluate("each => { each.querySelector('.status-hint-plain').remove(); each.dataset.kind = 'never-shown'; }")
    assert hint.locator(".status-hint-live > *").count() == 0, "a hint beside a result is silent about what the page never shows"
    seen = reader(Answer(b""))
    seen.visit("hint").page.locator("status-hint").get_by_text("cannot see").first.wait_for()
