"""Text that YAML, an editor or a browser would change without a word is refused where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from macros.checks import check_project
from macros.sources import yaml_file
from macros.sources.problems import MOST_LISTED, Problem, format_report
from macros.sources.yaml_file import parse_source

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "LOADER", request.param)


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("label: Chat #1 online\n", 1, 13),
        ("label: Chat # 1 online\n", 1, 13),
        ("steps:\n  - Press send, # or the green key.\n  - Compare.\n", 2, 17),
        ("why: A send key\n  or # ends the wait.\n", 2, 6),
        ("entries: [one #1\n  , two]\n", 1, 15),
    ],
)
def test_text_cut_by_a_comment_is_refused_at_the_cut(text: str, line: int, column: int) -> None:
    (problem,) = parse_source(text, "facts.yml").problems
    assert (problem.line, problem.column) == (line, column)
    assert "cut at '#" in problem.found


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    "text",
    [
        'label: "Chat #1 online"\n',
        "label: 'Chat' # a comment\n",
        "label: Chat#1 online\n",
        "label: >-\n  Chat #1 online\n",
        "most: 300 # files\n",
        "each: [1, '1', true]\n",
        "price: null # not published\n",
        "levels: [p0, p1] # the worst\n",
        "levels: # the worst\n  - p0\n",
        "# a comment\nlabel: Chat\n",
    ],
)
def test_a_comment_that_cuts_nothing_is_let_pass(text: str) -> None:
    assert parse_source(text, "facts.yml").problems == ()


HIDDEN = "\0\b\v\x1f\x7f\x85\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028\u202e\u2060\u2066\u206f\ufeff\ufff9\ufffd\U000e0000\U000e007f"


@pytest.mark.parametrize("character", HIDDEN)
def test_a_character_that_nobody_sees_is_refused_in_facts_and_pages(tmp_path: Path, character: str) -> None:
    (problem,) = parse_source(f"id: a\nlabel: Ch{character}at\n", "facts.yml").problems
    assert (problem.line, problem.column) == (2, 10)
    assert f"U+{ord(character):04X}" in problem.found
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Home\n\nCh{character}at\n", encoding="utf-8", newline="")
    found = [problem for problem in check_project(tmp_path / "docs", None)[1] if problem.file.endswith("index.md")]
    assert [(problem.line, problem.column) for problem in found] == [(3, 3)]


def test_a_hidden_character_written_as_an_escape_is_refused() -> None:
    assert "U+202E" in parse_source('label: "Ch\\u202eat"\n', "facts.yml").problems[0].found


def test_letters_of_other_scripts_and_emoji_are_let_pass() -> None:
    assert parse_source("label: نمی‌خواهم Größe 👩‍🔧 日本語\n", "facts.yml").problems == ()


def test_an_entry_that_stands_twice_in_a_list_is_refused() -> None:
    (problem,) = parse_source("levels: [p0, p1, p0]\n", "facts.yml").problems
    assert (problem.line, problem.column, problem.hint) == (1, 18, "the first is entry 1")


def test_shipped_facts_read_the_same_with_both_loaders(project_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((project_dir / "docs" / "_data").rglob("*.yml")):
        read = []
        for loader in LOADERS:
            monkeypatch.setattr(yaml_file, "LOADER", loader)
            read.append(yaml_file.read_source(path, path.name))
        assert read[0].problems == (), path.name
        assert read[0] == read[1], path.name


def test_a_long_report_lists_errors_first_and_counts_the_rest() -> None:
    warnings = [Problem("a.yml", line, 1, "", "x", "y", level="warning") for line in range(1, 300)]
    report = format_report([*warnings, Problem("z.yml", 1, 1, "", "wrong", "right")])
    assert report.count("found ") == MOST_LISTED
    assert "z.yml:1:1" in report
    assert "… and 100 more." in report
    assert "300 problems in 2 files" in report
