"""How the status behaves among other pages, tabs and hours: it asks seldom, moves nothing, and says little."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.status_bodies import STATUSPAGE, quiet_statuspage
from tests.status_reader import Reader, later
from tests.status_servers import Answer, Provider, Site, provider_and_site

SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
FORBID = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException("denied", "SecurityError"); } });
}"""
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };'
OPEN = quiet_statuspage(incidents=[{"id": "i", "name": "Calls drop", "status": "identified", "updated_at": "2099-01-01T00:00:00Z"}])


def test_ten_page_views_cost_one_request(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN))
    for view in ("banner", "panel", "all", "hint") * 3:
        seen.visit(view)
        seen.page.locator(".status-box").get_by_text("Calls drop").first.wait_for()
    assert len(seen.provider.asked) == 1


def test_the_same_incident_is_announced_once_over_ten_page_views(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN))
    said = []
    for _ in range(3):
        seen.visit("banner").shows("Calls drop", "status-banner")
        said.append(seen.said())
    assert said == ["Notice. Calls drop", "", ""]


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
    seen = reader(Answer(OPEN), alone=True)
    seen.context.add_init_script(trouble)
    seen.visit().shows("Calls drop")
    seen.page.wait_for_timeout(500)
    assert seen.errors == []
    assert len(seen.provider.asked) == 1


@pytest.mark.parametrize("kept", ["", "null", "[]", '{"askedAt":9e99}', "not json", '{"askedAt":"x","record":5}'])
def test_rubbish_in_storage_stops_nothing(reader: Callable[..., Reader], kept: str) -> None:
    seen = reader(Answer(OPEN), alone=True)
    key = f"status 2 {seen.site.url} {seen.provider.url}/api/v2/summary.json"
    seen.context.add_init_script(
        f"for (const shelf of [localStorage, sessionStorage]) shelf.setItem({json.dumps(key)}, {json.dumps(kept)})"
    )
    seen.visit().shows("Calls drop")
    assert seen.errors == []


def test_a_page_left_open_for_hours_asks_every_five_minutes(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage()), alone=True)
    seen.page.clock.install(time="2026-11-22T00:00:00Z")
    seen.visit().shows("All systems operational")
    later(seen, seen.provider.answer, 6 * 3600)
    assert 6 * 60 // 6 * 0.8 <= len(seen.provider.asked) <= 6 * 60 // 4 + 1
    assert seen.errors == []
    assert seen.said() == ""


def test_something_open_is_read_every_minute_and_never_more_often(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN), alone=True)
    seen.page.clock.install(time="2026-11-22T00:00:00Z")
    seen.visit().shows("Calls drop")
    later(seen, seen.provider.answer, 20 * 60)
    assert 20 * 60 // 72 - 2 <= len(seen.provider.asked) <= 21


def test_a_hidden_page_asks_nothing_and_asks_at_once_on_return(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage()), alone=True)
    seen.page.clock.install(time="2026-11-22T00:00:00Z")
    seen.visit().shows("All systems operational")
    hide = "Object.defineProperty(document, 'hidden', { value: HIDDEN, configurable: true }); document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"
    seen.page.evaluate(hide.replace("HIDDEN", "true"))
    seen.page.clock.run_for(3_600_000)
    assert len(seen.provider.asked) == 1
    seen.provider.answer = Answer(OPEN)
    seen.page.evaluate(hide.replace("HIDDEN", "false"))
    seen.shows("Calls drop")
    assert len(seen.provider.asked) == 2


LONG = STATUSPAGE["incidents"][0] | {"name": "Audio is missing " * 15, "incident_updates": [{"body": "We look into it. " * 30}]}


