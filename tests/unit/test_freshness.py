"""Facts that age: silent, then a warning, and never an error unless asked for, by the day that is given."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.commands.check import main

DOCS = Path(__file__).parents[1] / "examples" / "fernblick" / "docs"  # all due on one day
FIRST_REVIEW = min(
    date.fromisoformat(day) for path in DOCS.rglob("_data/*.yml") for day in re.findall(r'review_by: "(.+)"', path.read_text("utf-8"))
)
LATE = FIRST_REVIEW + timedelta(days=1)


def levels_on(today: date | None, *, strict: bool = False) -> set[str]:
    _, problems = check_project(DOCS, today, strict_dates=strict)
    return {problem.level for problem in problems}


def test_facts_are_left_alone_without_a_day() -> None:
    assert levels_on(None) == set()


@pytest.mark.parametrize(("days", "expected"), [(-61, set()), (-60, {"warning"}), (0, {"warning"}), (1, {"warning"})])
def test_a_review_that_is_due_or_overdue_is_a_warning(days: int, expected: set[str]) -> None:
    assert levels_on(FIRST_REVIEW + timedelta(days=days)) == expected


def test_an_overdue_review_fails_for_who_asks_for_it() -> None:
    assert levels_on(FIRST_REVIEW, strict=True) == {"warning"}
    assert levels_on(LATE, strict=True) == {"error"}


def test_an_overdue_fact_is_named_with_its_place() -> None:
    _, overdue = check_project(DOCS, LATE)
    assert overdue
    for problem in overdue:
        line = Path(problem.file).read_text(encoding="utf-8").split("\n")[problem.line - 1]
        assert line.strip() == f'review_by: "{FIRST_REVIEW}"'


def test_what_is_due_is_listed_by_owner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    shutil.copytree(DOCS, tmp_path / "docs")
    data = tmp_path / "docs" / "_data" / "organisation.yml"
    text = data.read_text(encoding="utf-8")
    data.write_text(
        text.replace(f'review_by: "{FIRST_REVIEW}"', f'review_by: "{FIRST_REVIEW}"\n  owner: Head of support', 1), encoding="utf-8"
    )
    assert main(["--docs", str(tmp_path / "docs"), "--due", "--today", FIRST_REVIEW.isoformat()]) == 0
    owners = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert owners[:2] == ["Head of support: 1", "Head of the desk: 1"]
    assert owners[2].startswith("nobody named: ")
