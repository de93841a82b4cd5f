"""Slips of every kind: each is reported with its place, or loses nothing of what its writer sees in the file."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path
from types import FrameType

import pytest

from macros.checks import check_project
from macros.sources.problems import format_report
from tests.mutations import list_mutants, lost_words

EXAMPLE = Path(__file__).parents[1] / "examples" / "fernblick"
SECONDS = 30


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError("the check hangs")


def try_mutants(folder: Path, seed: int, count: int) -> tuple[int, list[str]]:
    """Return how many mutants were accepted, and each that lost words, hung or was reported without a place."""
    shutil.copytree(EXAMPLE, folder / "project")
    docs = folder / "project" / "docs"
    accepted, wrong = 0, []
    signal.signal(signal.SIGALRM, _give_up)
    for mutant in list_mutants(docs, seed, count):
        mutant.path.write_bytes(mutant.after)
        signal.alarm(SECONDS)
        try:
            _, problems = check_project(docs, None)
        except Exception as error:  # what must never happen is what is looked for
            wrong.append(f"{mutant.name}: {error!r}")
            problems = []
        finally:
            signal.alarm(0)
            mutant.path.write_bytes(mutant.before)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in problems), format_report(problems)
        if not problems:
            accepted += 1
            if lost := lost_words(mutant):
                wrong.append(f"{mutant.name}: {sorted(lost)}")
    return accepted, wrong


@pytest.mark.parametrize("seed", [1, 2])
def test_a_slip_is_reported_or_loses_nothing(tmp_path: Path, seed: int) -> None:
    accepted, wrong = try_mutants(tmp_path, seed, 30)
    assert wrong == []
    assert accepted < 20