@pytest.mark.parametrize(
    ("body", "width"),
    [(quiet_statuspage(), 320), (STATUSPAGE, 320), (STATUSPAGE, 1280), (STATUSPAGE | {"incidents": [LONG]}, 320), (b"broken", 320)],
    ids=["fine", "open", "open, wide", "long", "broken"],
)
def test_nothing_moves_while_the_status_arrives(reader: Callable[..., Reader], width: int, body: Any) -> None:
    seen = reader(Answer(body), viewport={"width": width, "height": 4000}, alone=True)
    seen.context.add_init_script(SHIFTS)
    seen.visit().page.wait_for_timeout(700)
    assert seen.page.locator("#below").is_visible()
    assert seen.page.evaluate("window.shifts") == 0
    assert seen.page.locator(".status-banner .status-view").evaluate("view => view.scrollHeight <= view.clientHeight")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("body", "scheme"),
    [(quiet_statuspage(), "default"), (STATUSPAGE, "default"), (STATUSPAGE, "slate"), (b"broken", "slate")],
    ids=["fine", "open", "open, dark", "broken, dark"],
)
def test_axe_finds_nothing(reader: Callable[..., Reader], axe: Callable[..., None], scheme: str, body: Any) -> None:
    seen = reader(Answer(body), bypass_csp=True)
    seen.page.goto(f"{seen.site.url}support/all/?{scheme}")
    seen.page.wait_for_timeout(500)
    axe(seen.page)


def test_a_removed_element_stops_and_a_new_one_starts_without_asking_again(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(OPEN), alone=True)
    seen.page.clock.install(time="2026-11-22T00:00:00Z")
    seen.visit("banner").shows("Calls drop", "status-banner")
    seen.page.evaluate("window.kept = document.querySelector('.status-box'); kept.remove()")
    seen.page.clock.run_for(600_000)
    assert len(seen.provider.asked) == 1
    seen.page.evaluate("document.querySelector('main').append(window.kept)")
    seen.page.wait_for_timeout(300)
    seen.shows("Calls drop", "status-banner")
    assert len(seen.provider.asked) == 2


def test_an_open_list_stays_open_and_focus_stays_where_it_is(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(STATUSPAGE), alone=True)
    seen.page.clock.install(time="2026-11-22T21:00:00Z")
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
    seen = reader(Answer(b""))
    seen.visit("hint").page.wait_for_timeout(400)
    assert "cannot see" in seen.page.locator("status-hint").inner_text()
    seen.site.audience = ""


@pytest.fixture(scope="module")
def snapshot_site() -> Iterator[tuple[Provider, Site]]:
    with provider_and_site(transport="snapshot") as both:
        yield both


def snapshot_at(fetched: str, **changes: Any) -> bytes:
    body = quiet_statuspage(status={"indicator": "minor"})
    return json.dumps({"schema": 2, "provider": "statuspage", "fetchedAt": fetched, "body": body} | changes).encode()


@pytest.mark.parametrize("changes", [{"schema": 1}, {"provider": "kuma"}, {"body": None}, {"fetchedAt": {}}, {"fetchedAt": "soon"}])
def test_a_file_that_is_no_snapshot_of_this_product_is_not_shown(
    browser: Any, snapshot_site: tuple[Provider, Site], changes: dict[str, Any]
) -> None:
    provider, site = snapshot_site
    site.snapshot = snapshot_at(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **changes)
    context = browser.new_context(locale="en-GB")
    Reader(context, provider, site).visit().shows("Live status unavailable")
    context.close()


@pytest.mark.parametrize(
    ("age", "words"), [(60, "Degraded performance"), (1900, "Live status unavailable"), (-3600, "Live status unavailable")]
)
def test_a_snapshot_is_as_old_as_its_job_says(browser: Any, snapshot_site: tuple[Provider, Site], age: int, words: str) -> None:
    provider, site = snapshot_site
    site.snapshot = snapshot_at(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - age)))
    context = browser.new_context(locale="en-GB")
    seen = Reader(context, provider, site).visit()
    seen.shows(words)
    if "unavailable" in words:
        assert "Last checked" in seen.text()
    assert provider.asked == []
    assert seen.said() == ("" if "unavailable" in words else words)
    context.close()
