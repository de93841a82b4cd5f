"""Every way in which reading the status can fail: what is seen, what is announced, what is logged. Real CORS, real Chromium."""

import json
from collections.abc import Callable
from functools import reduce
from operator import getitem
from typing import Any

import pytest

from tests.status_bodies import HOSTILE, STATUSPAGE, many_components, places, quiet_statuspage, replaced
from tests.status_reader import Reader
from tests.status_servers import Answer

UNAVAILABLE = "Live status unavailable"
UNRECOGNISED = "Status reported, level not recognised"
JSON_WITH_CORS = (("Access-Control-Allow-Origin", "*"),)
RECENT = "2099-01-01T00:00:00Z"


FAILURES = {
    "refused by CORS": Answer(quiet_statuspage(), headers=()),
    "duplicate permission": Answer(quiet_statuspage(), headers=(*JSON_WITH_CORS, *JSON_WITH_CORS)),
    "error without permission": Answer(b"oops", status=500, headers=()),
    "sign-in redirect": Answer(b"", status=302, headers=(("Location", "http://localhost:9/login"),)),
    "unauthorised": Answer(b"{}", status=401),
    "forbidden": Answer(b"{}", status=403),
    "not found": Answer(b"{}", status=404),
    "too many requests": Answer(b"{}", status=429),
    "server error": Answer(b"{}", status=503),
    "a page instead of data": Answer(b"<!doctype html><title>Checking your browser</title>"),
    "cut off": Answer(json.dumps(STATUSPAGE).encode()[:500]),
    "quote inside a title": Answer(b'{"cStateVersion":"6","title":"a "quoted" title"}'),
    "UTF-16": Answer(json.dumps(quiet_statuspage()).encode("utf-16")),
    "another shape": Answer({"status": 503, "error": "platform status unavailable"}),
    "empty list": Answer([]),
    "huge": Answer(b'{"page":{"name":"' + b"x" * 10_000_000 + b'"}}'),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_reading_is_neutral_silent_and_keeps_the_link(reader: Callable[..., Reader], name: str) -> None:
    seen = reader(FAILURES[name]).visit()
    for view in ("status-panel", "status-banner"):
        seen.shows(UNAVAILABLE, view)
    assert "https://status.example.com/" in seen.links()
    assert seen.said() == ""
    assert len(seen.warnings()) == 1
    assert "CORS" in seen.warnings()[0]
    assert seen.errors == []
    assert len(seen.provider.asked) == 1


@pytest.mark.parametrize("answer", [Answer(silent=True), Answer(quiet_statuspage(), drip=0.2)], ids=["silent", "slow drip"])
def test_an_answer_that_does_not_end_is_given_up(reader: Callable[..., Reader], answer: Answer) -> None:
    seen = reader(answer, at="2026-11-22T14:05:00Z")
    with seen.page.expect_request("**/summary.json"):
        seen.visit()
    seen.page.clock.run_for(29_000)
    assert seen.is_plain("status-banner")
    seen.page.clock.run_for(2_000)
    seen.shows(UNAVAILABLE)
    assert seen.said() == ""


def test_a_host_that_is_down_is_neutral(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer())
    seen.context.route("**/api/v2/summary.json", lambda route: route.abort("connectionrefused"))
    seen.visit().shows(UNAVAILABLE)
    assert len(seen.warnings()) == 1


def test_a_blocking_content_policy_is_neutral(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage()))
    seen.site.policy = "'self'"
    seen.visit().shows(UNAVAILABLE)
    assert "content security policy" in seen.warnings()[0]
    assert seen.provider.asked == []


def test_before_the_first_answer_and_without_scripts_there_is_a_plain_link(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage()), java_script_enabled=False).visit()
    for view in ("status-panel", "status-banner"):
        assert seen.is_plain(view)
    assert seen.provider.asked == []


def test_a_byte_order_mark_is_no_obstacle(reader: Callable[..., Reader]) -> None:
    reader(Answer(b"\xef\xbb\xbf" + json.dumps(quiet_statuspage()).encode())).visit().shows("All systems operational")


