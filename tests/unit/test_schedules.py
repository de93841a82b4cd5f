"""Hours: windows that cross midnight or week ends, and schedules that never close."""

from typing import Any

import pytest
from pydantic import ValidationError

from macros.facts.hours import WEEK, Schedule, SchedulesFile, State, Window


def schedule(*windows: dict[str, Any], **changes: Any) -> Schedule:
    facts: dict[str, Any] = {
        "id": "hours",
        "label": "Hours",
        "zone": "Europe/Berlin",
        "zone_label": "Berlin",
        "windows": windows,
        "days_stated": True,
        "holidays": (),
        "source": "a test",
        "confirmed": False,
        "review_by": "2030-01-01",
    }
    return Schedule.model_validate(facts | changes)


def window(opens: str, closes: str, *days: str) -> dict[str, Any]:
    return {"days": days or WEEK, "opens": opens, "closes": closes}


def test_a_window_that_closes_before_it_opens_runs_into_the_next_day() -> None:
    night = Window.model_validate(window("22:00", "06:00", "sun"))
    assert night.spans() == ((6 * 1440 + 1320, 7 * 1440 + 360),)


def test_a_whole_week_never_closes_unless_there_are_holidays() -> None:
    assert schedule(window("00:00", "24:00")).always_open
    assert schedule(window("00:00", "12:00"), window("12:00", "24:00")).always_open
    assert not schedule(window("00:00", "24:00"), holidays=({"day": "2026-12-25", "label": "Christmas"},)).always_open
    assert not schedule(window("00:00", "23:59")).always_open


def test_a_region_without_holidays_of_its_own_keeps_those_of_the_schedule() -> None:
    christmas, easter = ({"day": "2026-12-25", "label": "Christmas"}, {"day": "2027-03-29", "label": "Easter Monday"})
    here = {"zone": "Asia/Tokyo", "zone_label": "Tokyo", "windows": (window("09:00", "17:00"),)}
    regional = (
        {**here, "region": "Japan"},
        {**here, "region": "Corsica", "holidays": (easter,)},
        {**here, "region": "Guam", "holidays": ()},
    )
    away = ({"first_day": "2027-08-02", "last_day": "2027-08-06", "label": "Away"},)
    stated = {"holidays": (christmas,), "closures": away, "holidays_note": "and Sundays", "regional": regional}
    kept = schedule(window("08:00", "12:00"), **stated).by_region
    assert {there.closures[0].label for _, there in kept} == {"Away"}
    assert [there.id for _, there in kept] == ["hours", "hours/1", "hours/2", "hours/3"]
    told = [(region, [day.label for day in there.holidays or ()], there.holidays_note, there.zone) for region, there in kept]
    assert told == [
        (None, ["Christmas"], "and Sundays", "Europe/Berlin"),
        ("Japan", ["Christmas"], "and Sundays", "Asia/Tokyo"),
        ("Corsica", ["Easter Monday"], None, "Asia/Tokyo"),
        ("Guam", [], None, "Asia/Tokyo"),
    ]


@pytest.mark.parametrize(
    "windows",
    [
        (window("08:00", "12:00"), window("11:59", "17:00")),
        (window("22:00", "06:00", "mon"), window("05:00", "07:00", "tue")),
        (window("22:00", "06:00", "sun"), window("05:00", "07:00", "mon")),
        (window("08:00", "12:00", "mon"), window("08:00", "12:00", "mon")),
    ],
)
def test_windows_that_overlap_are_refused(windows: tuple[dict[str, Any], ...]) -> None:
    with pytest.raises(ValidationError, match="windows that do not overlap"):
        schedule(*windows)


def test_a_day_without_its_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="a day and its name"):
        schedule(window("08:00", "12:00"), holidays=("2026-12-25",))


def test_states_name_the_schedules_that_change_and_no_other() -> None:
    always, desk = schedule(window("00:00", "24:00"), id="always"), schedule(window("08:00", "12:00"), id="desk")

    def read(*states: tuple[tuple[str, ...], tuple[str, ...]]) -> SchedulesFile:
        named = [
            State.model_construct(id=f"state-{number}", label=None, open=opened, closed=closed)
            for number, (opened, closed) in enumerate(states)
        ]
        return SchedulesFile(schedules=(always, desk), states=tuple(named))

    assert len(read((("desk",), ()), ((), ("desk",))).states) == 2
    for wrong in ([(("desk", "always"), ())], [((), ())], [(("desk",), ("desk",))], [(("desk",), ()), (("desk",), ())]):
        with pytest.raises(ValidationError):
            read(*wrong)
