"""Facts that age: silent, then a warning, then an error, by the day that is given."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.portal import check_data

DATA = Path(__file__).parents[1] / "examples" / "fernblick" / "docs" / "_data"  # all due on one day
FIRST_REVIEW = min(date.fromisoformat(day) for path in DATA.rglob("*.yml") for day in re.findall(r'review_by: "(.+)"', path.read_text()))


def levels_on(today: date | None) -> set[str]:
    _, problems = check_data(DATA, today)
    return {problem.level for problem in problems}


def test_facts_are_left_alone_without_a_day() -> None:
    assert levels_on(None) == set()


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-61, set()), (-60, {"warning"}), (0, {"warning"}), (1, {"error"})],
)
def test_a_fact_warns_for_sixty_days_and_then_fails(days: int, expected: set[str]) -> None:
    assert levels_on(FIRST_REVIEW + timedelta(days=days)) == expected


def test_an_overdue_fact_is_named_with_its_place() -> None:
    _, problems = check_data(DATA, FIRST_REVIEW + timedelta(days=1))
    overdue = [problem for problem in problems if problem.level == "error"]
    assert overdue
    for problem in overdue:
        line = Path(problem.file).read_text(encoding="utf-8").split("\n")[problem.line - 1]
        assert line.strip() == f'review_by: "{FIRST_REVIEW}"'
