"""States: every combination of open schedules that occurs, and no other."""

import re

from macros.facts.hours import Schedule
from macros.portal import Portal, load_portal
from macros.rules.coverage import find_states, occurring
from macros.views import draw
from tests.company import DATA, DOCS, place_in
from tests.unit.test_schedules import schedule, window


def named(name: str, *windows: object, **changes: object) -> Schedule:
    return schedule(*windows, id=name, **changes)


def test_the_states_of_a_portal_are_those_that_occur(portal: Portal) -> None:
    assert set(occurring(portal.schedules.schedules)) == {frozenset(state.open) for state in portal.schedules.states}


def test_combinations_without_a_name_are_named_after_what_is_open(portal: Portal) -> None:
    schedules = portal.schedules.model_copy(update={"states": ()})
    unnamed = load_portal(DATA).model_copy(update={"schedules": schedules})
    vars(unnamed).pop("states", None)  # a copy takes along what was worked out before
    assert [state.label for state in unnamed.states] == [None] * len(find_states(schedules.schedules))
    drawn = draw("severity_classifier", unnamed, place_in(DOCS))
    labels = set(re.findall(r'<span data-part="state">([^<]+): </span>', drawn))
    assert labels == {"Desk hours", "Night watch", "Outside Desk hours and Night watch"}


def test_hours_that_never_meet_have_no_state_together() -> None:
    day, night = named("day", window("08:00", "16:00")), named("night", window("20:00", "04:00"))
    assert set(occurring([day, night])) == {frozenset(), frozenset({"day"}), frozenset({"night"})}


def test_hours_that_meet_at_the_turn_of_the_week_are_seen() -> None:
    sunday, monday = named("sunday", window("22:00", "06:00", "sun")), named("monday", window("05:00", "07:00", "mon"))
    assert frozenset({"sunday", "monday"}) in occurring([sunday, monday])


def test_zones_that_drift_apart_in_summer_show_both_seasons() -> None:
    berlin = named("berlin", window("09:00", "10:00"))
    utc = named("utc", window("08:00", "09:00"), zone="Etc/UTC")
    assert set(occurring([berlin, utc])) == {
        frozenset({"berlin", "utc"}),  # winter: the same hour
        frozenset({"berlin"}),  # summer: one hour apart
        frozenset({"utc"}),
        frozenset(),
    }


def test_a_holiday_closes_one_schedule_and_not_the_other() -> None:
    holiday = ({"day": "2026-12-25", "label": "Christmas"},)
    windows = window("08:00", "16:00")
    desk, shop, phone = named("desk", windows, holidays=holiday), named("shop", windows, holidays=holiday), named("phone", windows)
    closed = {"desk", "shop", "phone"}
    found = {frozenset(closed - set(name)) for name in ((), ("desk",), ("shop",), ("desk", "shop"), closed)}
    assert occurring([desk, shop, phone])[frozenset({"phone"})].endswith("on a holiday")
    assert set(occurring([desk, shop, phone])) == found


def test_a_schedule_that_never_closes_has_no_part_in_states() -> None:
    around_the_clock = window("00:00", "24:00")
    assert set(occurring([named("always", around_the_clock)])) == {frozenset()}
    closure = {"first_day": "2026-12-24", "last_day": "2026-12-26", "label": "Christmas"}
    assert set(occurring([named("nearly", around_the_clock, closures=(closure,))])) == {frozenset({"nearly"}), frozenset()}
