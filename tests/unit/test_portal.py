"""Loading the portal: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import check_facts
from macros.portal import load_portal
from macros.sources.problems import Problem, ProblemsFound, format_report, nearest, show_value
from tests.company import copy_company


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A writable copy of the company's facts."""
    return copy_company(tmp_path) / "_data"


def test_broken_facts_give_no_portal(data: Path) -> None:
    (data / "levels.yml").write_text("levels: []\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_portal(data)
    assert found.value.problems


def test_facts_cannot_be_changed_once_loaded(data: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_portal(data).levels.levels[0].label = "other"


def test_an_entry_that_nothing_uses_is_reported_as_a_warning(data: Path) -> None:
    path = data / "evidence.yml"
    extra = "  - id: lonely\n    label: Lonely\n    why: Nobody asks for it.\n    how: Do not.\n"
    path.write_text(path.read_text(encoding="utf-8").replace("items:\n", "items:\n" + extra, 1), encoding="utf-8")
    portal, _, problems = check_facts(data)
    assert portal is not None
    assert [(problem.level, "lonely" in problem.found) for problem in problems] == [("warning", True)]


def test_a_report_lists_places_first_and_counts_at_the_end() -> None:
    problems = [Problem("b.yml", 2, 1, "a > b", "'x'", "a number"), Problem("a.yml", 9, 3, "", "a tab", "spaces", "press space")]
    lines = format_report(problems).splitlines()
    assert lines[0] == "a.yml:9:3"
    assert lines[-1] == "2 problems in 2 files. Nothing was built."
    assert format_report([]) == ""


def test_a_value_is_shown_safely_and_short() -> None:
    assert show_value("a\x1b[31m" + "x" * 500).isprintable()
    assert len(show_value("x" * 500)) < 70
    assert nearest("custommer", ["customer", "carrier"]) == "did you mean 'customer'?"
    assert nearest("zzzzzz", ["customer"]) == ""