@pytest.mark.parametrize("empty", [{"incidents": []}, {"incidents": None}, {}], ids=["empty", "null", "absent"])
def test_empty_lists_come_in_three_shapes(reader: Callable[..., Reader], empty: dict[str, Any]) -> None:
    body = {key: value for key, value in quiet_statuspage().items() if key != "incidents"} | empty
    seen = reader(Answer(body)).visit()
    seen.shows("All systems operational")
    assert seen.said() == ""
    assert seen.warnings() == []
    seen.shows("All systems operational", "status-banner")


def test_an_unknown_level_is_said_and_never_green(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage(status={"indicator": "sparkling"}))).visit()
    seen.shows(UNRECOGNISED)
    assert "operational" not in seen.text("status-banner").lower()
    assert seen.said() == ""
    assert any("headline=sparkling" in line for line in seen.warnings())


def incident(**changes: Any) -> dict[str, Any]:
    return {"id": "i1", "name": "Calls drop", "status": "monitoring", "impact": "none", "updated_at": RECENT} | changes


def test_an_open_incident_under_a_fine_headline_is_shown_and_announced(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage(incidents=[incident()]))).visit()
    for view in ("status-panel", "status-banner"):
        seen.shows("Calls drop", view)
    assert "All systems" not in seen.text()
    assert seen.said() == "Notice. Calls drop"


def test_unknown_words_keep_parts_unknown_and_incidents_open(reader: Callable[..., Reader]) -> None:
    parts = [{"id": "1", "name": "SIP signalling", "status": "shiny"}]
    seen = reader(Answer(quiet_statuspage(components=parts, incidents=[incident(status="new", impact="new")]))).visit()
    seen.shows("Calls drop")
    assert "Unknown" in seen.text()
    assert "Notice" in seen.text("status-banner")
    assert any("status=shiny" in line and "phase=new" in line for line in seen.warnings())


def test_many_parts_are_cut_to_the_affected_ones(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(many_components())).visit()
    seen.unfold().shows("Affected parts")
    assert seen.page.locator(".status-panel [data-if=affected] .status-part").count() == 8
    assert "and 39 more on the status page" in " ".join(seen.text().split())


def test_hostile_strings_stay_text_everywhere(reader: Callable[..., Reader]) -> None:
    parts = [{"id": HOSTILE, "name": HOSTILE, "status": "major_outage", "group_id": HOSTILE}]
    window = {"scheduled_for": RECENT, "status": "scheduled", "id": "m", "name": HOSTILE, "incident_updates": [{"body": HOSTILE}]}
    one = incident(name=HOSTILE, shortlink="javascript:alert(1)", incident_updates=[{"body": HOSTILE}], components=[{"name": HOSTILE}])
    body = quiet_statuspage(page={"name": HOSTILE, "url": HOSTILE}, components=parts, incidents=[one], scheduled_maintenances=[window])
    seen = reader(Answer(body))
    seen.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    seen.visit().shows("<img src=x onerror=alert(1)>")
    assert seen.page.locator(".status-view :is(img, script, iframe)").count() == 0
    assert all(link.startswith(("https://", "http://", "data:text/calendar;")) for link in seen.links())
    assert "\u202e" not in seen.page.content()
    assert seen.errors == []
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_body_whose_every_text_is_hostile_runs_nothing_and_is_never_green(reader: Callable[..., Reader]) -> None:
    body = STATUSPAGE
    for path in places(STATUSPAGE):
        if isinstance(reduce(getitem, path, STATUSPAGE), str):
            body = replaced(body, path, HOSTILE)
    seen = reader(Answer(body))
    seen.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    seen.visit().shows("<img src=x onerror=alert(1)>")
    assert seen.page.locator(".status-view :is(img, script, iframe)").count() == 0
    assert all(link.startswith(("https://", "http://", "data:text/calendar;")) for link in seen.links())
    assert "operational" not in seen.text("status-banner").lower()
    assert seen.errors == []


