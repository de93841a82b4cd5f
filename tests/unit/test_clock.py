"""Who is there, and when that changes: zones, clock changes, midnight, days, holidays, closures."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from macros.rules.clock import Hours, due
from tests.clock_cases import ClockReading, hours, instants, read_clock

EVERY_DAY = tuple(range(7))
BUSINESS = Hours("Etc/UTC", ((EVERY_DAY, 480, 1200),), (), False)


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ("2026-11-22T07:59:59", False, "2026-11-22T08:00"),
        ("2026-11-22T08:00:00", True, "2026-11-22T20:00"),
        ("2026-11-22T19:59:59", True, "2026-11-22T20:00"),
        ("2026-11-22T20:00:00", False, "2026-11-23T08:00"),
        ("2026-12-31T23:59:59", False, "2027-01-01T08:00"),
        ("2028-02-29T08:00:00", True, "2028-02-29T20:00"),
    ],
)
def test_hours_open_at_their_first_minute_and_close_at_their_last(now: str, is_open: bool, changes: str) -> None:
    assert read_clock(BUSINESS, at(now)) == ClockReading(is_open, at(changes))


def test_a_window_across_midnight_belongs_to_the_day_it_opens() -> None:
    friday_night = Hours("Europe/Berlin", (((4,), 22 * 60, 6 * 60),), (), False)
    assert read_clock(friday_night, at("2026-11-28T05:59", "Europe/Berlin")) == ClockReading(True, at("2026-11-28T06:00", "Europe/Berlin"))
    assert read_clock(friday_night, at("2026-11-28T22:30", "Europe/Berlin")).open is False


def test_windows_that_touch_are_one() -> None:
    two = Hours("Etc/UTC", ((EVERY_DAY, 480, 720), (EVERY_DAY, 720, 1200)), (), False)
    assert read_clock(two, at("2026-11-22T09:00")) == ClockReading(True, at("2026-11-22T20:00"))


def test_a_holiday_closes_the_whole_local_day_and_what_runs_into_it() -> None:
    nights = Hours("Europe/Berlin", ((EVERY_DAY, 22 * 60, 6 * 60),), ((date(2026, 12, 25), date(2026, 12, 25)),), False)
    assert read_clock(nights, at("2026-12-24T23:00", "Europe/Berlin")) == ClockReading(True, at("2026-12-25T00:00", "Europe/Berlin"))
    assert read_clock(nights, at("2026-12-25T23:00", "Europe/Berlin")) == ClockReading(False, at("2026-12-26T22:00", "Europe/Berlin"))


def test_a_closure_reaches_over_several_days() -> None:
    closed = Hours("Etc/UTC", BUSINESS.windows, ((date(2026, 12, 24), date(2027, 1, 3)),), False)
    assert read_clock(closed, at("2026-12-24T10:00")) == ClockReading(False, at("2027-01-04T08:00"))


def test_a_time_that_is_skipped_moves_on_and_one_that_comes_twice_is_the_first() -> None:
    small_hours = Hours("Europe/Berlin", ((EVERY_DAY, 150, 270),), (), False)
    spring = read_clock(small_hours, datetime(2027, 3, 28, 0, 30, tzinfo=UTC))
    assert spring == ClockReading(False, datetime(2027, 3, 28, 1, 30, tzinfo=UTC))
    autumn = read_clock(small_hours, datetime(2026, 10, 25, 0, 0, tzinfo=UTC))
    assert autumn == ClockReading(False, datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert read_clock(small_hours, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)).open is True


def test_around_the_clock_never_changes() -> None:
    whole_week = Hours("Etc/UTC", ((EVERY_DAY, 0, 1440),), (), True)
    assert read_clock(whole_week, at("2026-11-22T10:00")) == ClockReading(True, None)
    unmarked = Hours("Etc/UTC", ((EVERY_DAY, 0, 1440),), (), False)
    assert read_clock(unmarked, at("2026-11-22T10:00")) == ClockReading(True, None)


def test_hours_that_are_closed_for_as_long_as_anybody_looks_have_no_next_opening() -> None:
    closed = Hours("Etc/UTC", ((EVERY_DAY, 480, 960),), ((date(2026, 1, 1), date(2029, 1, 1)),), False)
    assert read_clock(closed, at("2026-11-22T10:00")) == ClockReading(False, None)
    assert [due(within, closed, at("2026-11-22T10:00")) for within in ("1 hour", "1 day")] == [None, None]
    ended = Hours("Etc/UTC", ((EVERY_DAY, 480, 960),), ((date(2026, 11, 23), date(2029, 1, 1)),), False)
    assert read_clock(ended, at("2026-11-22T16:00")) == ClockReading(False, None)
    assert due("9 hours", ended, at("2026-11-22T08:00")) is None


@settings(max_examples=400, deadline=None, derandomize=True)
@given(hours, instants)
def test_away_from_clock_changes_the_wall_clock_decides(schedule: Hours, now: datetime) -> None:
    zone = ZoneInfo(schedule.zone)
    offsets = {(now + timedelta(hours=shift)).astimezone(zone).utcoffset() for shift in range(-50, 51)}
    if len(offsets) > 1:
        return
    wall = now.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    yesterday = (wall.weekday() - 1) % 7
    today_closed = any(first <= wall.date() <= last for first, last in schedule.closed)
    day_before = wall.date() - timedelta(days=1)
    yesterday_closed = any(first <= day_before <= last for first, last in schedule.closed)
    is_open = not today_closed and any(
        (wall.weekday() in days and opens <= minute < (closes if closes > opens else 1440))
        or (yesterday in days and closes <= opens and minute < closes and not yesterday_closed)
        for days, opens, closes in schedule.windows
    )
    assert read_clock(schedule, now).open == (is_open or schedule.always)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(hours, instants)
def test_the_promised_change_happens_then_and_not_before(schedule: Hours, now: datetime) -> None:
    reading = read_clock(schedule, now)
    if reading.changes is None:
        return
    assert reading.changes > now
    assert read_clock(schedule, reading.changes).open is not reading.open
    just_before = reading.changes - timedelta(seconds=1)
    assert read_clock(schedule, max(now, just_before)).open is reading.open
