"""Calendars and the feed: another library reads in them what the clock says, whatever their texts are, and writers' dates stay with them."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from dateutil import rrule, tz
from icalendar import Calendar, Event

from macros.facts.base import Reviewed, list_facts
from macros.facts.hours import WEEK, Closure, Window
from macros.facts.severity import Change
from macros.portal import Portal, models
from macros.publish.calendars import REVIEW_DATES, write_calendars
from macros.publish.changes_feed import write_changes_feed
from macros.publish.policy_data import policy_files
from macros.publish.site import Site
from macros.rules.clock import hours_of, open_spans
from macros.views.coverage import calendar_path, list_calendars
from tests.company import BUILT_ON, DOCS

READER = "America/New_York"
YEAR = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
HOSTILE = 'Lines; of, text\\n "quoted" & <b>]]> BEGIN:VEVENT ' + "ü" * 60
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_each_calendar_has_the_hours_of_its_schedule_all_year(built_site: Path, portal: Portal) -> None:
    count = 0
    for _, schedule in list_calendars(portal):
        hours = hours_of(schedule)
        hours = replace(hours, zone=READER) if hours.zone == "customer" else hours
        wanted = {span for now in (YEAR[0], datetime(2027, 11, 1, tzinfo=UTC)) for span in open_spans(hours, now) if is_this_year(span)}
        text = (built_site / calendar_path(schedule)).read_text(encoding="utf-8")
        assert {span for span in list_spans(text) if is_this_year(span)} == wanted, schedule.id
        count += len(wanted)
    assert count > 1000


def test_only_hours_that_close_have_a_calendar_those_of_a_region_too(portal: Portal) -> None:
    desk = next(schedule for schedule in portal.schedules.schedules if schedule.id == "desk-hours")
    always = desk.model_copy(update={"windows": (Window(days=WEEK, opens="00:00", closes="24:00"),), "holidays": (), "closures": ()})
    schedules = portal.schedules.model_copy(update={"schedules": (always,)})
    assert [region for region, _ in list_calendars(portal.model_copy(update={"schedules": schedules}))] == ["Corsica"]


def is_this_year(span: tuple[datetime, datetime]) -> bool:
    return YEAR[0] <= span[0] < YEAR[1]


def list_spans(text: str) -> Iterator[tuple[datetime, datetime]]:
    """Yield each event as dateutil finds it, by the time zone that the calendar itself describes."""
    zones = tz.tzical(io.StringIO(text)) if "VTIMEZONE" in text else None
    for event in Calendar.from_ical(text).walk("VEVENT"):
        start, end = event.start, event.end
        if not isinstance(start, datetime):
            continue
        name = event["dtstart"].params.get("TZID")
        place: tzinfo = zones.get(name) if zones and name else UTC if start.tzinfo else tz.gettz(READER)
        begins = start.replace(tzinfo=place)
        length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
        for each in list_starts(event, begins):
            yield each.astimezone(UTC), (each + length).astimezone(UTC)


def list_starts(event: Event, begins: datetime) -> list[datetime]:
    if "rrule" not in event:
        return [begins]
    days = rrule.rruleset()
    days.rrule(rrule.rrulestr(event["rrule"].to_ical().decode(), dtstart=begins))
    for each in event["exdate"].dts if "exdate" in event else ():
        days.exdate(each.dt.replace(tzinfo=begins.tzinfo))
    return days.between(YEAR[0] - timedelta(days=2), YEAR[1] + timedelta(days=2))


@pytest.fixture
def hostile(tmp_path: Path, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A preview of a portal whose texts hold what calendars and feeds are made of."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILT_ON)
    assert portal.severity
    first, *others = portal.schedules.schedules
    first = first.model_copy(update={"label": HOSTILE, "days_stated": False})
    schedules = portal.schedules.model_copy(update={"schedules": (first, *others)})
    releases = tuple(each.model_copy(update={"text": HOSTILE}) for each in portal.changes.releases)
    days = (date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 12))
    versions = tuple(Change(version=number, since=day, text=f"Version {number}.") for number, day in enumerate(days, 1))
    unsure = portal.severity.unsure.model_copy(update={"category": "mast"})
    severity = portal.severity.model_copy(update={"version": 3, "changes": versions, "unsure": unsure})
    texts = {"schedules": schedules, "severity": severity, "changes": portal.changes.model_copy(update={"releases": releases})}
    facts = {field: getattr(portal, field) for field in Portal.model_fields}  # a copy would keep what was computed from the old ones
    return Site(tmp_path, DOCS, "https://help.example.org/", "Help, & more", "", True, Portal(**facts | texts))


def test_hostile_texts_break_no_file(hostile: Site) -> None:
    write_calendars(hostile)
    lines = (hostile.folder / "calendars" / "desk-hours.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    calendar = Calendar.from_ical(b"\r\n".join(lines))
    hours = [event for event in calendar.events if event["summary"] == HOSTILE]
    assert {event["description"] for event in hours} == {"We haven't published hours for public holidays, so please ask us."}
    assert not any("description" in event for event in calendar.events if event not in hours)
    assert {event["uid"].partition("@")[2] for event in calendar.events} == {"help.example.org"}
    write_changes_feed(hostile)
    feed = ET.fromstring((hostile.folder / "changes.atom").read_text(encoding="utf-8"))
    assert feed.findtext(f"{ATOM}entry/{ATOM}content/{XHTML}div/{XHTML}p") == HOSTILE
    policy = json.loads(policy_files(hostile)["policy.json"])
    assert policy["schedules"][0]["label"] == HOSTILE
    assert (policy["version"], [each["version"] for each in policy["changes"]]) == (3, [1, 2, 3])
    assert policy["severity"]["unsure_category"] == "mast", "not that of every other case"
    releases = [(each["day"], each["version"], each["link"].rpartition("/")[2]) for each in policy["releases"]]
    assert releases == [(day, number, f"#changes-{day}") for day, number in (("2026-10-05", 1), ("2026-10-12", 3), ("2026-10-20", 3))]
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len({each for each in ids if each.startswith("urn:uuid:")}) == len(ids) == 4


def test_each_language_has_files_of_its_own(hostile: Site) -> None:
    """By their addresses, and with ids of their own; the two languages of a feed are two feeds."""
    german = replace(hostile, language="de", addresses={"index.md": "de/index.html"})
    for site in (hostile, german, replace(hostile, url="", folder=hostile.folder / "nowhere")):
        write_calendars(site)
        write_changes_feed(site)
    english, own, unplaced = (hostile.folder / name for name in ("changes.atom", "de/changes.atom", "nowhere/changes.atom"))
    read = [ET.fromstring(path.read_text(encoding="utf-8")).findtext(f"{ATOM}id") for path in (english, own, unplaced)]
    assert read[0] == read[2] != read[1], "it stays the same when the site moves"
    assert 'rel="self" type="application/atom+xml" href="https://help.example.org/de/changes.atom"' in own.read_text(encoding="utf-8")
    calendar = Calendar.from_ical((hostile.folder / "de/calendars/night-watch-1.ics").read_bytes())
    assert (calendar["x-wr-calname"], calendar["prodid"]) == ("Fernblick: Night watch (Madeira)", "-//Help, & more//Support portal//DE")
    calendar = Calendar.from_ical((hostile.folder / "nowhere/calendars/night-watch.ics").read_bytes())
    assert {event["uid"].partition("@")[2] for event in calendar.events} == {"fernblick.example.org"}


def test_review_dates_are_for_writers_only(hostile: Site, built_site: Path, portal: Portal) -> None:
    write_calendars(hostile)
    events = Calendar.from_ical((hostile.folder / REVIEW_DATES).read_bytes()).events
    due = {fact.review_by for _, model in models(portal) for _, fact in list_facts(model, Reviewed)}
    assert sorted(event.start for event in events) == sorted(due)
    assert "channels.yml" in "".join(event["description"] for event in events)
    assert not (built_site / REVIEW_DATES).exists()


def write_night(site: Site, **changes: Any) -> Calendar:
    """Return the calendar of the night watch with these changes."""
    *_, night = site.facts.schedules.schedules
    night = night.model_copy(update={"regional": (), **changes})
    site.portal = site.facts.model_copy(update={"schedules": site.facts.schedules.model_copy(update={"schedules": (night,)})})
    write_calendars(site)
    return Calendar.from_ical((site.folder / "calendars" / "night-watch.ics").read_bytes())


def test_nothing_rests_on_how_a_client_reads_a_change_of_clocks(hostile: Site) -> None:
    """Clients differ in when a time is that is skipped or happens twice, and in what holds before a zone's first line."""
    calendar = write_night(hostile, zone="Pacific/Auckland", windows=(Window(days=WEEK, opens="02:15", closes="02:45"),))
    (weekly,) = (event for event in calendar.events if "rrule" in event)
    assert min(part["dtstart"].dt for part in calendar.walk("STANDARD") + calendar.walk("DAYLIGHT")) < weekly.start.replace(
        hour=0, tzinfo=None
    )
    left_out = {each.dt.date() for each in weekly["exdate"].dts}
    assert {date(2027, 4, 3), date(2027, 4, 4), date(2027, 9, 25), date(2027, 9, 26)} <= left_out
    spans = {event.start: event.end - event.start for event in calendar.events if "rrule" not in event}
    assert spans[datetime(2027, 9, 25, 14, 15, tzinfo=UTC)] == timedelta(minutes=30), "what is skipped moves on by an hour"
    assert len(spans) == len(left_out)


def test_the_last_night_ends_before_a_closed_day_and_no_hours_are_empty(hostile: Site) -> None:
    hours = (("21:00", "05:30"), ("00:00", "24:00"), ("02:00", "03:00"))
    windows = tuple(Window(days=WEEK, opens=opens, closes=closes) for opens, closes in hours)
    closed = Closure(first_day=date(2029, 1, 1), last_day=date(2029, 1, 1), label="Snow")
    calendar = write_night(hostile, windows=windows, closures=(closed,))
    weekly = [event for event in calendar.events if "rrule" in event]
    assert [(event.end - event.start) / timedelta(hours=1) for event in weekly] == [8.5, 24, 1]
    assert {max(each.dt.date() for each in event["exdate"].dts) for event in weekly[:1]} == {date(2028, 12, 31)}, "where the years end"
    spans = {event.start: event.end - event.start for event in calendar.events}
    assert spans[datetime(2028, 12, 31, 20, tzinfo=UTC)] == timedelta(hours=3)
    assert min(spans.values()) > timedelta(), "an hour that clocks skip is none"