def test_parts_of_one_name_are_all_shown_with_their_groups(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(STATUSPAGE)).visit()
    seen.unfold().shows("Affected parts")
    assert seen.text().count("Control panel") >= 2
    assert "Calls" in seen.text()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Europe/Berlin"])
def test_times_carry_their_zone_on_either_side_of_the_date_line(reader: Callable[..., Reader], zone: str) -> None:
    seen = reader(Answer(quiet_statuspage(incidents=[incident(started_at="2099-01-01T10:30:00")])), timezone_id=zone).visit()
    seen.shows("Calls drop")
    text = " ".join(seen.text().split())
    mine = {
        "Pacific/Kiritimati": "Fri, 2 Jan 2099, 00:30 GMT+14",
        "Pacific/Pago_Pago": "Wed, 31 Dec 2098, 23:30 GMT-11",
        "America/New_York": "Thu, 1 Jan 2099, 05:30 GMT-5",
        "Europe/Berlin": "Thu, 1 Jan 2099, 11:30 CET",
    }[zone]
    others = " your time (Thu, 10:30 UTC, Thu, 05:30 GMT-5 at the provider)"
    # Who lives by the provider's clock needs no second one.
    assert ("your time" in text) is (zone != "America/New_York")
    assert f"Started {mine}{others if zone != 'America/New_York' else ''}" in text
    assert "in -" not in text


def test_a_maintenance_past_its_window_is_folded_away(reader: Callable[..., Reader]) -> None:
    window = {"id": "m", "name": "Old window", "status": "scheduled", "updated_at": RECENT}
    window |= {"scheduled_for": "2020-01-01T00:00:00Z", "scheduled_until": "2020-01-01T02:00:00Z"}
    seen = reader(Answer(quiet_statuspage(scheduled_maintenances=[window]))).visit()
    seen.unfold().shows("Past its window")
    seen.shows("All systems operational")
    assert "Old window" not in seen.text()
    assert seen.said() == ""


def test_a_maintenance_without_dates_or_news_is_left_out(reader: Callable[..., Reader]) -> None:
    window = {"id": "m", "name": "Undated", "status": "scheduled", "updated_at": "2020-01-01T00:00:00Z"}
    seen = reader(Answer(quiet_statuspage(scheduled_maintenances=[window]))).visit()
    seen.shows("All systems operational")
    assert "Undated" not in seen.page.locator(".status-panel").text_content()


def test_an_incident_without_news_is_kept_and_folded(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage(incidents=[incident(updated_at="2020-01-01T00:00:00Z")]))).visit()
    seen.unfold().shows("Open for over two weeks without an update")
    assert "2020" not in seen.text()
    seen.page.locator(".status-panel details[data-if=older] summary").click()
    assert "1 Jan 2020" in seen.text()


def test_offline_asks_nothing_and_returns_by_itself(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(quiet_statuspage(incidents=[incident()])), at="2026-11-22T14:05:00Z")
    seen.visit().shows("Calls drop")
    seen.context.set_offline(True)
    seen.page.clock.run_for(600_000)
    seen.settle()
    assert len(seen.provider.asked) == 1
    assert "Calls drop" in seen.text()
    seen.provider.answer = Answer(quiet_statuspage())
    seen.context.set_offline(False)
    seen.shows("All systems operational")


def test_a_static_notice_shows_when_the_status_page_cannot_be_read(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(b"", status=503))
    seen.site.notice = json.dumps({"schema": 1, "text": "Calls fail in Europe. " + HOSTILE, "url": "javascript:alert(1)"}).encode()
    seen.visit().shows("Calls fail in Europe. <img", "status-banner")
    assert "Calls fail in Europe" in seen.said()
    assert all(link.startswith("https://") for link in seen.links())
    assert seen.page.locator(".status-view img").count() == 0


@pytest.mark.parametrize("notice", [b"[", b"null", b'{"text":[]}', b"x" * 3_000_000])
def test_a_broken_notice_changes_nothing(reader: Callable[..., Reader], notice: bytes) -> None:
    seen = reader(Answer(b"", status=503))
    seen.site.notice = notice
    seen.visit().shows(UNAVAILABLE)
    assert seen.errors == []
