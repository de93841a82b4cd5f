"""Facts stand once, and a folder for each other language holds nothing but their texts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros.checks import check_facts, check_languages, check_project
from macros.portal import read_languages
from macros.sources.problems import Problem
from tests.company import DATA, copy_company

LEVELS = """
levels:
  - id: {first}
    label: Stufe eins
    word: dringend
    critical: true
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
    of_file, of_folder = (gap.found for gap in gaps)
    three = ("meaning", "first_handled_by > why", "advice")
    assert f" texts without words: {'; '.join(f'levels > {first.id} > {name}' for name in three)}, and " in of_file
    untold = {"levels.yml", "hosting.yml", "redirects.yml", "searches.yml"}
    assert set(re.findall(r"[\w-]+\.\w+", of_folder)) <= {path.name for path in DATA.rglob("*.yml")} - untold
    german = read_languages(data)["de"]
    assert german.levels.levels[0] == first.model_copy(update={"label": "Stufe eins", "word": "dringend"})
    assert german.levels.levels[1:] == portal.levels.levels[1:]
    assert german.severity_table.rows == portal.severity_table.rows


def test_a_language_has_as_many_words_as_it_has_and_only_what_a_file_says_is_a_gap(data: Path) -> None:
    gaps = problems_of(data, "search.yml", "synonyms: [[antenne, spiegel], [leitung, internet]]\n")
    assert read_languages(data)["de"].search.synonyms == (("antenne", "spiegel"), ("leitung", "internet"))
    (gap,) = (gap.found for gap in gaps if gap.file.endswith("search.yml"))
    assert "asides" in gap
    assert "tokens" not in gap


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_articles_and_troubleshooters_are_read_and_checked_in_their_language(structure: str, tmp_path: Path) -> None:
    docs = copy_company(tmp_path)
    pages = {name: (docs / name).read_text(encoding="utf-8") for name in ("knowledge-base/lightning.md", "troubleshooting/link-drops.md")}
    if structure == "folder":
        moved = [path for path in docs.iterdir() if path.name not in ("_data", "assets")]
        (docs / "en").mkdir()
        for path in moved:
            path.rename(docs / "en" / path.name)
    for name, text in pages.items():
        page = docs / "de" / name if structure == "folder" else (docs / name).with_suffix(".de.md")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(re.sub("^(title:|#) .*", rf"\1 {page.name[:5]} auf Deutsch", text, flags=re.MULTILINE), encoding="utf-8")
    words = docs / "_data" / "de" / "troubleshooters" / "link-drops.yml"
    words.parent.mkdir(parents=True)
    for title, told in (("link- auf Deutsch", []), ("Ganz anders", [page])):
        words.write_text(f"id: anders\ntitle: {title}\n", encoding="utf-8")
        portal, problems = check_project(docs, None)
        assert portal is not None
        errors = [each for each in problems if each.level == "error"]
        assert [each.file.rpartition("/docs/")[2] for each in errors] == [page.relative_to(docs).as_posix() for page in told], errors
    assert portal.articles["lightning"].title == "What does lightning break?"
    assert read_languages(docs / "_data")["de"].articles["lightning"].title == "light auf Deutsch"


@pytest.mark.parametrize(
    ("name", "text", "found", "place"),
    [
        ("levels.yml", LEVELS.format(first="s-one"), "'s-one'", "3:9"),
        ("levels.yml", "levels:\n  - s-one\n", "'s-one'", "2:5"),
        ("levels.yml", "levels:\n  - id: s3\n    lable: Stufe drei\n", "the key 'lable'", "3:5"),
        ("levels.yml", "levels:\n  - id: s3\n    label: ''\n", "''", "3:12"),
        ("levels.yml", "levels:\n  - id: s1\n    critical: false\n", "false", "3:15"),
        ("channels.yml", "channels:\n  - id: desk-phone\n    schedule: night-watch\n", "'night-watch'", "3:15"),
        ("status.yml", "audiences:\n  - id: devices\n    components: [Karte]\n", "a list of 1", "3:17"),
        ("targets.yml", "unbekannt: 1\n", "the key 'unbekannt'", "1:1"),
        ("level.yml", "levels: []\n", "a data file that nothing reads", "1:1"),
        ("troubleshooters/nosignal.yml", "title: Kein Signal\n", "a data file that nothing reads", "1:1"),
        ("levels.yml", "levels: [\n", "YAML that does not parse", "2:1"),
    ],
)
def test_what_is_no_text_or_has_no_place_is_reported_where_it_stands(data: Path, name: str, text: str, found: str, place: str) -> None:
    problems = [problem for problem in problems_of(data, name, text) if problem.level == "error"]
    assert [f"{problem.file}:{problem.line}:{problem.column}".rpartition("/de/")[2] for problem in problems] == [f"{name}:{place}"]
    assert found in problems[0].found
