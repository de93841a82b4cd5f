"""Schedules and instants for trying the clock, close to every change of daylight saving time from 2026 to 2030."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from macros.facts.hours import DAY_MINUTES
from macros.rules.clock import HORIZON_DAYS, Hours, instant_of, is_open, open_spans

ZONES = (
    "Etc/UTC",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
)
# Every night past midnight, and one day closed.
NIGHTS = Hours("Europe/Berlin", ((tuple(range(7)), 22 * 60, 6 * 60),), ((date(2026, 12, 25), date(2026, 12, 25)),), False)
# Every day until one, and then for longer no day than anybody looks ahead.
UNTIL_CHRISTMAS = Hours("Europe/Berlin", ((tuple(range(7)), 8 * 60, 17 * 60),), ((date(2026, 12, 25), date(2028, 12, 25)),), False)
ALWAYS_BUT_CHRISTMAS = Hours("Europe/Berlin", ((tuple(range(7)), 0, DAY_MINUTES),), ((date(2026, 12, 25), date(2026, 12, 25)),), False)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)


@cache
def clock_changes() -> tuple[datetime, ...]:
    """Every instant from 2026 to 2030 at which one of the zones changes its offset."""
    found = set()
    for name in ZONES:
        zone, at = ZoneInfo(name), FIRST
        while at < LAST:
            following = at + timedelta(hours=12)
            if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
                found.add(_first_instant_after(zone, at, following))
            at = following
    return tuple(sorted(found))


def _first_instant_after(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after.replace(second=0, microsecond=0)


def _windows(draw: st.DrawFn) -> tuple[tuple[tuple[int, ...], int, int], ...]:
    cuts = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True)))
    step = draw(st.sampled_from((1, 2)))  # 1: each window begins where the last one ends
    windows = []
    for opens, closes in zip(cuts[::step], cuts[1::step], strict=False):
        days = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
        windows.append((days, opens * 15, closes * 15))
    days, opens, closes = windows[0]
    if len(windows) == 1 and closes < DAY_MINUTES and draw(st.booleans()):
        windows = [(days, closes, opens)]
    return tuple(windows[::-1] if draw(st.booleans()) else windows)  # the order in which a writer lists them decides nothing


@st.composite
def _hours(draw: st.DrawFn) -> Hours:
    days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
    closed = [(first, first + timedelta(days=draw(st.integers(0, 5)))) for first in draw(st.lists(days, max_size=3))]
    return Hours(draw(st.sampled_from(ZONES)), _windows(draw), tuple(sorted(closed)), False)


hours = _hours()
instants = st.one_of(
    st.integers(int(FIRST.timestamp()), int(LAST.timestamp())).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.tuples(st.deferred(lambda: st.sampled_from(clock_changes())), st.integers(-90_000, 90_000)).map(
        lambda pair: pair[0] + timedelta(seconds=pair[1])
    ),
)


def around_closures(schedule: Hours) -> list[datetime]:
    """Instants close to where each closure begins and ends: a night that runs into one ends there."""
    zone = ZoneInfo(schedule.zone)
    midnights = [datetime.combine(day, time(), zone) for first, last in schedule.closed for day in (first, last, last + timedelta(days=1))]
    return [(midnight + timedelta(hours=hours)).astimezone(UTC) for midnight in midnights for hours in (-3, -0.25, 0, 0.25, 3)]


class ClockReading(NamedTuple):
    """What the page's clock says: open or not, and the instant at which that changes, if it does in sight."""

    open: bool
    changes: datetime | None


def read_clock(schedule: Hours, now: datetime) -> ClockReading:
    """Read a schedule as `clock.js` does: what is open now lasts through spans that touch."""
    if schedule.always:
        return ClockReading(True, None)
    until, opens = now, None
    for start, end in open_spans(schedule, now):
        if start > until:
            opens = start
            break
        until = max(until, end)
    assert is_open(schedule, now) is (until > now)
    if until == now:
        return ClockReading(False, opens)
    last = now.astimezone(ZoneInfo(schedule.zone)).date() + timedelta(days=HORIZON_DAYS)
    return ClockReading(True, None if until >= instant_of(schedule.zone, last, 0) else until)
