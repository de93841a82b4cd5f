"""The clocks of the page, of the published readers and of Python say the same, also of response targets: over thousands of instants, in
browsers of three time zones."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.facts.hours import WEEK
from macros.rules.clock import Hours, due
from overrides.policy.v1 import read_policy
from tests.clock_cases import ALWAYS_BUT_CHRISTMAS, NIGHTS, UNTIL_CHRISTMAS, around_closures, hours, instants, read_clock

EXAMPLES, INSTANTS = 24, 40
READERS = ("UTC", "America/New_York", "Asia/Kathmandu")
DUE_INSTANTS = 8
READ = f"""async ([hours, instants, count, unit, published]) => {{
  const {{ readClock, due }} = await import(new URL("../../components/clock/clock.js", location.href).href);
  const reader = await import(new URL("../../policy/v1/read-policy.js", location.href).href);
  const readings = instants.map((instant) => readClock(hours, instant));
  return {{
    open: readings.map(({{ open }}) => open),
    changes: readings.map(({{ changes }}) => changes),
    due: instants.slice(0, {DUE_INSTANTS}).map((instant) => due({{ count, unit, hours }}, instant)),
    told: instants.map((instant) => reader.isOpen(published, instant)),
    toldDue: instants.slice(0, {DUE_INSTANTS}).map((instant) => reader.findDue(`${{count}} ${{unit}}`, published, instant)),
  }};
}}"""
LENGTHS = st.one_of(*(st.tuples(st.integers(1, most), st.just(unit)) for unit, most in (("minute", 300), ("hour", 30), ("day", 9))))


def test_the_clocks_agree_whatever_the_readers_zone(new_page) -> None:
    pages = [new_page("support/check-severity/", timezone=zone) for zone in READERS]
    compared = 0

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @example(NIGHTS, [], (1, "day"))
    @example(UNTIL_CHRISTMAS, [], (1, "hour"))
    @example(ALWAYS_BUT_CHRISTMAS, [], (30, "hour"))
    @given(hours, st.lists(instants, min_size=INSTANTS, max_size=INSTANTS), LENGTHS)
    def compare(schedule: Hours, moments: list[datetime], length: tuple[int, str]) -> None:
        nonlocal compared
        moments = [*moments, *around_closures(schedule)]
        readings = [read_clock(schedule, now) for now in moments]
        within, published = f"{length[0]} {length[1]}", as_published(schedule)
        ours = {"open": [reading.open for reading in readings], "changes": [as_number(reading.changes) for reading in readings]}
        ours |= {"due": [as_number(due(within, schedule, now)) for now in moments[:DUE_INSTANTS]]}
        ours |= {"told": ours["open"], "toldDue": ours["due"]}
        assert [read_policy.is_open(published, now, "") for now in moments] == ours["told"], (schedule, moments)
        assert [as_number(read_policy.find_due(within, published, now, "")) for now in moments[:DUE_INSTANTS]] == ours["toldDue"]
        arguments = [schedule.as_json(), [as_number(now) for now in moments], *length, published]
        for page in pages:
            assert page.evaluate(READ, arguments) == ours, (schedule, moments, length)
        compared += len(moments)

    compare()
    assert compared >= EXAMPLES * INSTANTS


def test_hours_in_the_customers_zone_are_those_of_the_readers(new_page) -> None:
    moments = [as_number(datetime(2026, 11, 27, hour, tzinfo=UTC)) for hour in range(24)]
    for zone in READERS:
        page = new_page("support/check-severity/", timezone=zone)
        own, named = (Hours(name, ((tuple(range(5)), 480, 1080),), (), False) for name in ("customer", zone))
        asked = [[hours.as_json(), moments, 1, "day", as_published(named)] for hours in (own, named)]
        assert page.evaluate(READ, asked[0]) == page.evaluate(READ, asked[1])


def as_published(hours: Hours) -> dict[str, Any]:
    windows = [
        {
            "days": [WEEK[day] for day in days],
            **{name: f"{at // 60:02}:{at % 60:02}" for name, at in (("opens", opens), ("closes", closes))},
        }
        for days, opens, closes in hours.windows
    ]
    holidays = [{"day": str(first)} for first, last in hours.closed if first == last]
    closures = [{"first_day": str(first), "last_day": str(last)} for first, last in hours.closed if first != last]
    return {"zone": hours.zone, "windows": windows, "holidays": holidays or None, "closures": closures}


def as_number(instant: datetime | None) -> int | None:
    return None if instant is None else round(instant.timestamp() * 1000)
