"""What people write at first, and what the check says then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.sources.problems import Problem

EXAMPLE = Path(__file__).parents[1] / "examples" / "fernblick"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A writable copy of the invented company's pages and facts."""
    shutil.copytree(EXAMPLE, tmp_path / "project")
    return tmp_path / "project" / "docs"


def problems_after(docs: Path, name: str, old: str, new: str) -> list[Problem]:
    """Return what is said after the first `old` of a file has become `new`."""
    path = docs / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_project(docs, None)[1]


def test_a_product_given_for_the_kind_of_a_channel(docs: Path) -> None:
    (problem,) = problems_after(docs, "_data/channels.yml", "kind: email", "kind: whatsapp")
    assert problem.hint == "the name of a product belongs in its label"


def test_holidays_as_plain_days(docs: Path) -> None:
    (problem,) = problems_after(docs, "_data/schedules.yml", "holidays: []", 'holidays: ["2026-12-25"]')
    assert (problem.expected, problem.hint) == ("a day and its name", 'write {day: "2026-12-25", label: Christmas Day}')


def test_a_number_that_nobody_can_mean(docs: Path) -> None:
    (problem,) = problems_after(docs, "_data/paid-options.yml", "amount: 240.5", "amount: 99999999999")
    assert problem.expected == "less than or equal to 100000000"


def test_a_channel_that_no_page_shows(docs: Path) -> None:
    for page in docs.rglob("*.md"):
        page.write_text(page.read_text(encoding="utf-8").replace("{{ channel_list() }}", "Words."), encoding="utf-8")
    channels = docs / "_data" / "channels.yml"
    text = channels.read_text(encoding="utf-8")
    entry = text[text.index("  - id: ") : text.index("  - id: ", text.index("  - id: ") + 1)]
    name = entry.split("id: ")[1].split("\n")[0]
    channels.write_text(text.replace("channels:\n", "channels:\n" + entry.replace(f"id: {name}", "id: pigeon"), 1), encoding="utf-8")
    found = [problem for problem in check_project(docs, None)[1] if "pigeon" in problem.found]
    assert [(problem.level, problem.file.rpartition("/")[2]) for problem in found] == [("warning", "channels.yml")]


def test_a_portal_without_an_address(docs: Path) -> None:
    settings = docs.parent / "mkdocs.yml"
    settings.write_text("site_name: Fernblick Help\n", encoding="utf-8")
    (problem,) = check_project(docs, None)[1]
    assert (problem.level, problem.found) == ("warning", "no site_url")
