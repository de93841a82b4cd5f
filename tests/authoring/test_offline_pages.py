"""What a writer reads when a page that should be kept for when the network goes is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import check_project
from tests.company import copy_company


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("    - support/report-a-problem.md", "    - support/tiket.md"),
        ("    - troubleshooting/", "    - trouble/"),
        ("  instead: offline.md", "  instead: gone.md"),
    ],
)
def test_a_listed_page_that_is_not_there_is_reported_where_it_stands(tmp_path: Path, right: str, wrong: str) -> None:
    copy_company(tmp_path)
    data = tmp_path / "docs/_data/hosting.yml"
    text = data.read_text(encoding="utf-8")
    assert text.count(right) == 1
    data.write_text(text.replace(right, wrong), encoding="utf-8")
    problems = [problem for problem in check_project(tmp_path / "docs", None)[1] if "hosting" in problem.file]
    assert [problem.line for problem in problems] == [text[: text.index(right)].count("\n") + 1]
    assert wrong.split()[-1] in problems[0].found
