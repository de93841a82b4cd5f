"""The page's clock and Python's say the same: over 10,000 instants, in browsers of three time zones."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.rules.clock import Hours, read_clock
from tests.clock_cases import NIGHTS, around_closures, hours, instants

EXAMPLES, INSTANTS = 100, 100
READERS = ("UTC", "America/New_York", "Asia/Kathmandu")
READ = """async ([hours, instants]) => {
  const { readClock } = await import(new URL("../../components/clock/clock.js", location.href).href);
  return instants.map((instant) => { const { open, changes } = readClock(hours, instant); return [open, changes]; });
}"""


def test_both_clocks_agree_whatever_the_readers_zone(new_page) -> None:
    pages = [new_page("support/check-severity/", timezone=zone) for zone in READERS]
    compared = 0

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @example(NIGHTS, [])
    @given(hours, st.lists(instants, min_size=INSTANTS, max_size=INSTANTS))
    def compare(schedule: Hours, moments: list[datetime]) -> None:
        nonlocal compared
        moments = [*moments, *around_closures(schedule)]
        ours = [(reading.open, as_number(reading.changes)) for reading in (read_clock(schedule, now) for now in moments)]
        given_moments = [as_number(now) for now in moments]
        for page in pages:
            theirs = [tuple(each) for each in page.evaluate(READ, [schedule.as_json(), given_moments])]
            assert theirs == ours, (schedule, moments)
        compared += len(moments)

    compare()
    assert compared >= 10_000


def test_hours_in_the_customers_zone_are_those_of_the_readers(new_page) -> None:
    moments = [as_number(datetime(2026, 11, 27, hour, tzinfo=UTC)) for hour in range(24)]
    for zone in READERS:
        page = new_page("support/check-severity/", timezone=zone)
        own, named = (Hours(name, ((tuple(range(5)), 480, 1080),), (), False).as_json() for name in ("customer", zone))
        assert page.evaluate(READ, [own, moments]) == page.evaluate(READ, [named, moments])


def as_number(instant: datetime | None) -> int | None:
    return None if instant is None else round(instant.timestamp() * 1000)
