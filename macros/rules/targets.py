"""When a response target runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ..facts.base import CUSTOMERS_ZONE
from ..facts.hours import Schedule
from ..facts.plans import Target, parts_of
from .clock import Span, hours_of, instant_of, open_spans


def due(target: Target, reported: datetime, schedule: Schedule | None) -> datetime | None:
    """Return the instant by which support promises to act on what was reported at `reported` (an aware instant).

    Without a schedule the time runs by the clock, and a day is 24 hours. In the hours of a schedule it runs while that is
    open, and a day lasts until the same time of day on the next day on which it opens. What is reported while it is closed
    counts from when it opens. Hours in the customer's zone are those of the zone of `reported`, a `ZoneInfo`. None when it doesn't open for long enough within the clock's horizon.
    """
    count, unit = parts_of(target.within)
    left = timedelta(**{f"{unit}s": count})
    if schedule is None or schedule.always_open:
        return reported.astimezone(UTC) + left
    if schedule.zone == CUSTOMERS_ZONE:
        schedule = schedule.model_copy(update={"zone": str(reported.tzinfo)})
    spans = _spans_after(schedule, reported)
    if unit == "day":
        return _days_after(spans, count, schedule.zone)
    for opens, closes in spans:
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def _spans_after(schedule: Schedule, reported: datetime) -> Iterator[Span]:
    counted_to = reported
    for opens, closes in open_spans(hours_of(schedule), reported):
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
