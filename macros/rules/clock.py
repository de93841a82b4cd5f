"""The hours of a schedule in numbers, what is open at an instant, and when a response target runs out.

Hours are wall-clock times in the schedule's own zone. A window belongs to the day on which it opens, also when it runs
past midnight. On a holiday or in a closure nothing opens, and what runs into it ends at midnight. When clocks go forward,
a time that is skipped moves on by as much; when they go back, a time that happens twice means its first occurrence.
`overrides/components/clock/clock.js` is the JavaScript counterpart: a test runs both over the same instants.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from ..facts.base import CUSTOMERS_ZONE, minutes_of
from ..facts.hours import DAY_MINUTES, WEEK, Schedule
from ..facts.plans import parts_of

HORIZON_DAYS = 400
"""How far ahead to look. Beyond it, nothing changes as far as a reader cares."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """A schedule in numbers: windows as (days from Monday 0, opening, closing in minutes), closed days as (first, last)."""

    zone: str
    windows: tuple[tuple[tuple[int, ...], int, int], ...]
    closed: tuple[tuple[date, date], ...]
    always: bool

    def as_json(self) -> dict[str, Any]:
        """Return what the page's clock needs."""
        closed = [[first.isoformat(), last.isoformat()] for first, last in self.closed]
        windows = [[list(days), opens, closes] for days, opens, closes in self.windows]
        return {"zone": self.zone, "windows": windows, "closed": closed, "always": self.always}


def hours_of(schedule: Schedule) -> Hours:
    """Return a schedule in numbers."""
    windows = tuple(
        (tuple(WEEK.index(day) for day in window.days), minutes_of(window.opens), minutes_of(window.closes)) for window in schedule.windows
    )
    holidays = [(holiday.day, holiday.day) for holiday in schedule.holidays or ()]
    closures = [(closure.first_day, closure.last_day) for closure in schedule.closures]
    return Hours(schedule.zone, windows, tuple(sorted([*holidays, *closures])), schedule.always_open)


def is_open(hours: Hours, now: datetime) -> bool:
    """Say whether the hours are open at `now`, an aware instant."""
    begun = takewhile(lambda span: span[0] <= now, open_spans(hours, now))
    return hours.always or any(now < end for _, end in begun)


def open_spans(hours: Hours, now: datetime) -> Iterator[Span]:
    """Yield the open spans from two days before `now` on, in order; neighbours may touch. On closed days nothing opens or goes on."""
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    for offset in range(-2, HORIZON_DAYS + 1):
        day, following = (today + timedelta(days=each) for each in (offset, offset + 1))
        if not _is_closed(hours, day):
            latest = DAY_MINUTES if _is_closed(hours, following) else 2 * DAY_MINUTES
            yield from sorted(
                span for window in hours.windows if day.weekday() in window[0] for span in _span(hours.zone, day, window, latest)
            )


def _is_closed(hours: Hours, day: date) -> bool:
    return any(first <= day <= last for first, last in hours.closed)


def _span(zone: str, day: date, window: tuple[tuple[int, ...], int, int], latest: int) -> Iterator[Span]:
    _, opens, closes = window
    start = instant_of(zone, day, opens)
    end = instant_of(zone, day, min(closes if closes > opens else closes + DAY_MINUTES, latest))
    if start < end:
        yield start, end


def instant_of(zone: str, day: date, minutes: int) -> datetime:
    """Return the instant of a wall-clock time, in minutes after the midnight that begins `day` (may exceed a day)."""
    local_day, minute = day + timedelta(days=minutes // DAY_MINUTES), minutes % DAY_MINUTES
    return datetime.combine(local_day, time(minute // 60, minute % 60), ZoneInfo(zone)).astimezone(UTC)


def due(within: str, hours: Hours | None, reported: datetime) -> datetime | None:
    """Return the instant by which support promises to act on what was reported at `reported` (an aware instant).

    Without hours the time runs by the clock, and a day is 24 hours. In the hours of a schedule it runs while that is
    open, and a day lasts until the same time of day on the next day on which it opens. What is reported while it is closed
    counts from when it opens. Hours in the customer's zone are those of the zone of `reported`, a `ZoneInfo`. None when it
    doesn't open for long enough within the clock's horizon.
    """
    count, unit = parts_of(within)
    left = timedelta(**{f"{unit}s": count})
    if hours is None or hours.always:
        return reported.astimezone(UTC) + left
    if hours.zone == CUSTOMERS_ZONE:
        hours = replace(hours, zone=str(reported.tzinfo))
    spans = _spans_after(hours, reported.astimezone(UTC))
    if unit == "day":
        return _days_after(spans, count, hours.zone)
    for opens, closes in spans:
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def _spans_after(hours: Hours, reported: datetime) -> Iterator[Span]:
    counted_to = reported
    for opens, closes in open_spans(hours, reported):
        if closes > counted_to:
            yield max(opens, counted_to), closes
            counted_to = closes


def _days_after(spans: Iterator[Span], count: int, zone: str) -> datetime | None:
    start, _ = next(spans, (None, None))
    if start is None:
        return None
    start = start.astimezone(ZoneInfo(zone))
    last = start.date()
    for opens, _ in spans:
        if (day := opens.astimezone(ZoneInfo(zone)).date()) > last:
            last, count = day, count - 1
            if count == 0:
                return instant_of(zone, day, start.hour * 60 + start.minute)
    return None


def clock_changes(zone: str, first: date, last: date) -> Iterator[datetime]:
    """Yield each instant, from one day to before another, at which the clocks of a zone change."""
    place, at = ZoneInfo(zone), datetime.combine(first, time(), UTC)

    def offset(minutes: int) -> timedelta | None:
        return (at + timedelta(minutes=minutes)).astimezone(place).utcoffset()

    while at.date() < last:
        before, minutes = offset(0), DAY_MINUTES
        if offset(DAY_MINUTES) != before:
            minutes = bisect_left(range(DAY_MINUTES), True, key=lambda minute: offset(minute) != before)
            yield at + timedelta(minutes=minutes)
        at += timedelta(minutes=minutes)
