"""Beginning a troubleshooter: data and page are written, every gap is named at once, and filling them is enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.commands import run
from tests.authoring.conftest import Sources

DATA = "_data/troubleshooters/why-does-my-till-fail.yml"
PAGE = "troubleshooting/why-does-my-till-fail.md"
SYMPTOMS = "symptoms: [till fails]"


def begin(sources: Sources, title: str = "Why does my till fail?") -> int:
    return run("new", ["troubleshooter", title, "--docs", str(sources.docs), "--today", "2026-11-23"])


def fill(text: str) -> str:
    text = re.sub(r"^problem: .*$", "problem: slow", text, flags=re.MULTILINE)
    text = re.sub(r"^symptoms: .*$", SYMPTOMS, text, flags=re.MULTILINE)
    text = re.sub(r"^( +(?:do|remedy)): \[\].*$", r"\1: [Do it.]", text, flags=re.MULTILINE)
    return re.sub(r'^( *[\w ]+): (?:""|) *#.*$', r"\1: Some words.", text, flags=re.MULTILINE)


def test_a_skeleton_names_every_gap_and_nothing_else(sources: Sources) -> None:
    assert begin(sources) == 0
    gaps = [number for number, line in enumerate((sources.docs / DATA).read_text().splitlines(), 1) if re.search(r":( \[\])?  # ", line)]
    optional = {"observed", "articles"}
    lines = (sources.docs / DATA).read_text().splitlines()
    needed = [number for number in gaps if lines[number - 1].split(":")[0].strip() not in optional]
    found = sources.problems()
    assert {Path(problem.file).stem for problem in found} == {"why-does-my-till-fail"}
    assert sorted(problem.line for problem in found if problem.file.endswith(".yml")) == needed


def test_a_page_that_does_not_say_what_the_data_say_is_named(sources: Sources) -> None:
    begin(sources)
    sources.write(DATA, fill((sources.docs / DATA).read_text()))
    found = sources.problems()
    assert {(problem.file, problem.where) for problem in found} == {(f"docs/{PAGE}", "description"), (f"docs/{PAGE}", "symptoms")}


def test_a_skeleton_with_every_gap_filled_is_good(sources: Sources) -> None:
    begin(sources)
    for name in (DATA, PAGE):
        sources.write(name, fill((sources.docs / name).read_text()))
    assert sources.problems() == []


def test_a_troubleshooter_without_a_page_is_named(sources: Sources) -> None:
    (sources.docs / "troubleshooting" / "no-signal.md").unlink()
    (problem,) = [each for each in sources.problems() if each.found == "a troubleshooter without a page"]
    assert problem.file == "docs/_data/troubleshooters/no-signal.yml"


def test_files_that_are_there_are_never_written_over(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    before = (sources.docs / "troubleshooting" / "no-signal.md").read_bytes()
    assert begin(sources, "No signal") == 1
    assert (sources.docs / "troubleshooting" / "no-signal.md").read_bytes() == before
    assert "is there already" in capsys.readouterr().err
