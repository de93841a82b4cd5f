"""Beginning an article: a skeleton is written, every gap is named at once, and filling them is enough."""

from datetime import date
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.commands import run
from macros.sources.problems import Problem
from tests.company import copy_company

DAY = date(2026, 11, 23)
FILLED = {
    "title: ": 'title: "Why does only one side speak?"',
    "description: ": f"description: {'One-way audio, because only one side speaks. ' * 3}It ends.",
    "topic: ": "topic: weather",
    "symptoms: ": "symptoms: [nobody answers, only i talk, he is mute]",
    "troubleshooters: ": "troubleshooters: [no-signal]",
    "sources: ": "sources: [{title: 'RFC 3261, SIP', url: 'https://www.rfc-editor.org/rfc/rfc3261'}]",
    "related: ": "related: [red-light]",
    "FILL IN: the answer": "One speaks. The other listens.",
    "FILL IN: ": "Listen.",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return copy_company(tmp_path)


def begin(docs: Path, title: str) -> int:
    return run("new", ["article", title, "--docs", str(docs), "--today", DAY.isoformat()])


def errors(docs: Path) -> list[Problem]:
    return [problem for problem in check_project(docs, DAY)[1] if problem.level == "error"]


def test_a_skeleton_fails_the_check_in_its_own_file_only_and_names_every_gap(docs: Path) -> None:
    assert begin(docs, "Why does nobody speak?") == 0
    found = errors(docs)
    assert {Path(problem.file).name for problem in found} == {"why-does-nobody-speak.md"}
    keys = {problem.where for problem in found if problem.where}
    assert keys == {"description", "topic", "symptoms"}
    answer_and_headings = (docs / "knowledge-base" / "why-does-nobody-speak.md").read_text(encoding="utf-8").count("FILL IN:")
    assert answer_and_headings >= 2
    assert sum("nobody has written" in problem.found for problem in found) == answer_and_headings


def test_a_skeleton_with_every_gap_filled_is_good(docs: Path) -> None:
    begin(docs, "Why does only one side speak?")
    page = docs / "knowledge-base" / "why-does-only-one-side-speak.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    page.write_text("\n".join(_fill(line) for line in lines) + "\n", encoding="utf-8")
    assert errors(docs) == []


def _fill(line: str) -> str:
    return next((filled for start, filled in FILLED.items() if line.startswith(start)), line)


def test_a_file_that_is_there_is_never_written_over(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = docs / "knowledge-base" / "red-light.md"
    before = page.read_bytes()
    assert begin(docs, "Red light") == 1
    assert page.read_bytes() == before
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("title", ["???", "", "index", "..", "中文"])
def test_a_title_that_gives_no_file_name_is_refused(docs: Path, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(docs.rglob("*.md"))
    assert begin(docs, title) == 1
    assert "Nothing was written" in capsys.readouterr().err
    assert sorted(docs.rglob("*.md")) == before


@pytest.mark.parametrize("title", ['Why "this"?', "Why: that?", "../../etc/passwd?", "Why $slug?", "a" * 500 + "?"])
def test_odd_titles_stay_text_and_stay_in_the_folder(docs: Path, title: str) -> None:
    before = set(docs.rglob("*.md"))
    assert begin(docs, title) == 0
    (written,) = set(docs.rglob("*.md")) - before
    assert written.parent == docs / "knowledge-base"
    assert not [problem for problem in errors(docs) if problem.where == "" and "written" not in problem.found]
