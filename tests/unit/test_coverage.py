"""Who is covered when, for every category, level and state."""

import pytest

from macros.portal import Portal
from macros.rules.coverage import cover_in, find_cover


@pytest.mark.parametrize(
    ("category", "level", "expected"),
    [
        ("mast", "s1", {"desk-open": "best-effort", "night": "guaranteed", "nobody-there": "best-effort"}),
        ("mast", "s3", {"desk-open": "guaranteed", "night": "none", "nobody-there": "none"}),
        ("hut", "s1", {"desk-open": "guaranteed", "night": "none", "nobody-there": "none"}),
    ],
)
def test_a_cover_holds_inside_its_schedule_and_says_what_holds_outside(
    portal: Portal, category: str, level: str, expected: dict[str, str]
) -> None:
    cover = find_cover(portal.coverage, category, level)
    assert {state.id: cover_in(cover, state) for state in portal.schedules.states} == expected


def test_every_class_has_one_cover(portal: Portal) -> None:
    for category in portal.categories.categories:
        for level in portal.levels.levels:
            assert level.id in find_cover(portal.coverage, category.id, level.id).levels


def test_asking_for_a_cover_that_does_not_exist_is_refused(portal: Portal) -> None:
    with pytest.raises(LookupError, match="mast, s9"):
        find_cover(portal.coverage, "mast", "s9")
