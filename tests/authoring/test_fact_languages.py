"""Facts stand once, and a folder for each other language holds nothing but their texts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.checks import check_facts, check_languages
from macros.portal import read_languages
from macros.sources.problems import Problem
from tests.company import DATA

LEVELS = """
levels:
  - id: {first}
    label: Stufe eins
    word: dringend
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copy = shutil.copytree(DATA, tmp_path / "_data")
    (copy / "de" / "troubleshooters").mkdir(parents=True)
    return copy


def problems_of(data: Path, name: str, text: str) -> list[Problem]:
    (data / "de" / name).write_text(text, encoding="utf-8")
    of_facts = check_facts(data)[2]
    return [problem for problem in (*of_facts, *check_languages(data, of_facts)) if "/_data/de" in problem.file]


def test_texts_of_another_language_stand_in_their_places_and_all_else_stays(data: Path) -> None:
    portal, _, _ = check_facts(data)
    assert portal is not None
    first = portal.levels.levels[0]
    gaps = problems_of(data, "levels.yml", LEVELS.format(first=first.id))
    assert {gap.level for gap in gaps} == {"warning"}
    assert any("texts without words: levels" in gap.found for gap in gaps)
    german = read_languages(data)["de"]
    assert german.levels.levels[0] == first.model_copy(update={"label": "Stufe eins", "word": "dringend"})
    assert german.levels.levels[1:] == portal.levels.levels[1:]
    assert german.severity_table.rows == portal.severity_table.rows


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("levels.yml", LEVELS.format(first="s-one"), "'s-one'"),
        ("levels.yml", "levels:\n  - id: s1\n    lable: Stufe eins\n", "the key 'lable'"),
        ("channels.yml", "channels:\n  - id: desk-phone\n    schedule: desk\n", "'desk'"),
        ("targets.yml", "unbekannt: 1\n", "the key 'unbekannt'"),
        ("level.yml", "levels: []\n", "a data file that nothing reads"),
        ("troubleshooters/nosignal.yml", "title: Kein Signal\n", "a data file that nothing reads"),
        ("levels.yml", "levels: [\n", "YAML that does not parse"),
    ],
)
def test_what_is_no_text_or_has_no_place_is_reported_where_it_stands(data: Path, name: str, text: str, found: str) -> None:
    problems = [problem for problem in problems_of(data, name, text) if problem.level == "error"]
    assert [problem.file.rpartition("/de/")[2] for problem in problems] == [name]
    assert found in problems[0].found
