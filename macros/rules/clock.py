"""The hours of a schedule in numbers, as the clocks of pages read them.

Hours are wall-clock times in the schedule's own zone. A window belongs to the day on which it opens, also when it runs
past midnight. On a holiday or in a closure nothing opens, and what runs into it ends at midnight. When clocks go forward,
a time that is skipped moves on by as much; when they go back, a time that happens twice means its first occurrence.
`overrides/components/clock/clock.js` reads them, and `tests/clock_reference.py` is its Python counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..facts.base import minutes_of
from ..facts.hours import WEEK, Schedule


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
