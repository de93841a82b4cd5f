"""Which cover holds for a category and a level, which combinations of open schedules there are, and which situation a result is in."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from ..facts.base import CUSTOMERS_ZONE
from ..facts.contact import Channel
from ..facts.hours import DAY_MINUTES, WEEK, Cover, CoverageFile, CoverKind, Schedule, State
from ..facts.severity import Situation

WEEK_MINUTES = 7 * DAY_MINUTES
# Zones drift against each other by daylight saving: one week of winter and one of summer show every combination.
SEASONS = (datetime(2027, 1, 11), datetime(2027, 7, 12))


def cover_in(cover: Cover, state: State) -> CoverKind:
    """Return the kind of cover that holds in a state: `inside` unless the cover's schedule is closed then."""
    return cover.outside if cover.outside is not None and cover.schedule in state.closed else cover.inside


def find_cover(coverage: CoverageFile, category: str, level: str) -> Cover:
    """Return the one cover of a category and a level. Raises `LookupError` when none is named so."""
    for cover in coverage.covers:
        if cover.category == category and level in cover.levels:
            return cover
    raise LookupError(f"no cover for {category}, {level}")


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


def find_states(schedules: Iterable[Schedule]) -> tuple[State, ...]:
    """Return a state for each combination that occurs."""
    changing = [schedule.id for schedule in schedules if not schedule.always_open]
    return tuple(
        State(
            id="-and-".join(sorted(open_then)) or "closed",
            open=tuple(name for name in changing if name in open_then),
            closed=tuple(name for name in changing if name not in open_then),
        )
        for open_then in occurring(schedules)
    )


def _spans(schedule: Schedule, season: datetime) -> Iterator[tuple[int, int]]:
    zone = "UTC" if schedule.zone == CUSTOMERS_ZONE else schedule.zone  # one of many, and as good as any
    offset = season.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    shift = int(offset.total_seconds() // 60) if offset else 0
    for window in schedule.windows:
        for start, end in window.spans():
            yield (start - shift) % WEEK_MINUTES, (start - shift) % WEEK_MINUTES + end - start


def _contain(spans: list[tuple[int, int]], minute: int) -> bool:
    return any(start <= moment < end for start, end in spans for moment in (minute, minute + WEEK_MINUTES))


def _moment(minute: int) -> str:
    day, rest = divmod(minute, DAY_MINUTES)
    return f"{WEEK[day]} {rest // 60:02}:{rest % 60:02} UTC"


def find_situation(situations: Iterable[Situation], level: str, category: str, state: str, *, unsure: bool) -> Situation | None:
    """Return the first situation that fits, or None."""
    for each in situations:
        fits = each.unsure == unsure and level in each.levels and category in (each.categories or (category,))
        if fits and state in (each.states or (state,)):
            return each
    return None


def is_usable(channel: Channel, level: str, state: State, *, unsure: bool) -> bool:
    """Tell whether a channel is open; to a level that is not sure, its exceptions are not."""
    return channel.schedule not in state.closed or (level in channel.always_open_to and not unsure)


def works_in_one_tap(channel: Channel) -> bool:
    """Tell whether a link reaches the channel itself, and not only a page that names its number."""
    return channel.href is not None and (channel.kind != "phone" or channel.number is not None)
