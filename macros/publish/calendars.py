"""Calendars to subscribe to: the hours of each schedule with the days on which it stays closed, and for writers the review dates.

A weekly event has the same length each week. So a day on which clocks change, the day before, and the eve of a closed day
are taken out of the weekly event and get one of their own, at exact times: then no calendar has anything to work out.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from ..facts.base import CUSTOMERS_ZONE, Reviewed, list_facts
from ..facts.hours import DAY_MINUTES, WEEK, Schedule
from ..portal import Portal, models
from ..rules.clock import clock_changes, hours_of, instant_of
from ..views.components import PageContext, render
from ..views.coverage import calendar_path, list_calendars
from .site import Site
from .source_date import VARIABLE

REVIEW_DATES = "contributing/review-dates.ics"
YEARS = 3
"""How many years, from that of the sources on, the days are worked out that differ from the others. Later builds go on from there."""
DAY = timedelta(days=1)


def write_calendars(site: Site) -> None:
    """Write a calendar for each schedule that opens and closes; in a preview, also the days by which facts are to be reviewed."""
    for region, schedule in list_calendars(site.facts):
        name = f"{site.facts.organisation.name}: {schedule.label}" + (f" ({region})" if region else "")
        hours = list(_list_hours(schedule))
        if not schedule.days_stated:
            for event in hours:
                if isinstance(event, Event):
                    event.add("description", render("assumed-days.html", {}, site.root))
        _write(site, site.root.own_folder + calendar_path(schedule), name, [*hours, *_list_closed(schedule, site.root)])
    if site.preview:
        _write(site, REVIEW_DATES, f"{site.name}: review dates", _list_reviews(site.facts))


def _write(site: Site, path: str, name: str, components: Iterable[Component]) -> None:
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.name}//Support portal//{site.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    host = urlsplit(site.url or site.facts.organisation.website.url).hostname
    for component in components:
        if isinstance(component, Event):
            component["uid"] = f"{component['uid']}@{host}"
            component.add("dtstamp", _built_on())
            component.add("transp", "TRANSPARENT")
        calendar.add_component(component)
    target = site.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(calendar.to_ical())


def _built_on() -> datetime:
    return datetime.fromtimestamp(int(os.environ[VARIABLE]), UTC)


def _list_hours(schedule: Schedule) -> Iterator[Component]:
    """Yield the time zone, a weekly event for each window, and an event for each day on which it differs."""
    first = date(_built_on().year, 1, 1)
    last = first.replace(year=first.year + YEARS)
    zone = None if schedule.zone == CUSTOMERS_ZONE else schedule.zone  # a calendar takes a time without a zone as its reader's own
    if zone:
        yield _time_zone(zone, first - DAY, first.replace(year=first.year + 10))  # in the far east, the year begins a day before UTC's
    hours = hours_of(schedule)
    days = [first + each * DAY for each in range((last - first).days + 1)]
    closed = {day for day in days if any(begins <= day <= ends for begins, ends in hours.closed)}
    for number, window in enumerate(hours.windows, 1):
        opening = [day for day in days[:-1] if day.weekday() in window[0]]
        yield from _list_window(schedule, f"{_name(schedule)}-{number}", window, zone, opening, closed)


def _list_closed(schedule: Schedule, context: PageContext) -> Iterator[Event]:
    """Yield an event for the days on which it stays closed, by name."""
    holidays = [(each.day, each.day, each.label) for each in schedule.holidays or ()]
    for first, last, reason in (*holidays, *((each.first_day, each.last_day, each.label) for each in schedule.closures)):
        words = render("closed-day.html", {"hours": schedule.label, "reason": reason}, context)
        yield _event(f"{_name(schedule)}-closed-{first:%Y%m%d}", unescape(words), first, last + DAY)


def _list_window(
    schedule: Schedule, name: str, window: tuple[tuple[int, ...], int, int], zone: str | None, opening: list[date], closed: set[date]
) -> Iterator[Event]:
    days, opens, closes = window
    length = (closes - opens) % DAY_MINUTES or DAY_MINUTES
    weekly = _event(name, schedule.label, _local(zone, opening[0], opens), _local(zone, opening[0], opens + length))
    weekly.add("rrule", {"freq": "weekly", "byday": [WEEK[day][:2].upper() for day in days]})
    left_out = []
    for day in opening:
        until = min(opens + length, DAY_MINUTES) if day + DAY in closed else opens + length
        start, end = (_moment(zone, day, minutes) for minutes in (opens, until))
        if day in closed:
            left_out.append(day)
        elif until != opens + length or _moment(zone, day + 2 * DAY, 0) - _moment(zone, day, 0) != 2 * DAY:
            left_out.append(day)
            if start < end:
                yield _event(f"{name}-{day:%Y%m%d}", schedule.label, start, end)
    if left_out:
        weekly.add("exdate", [_local(zone, day, opens) for day in left_out])
    yield weekly


def _name(schedule: Schedule) -> str:
    return schedule.id.replace("/", "-")


def _local(zone: str | None, day: date, minutes: int) -> datetime:
    """Return a wall-clock time: in a zone, or in that of whoever reads the calendar."""
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone) if zone else None)


def _moment(zone: str | None, day: date, minutes: int) -> datetime:
    return instant_of(zone, day, minutes) if zone else _local(None, day, minutes)


def _event(name: str, summary: str, start: date, end: date) -> Event:
    event = Event()
    event["uid"] = name
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def _time_zone(zone: str, first: date, last: date) -> Timezone:
    """Return the offsets of a zone between two days, each change with the local time that it makes end."""
    described = Timezone()
    described.add("tzid", zone)
    place = ZoneInfo(zone)
    for at in (datetime.combine(first, time(), UTC), *clock_changes(zone, first, last)):
        before, after = ((at - timedelta(minutes=1)).astimezone(place), at.astimezone(place))
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("dtstart", at.replace(tzinfo=None) + (before.utcoffset() or timedelta()))
        part.add("tzoffsetfrom", before.utcoffset())
        part.add("tzoffsetto", after.utcoffset())
        part.add("tzname", after.tzname())
        described.add_component(part)
    return described


def _list_reviews(portal: Portal) -> Iterator[Event]:
    """Yield an event for each day by which some facts are to be reviewed, with what they are."""
    due: dict[date, list[str]] = defaultdict(list)
    for field, model in models(portal):
        for path, fact in list_facts(model, Reviewed):
            due[fact.review_by].append(" > ".join(map(str, (portal.path_of(field.partition("/")[0]), *path))))
    for day, paths in due.items():
        event = _event(f"review-{day:%Y%m%d}", f"Review facts: {len(paths)}", day, day + DAY)
        event.add("description", "\n".join(paths))
        yield event
