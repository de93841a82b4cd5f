"""A copy of the invented company's sources that a test may break."""

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.sources.problems import Problem
from tests.company import copy_company


class Sources:
    """The docs folder of a copy, with one verb for each way of breaking it."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace the first `old` in a file below docs; return the line it stands in."""
        path = self.docs / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}: the test must follow the data"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def write(self, name: str, content: str | bytes) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        (self.docs / name).write_bytes(raw)

    def problems(self) -> list[Problem]:
        return [problem for problem in check_project(self.docs, None)[1] if problem.level == "error"]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """A writable copy of the company's sources; reports name its files as `docs/…`."""
    copy_company(tmp_path)
    monkeypatch.chdir(tmp_path)
    return Sources(tmp_path / "docs")


@pytest.fixture
def only_problem(sources: Sources) -> Callable[[], Problem]:
    """Give the one problem of the broken sources; fail when there are none or several."""

    def find() -> Problem:
        found = sources.problems()
        assert len(found) == 1, "\n".join(map(str, found)) or "nothing was reported"
        return found[0]

    return find
