"""Which combinations of open schedules occur in a year, so that none is forgotten and none is described in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import combinations
from typing import Protocol
from zoneinfo import ZoneInfo

from ..facts.hours import DAY_MINUTES, WEEK, Schedule, SchedulesFile
from ..sources.problems import Problem
from ..sources.yaml_file import Source

WEEK_MINUTES = 7 * DAY_MINUTES
# Zones drift against each other by daylight saving: one week of winter and one of summer show every combination.
SEASONS = (datetime(2027, 1, 11), datetime(2027, 7, 12))


class Facts(Protocol):
    """The part of a portal that states rest on."""

    schedules: SchedulesFile


def occurring(schedules: Iterable[Schedule]) -> dict[frozenset[str], str]:
    """Return each set of open schedules that occurs, with a moment at which it does, like "Monday 08:00 UTC".

    A schedule that has holidays or closures may also be closed at a moment at which its windows are open.
    """
    changing = [schedule for schedule in schedules if not schedule.always_open]
    found: dict[frozenset[str], str] = {}
    for season in SEASONS:
        spans = {schedule.id: list(_spans(schedule, season)) for schedule in changing}
        for minute in sorted({0, *(edge % WEEK_MINUTES for pairs in spans.values() for pair in pairs for edge in pair)}):
            found.setdefault(frozenset(name for name, pairs in spans.items() if _contain(pairs, minute)), _moment(minute))
    may_close = {schedule.id for schedule in changing if schedule.holidays or schedule.closures}
    for open_then, moment in list(found.items()):
        closing = sorted(open_then & may_close)
        for size in range(1, len(closing) + 1):
            for closed in combinations(closing, size):
                found.setdefault(open_then - set(closed), f"{moment}, on a holiday")
    return found


def check_states(facts: Facts, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield a problem for each combination that occurs and has no state, and for each state that never occurs."""
    source, states = sources["schedules"], facts.schedules.states
    described = {frozenset(state.open): index for index, state in enumerate(states)}
    occurs = occurring(facts.schedules.schedules)
    for open_then, moment in occurs.items():
        if open_then not in described:
            names = ", ".join(sorted(open_then)) or "nothing"
            yield source.problem(("states",), f"no state in which {names} is open (as on {moment})", "a state for all that occurs")
    for open_then, index in described.items():
        if open_then not in occurs:
            yield source.problem(("states", index, "open"), "a combination that never occurs", "states that occur, by the windows above")


def _spans(schedule: Schedule, season: datetime) -> Iterator[tuple[int, int]]:
    offset = season.replace(tzinfo=ZoneInfo(schedule.zone)).utcoffset()
    shift = int(offset.total_seconds() // 60) if offset else 0
    for window in schedule.windows:
        for start, end in window.spans():
            yield (start - shift) % WEEK_MINUTES, (start - shift) % WEEK_MINUTES + end - start


def _contain(spans: list[tuple[int, int]], minute: int) -> bool:
    return any(start <= moment < end for start, end in spans for moment in (minute, minute + WEEK_MINUTES))


def _moment(minute: int) -> str:
    day, rest = divmod(minute, DAY_MINUTES)
    return f"{WEEK[day]} {rest // 60:02}:{rest % 60:02} UTC"
