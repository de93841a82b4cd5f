"""`scripts/rename`: an id changes in facts and macros, and the check is content after it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.commands import run

EXAMPLE = Path(__file__).parents[1] / "examples/fernblick"


@pytest.fixture(name="docs")
def _docs(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "project")
    return tmp_path / "project/docs"


def read_all(docs: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(docs.rglob("*")) if path.suffix in (".yml", ".md"))


def test_an_id_is_renamed_in_facts_and_on_pages(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = docs / "support/index.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text('---\ntitle: T\ndescription: D\nrender_macros: true\n---\n\n# T\n\n{{ channel("two") }}\n', encoding="utf-8")
    channel = next(line.split()[-1] for line in (docs / "_data/channels.yml").read_text(encoding="utf-8").splitlines() if "- id:" in line)
    page.write_text(page.read_text(encoding="utf-8").replace('"two"', f'"{channel}"'), encoding="utf-8")
    run("rename", ["channel", channel, "renamed", "--docs", str(docs)])
    said = capsys.readouterr().out
    assert "channels.yml:" in said
    assert "index.md:9:" in said
    assert 'channel("renamed")' in page.read_text(encoding="utf-8")
    assert [problem for problem in check_project(docs, None)[1] if channel in problem.found] == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("levl", "a", "b"), "there is no kind 'levl'"),
        (("channel", "nowhere", "b"), "there is no channel 'nowhere'"),
        (("channel", "{channel}", "Not an id"), "no id"),
    ],
)
def test_what_cannot_be_renamed_changes_nothing(
    docs: Path, arguments: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    channel = next(line.split()[-1] for line in (docs / "_data/channels.yml").read_text(encoding="utf-8").splitlines() if "- id:" in line)
    before = read_all(docs)
    assert run("rename", [*(each.format(channel=channel) for each in arguments), "--docs", str(docs)]) == 1
    assert reason in capsys.readouterr().err
    assert read_all(docs) == before
