"""Who is covered when, for every category, level and state."""

import pytest

from macros.portal import Portal
from macros.rules.coverage import cover_in, find_cover


def kinds(portal: Portal, category: str, level: str) -> dict[str, str]:
    cover = find_cover(portal.coverage, category, level)
    return {state.id: cover_in(cover, state) for state in portal.schedules.states}


@pytest.mark.parametrize("level", ["p0", "p1", "p2"])
def test_a_critical_problem_of_the_platform_is_covered_around_the_clock(portal: Portal, level: str) -> None:
    assert set(kinds(portal, "platform", level).values()) == {"guaranteed"}


@pytest.mark.parametrize(
    ("category", "level"),
    [("platform", level) for level in ("p3", "p4", "p5")] + [("operational", f"p{rank}") for rank in range(6)],
)
def test_everything_else_is_covered_in_business_hours_and_by_best_effort_outside(portal: Portal, category: str, level: str) -> None:
    assert kinds(portal, category, level) == {
        "both-open": "guaranteed",
        "business-only": "guaranteed",
        "phone-only": "best-effort",
        "both-closed": "best-effort",
    }


def test_only_critical_problems_of_the_platform_raise_an_alarm_and_show_on_the_status_page(portal: Portal) -> None:
    loud = [cover.id for cover in portal.coverage.covers if cover.monitoring_alarm]
    shown = [cover.id for cover in portal.coverage.covers if cover.status_page]
    assert loud == shown == ["platform-critical"]


def test_the_phone_stays_open_to_exactly_the_critical_levels(portal: Portal) -> None:
    phone = next(channel for channel in portal.channels.channels if channel.id == "phone")
    assert phone.always_open_to == tuple(level.id for level in portal.levels.levels if level.critical)


def test_asking_for_a_cover_that_does_not_exist_is_refused(portal: Portal) -> None:
    with pytest.raises(LookupError, match="platform, p9"):
        find_cover(portal.coverage, "platform", "p9")
