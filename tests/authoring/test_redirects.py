"""What a writer reads when a redirect is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import check_project
from macros.sources.problems import Problem
from tests.company import copy_company


def check(folder: Path, lines: str) -> list[Problem]:
    data = copy_company(folder) / "_data/redirects.yml"
    data.write_text(f"# yaml-language-server: $schema=schema/redirects.json\n{lines}", encoding="utf-8")
    return [problem for problem in check_project(folder / "docs", None)[1] if "redirects" in problem.file]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("{ old: levels/, page: support/sevrity.md, why: moved }", "support/sevrity.md"),
        ("{ old: policy/severity-levels/, page: support/report-a-problem.md, why: moved }", "policy/severity-levels/"),
        ("{ old: policy/index.html, page: support/report-a-problem.md, why: moved }", "policy/index.html"),
        ("{ old: ../etc, page: support/report-a-problem.md, why: moved }", "../etc"),
        ("{ old: 'a b', page: support/report-a-problem.md, why: moved }", "a b"),
    ],
)
def test_a_redirect_that_leads_nowhere_or_hides_a_page_is_reported_where_it_stands(tmp_path: Path, line: str, found: str) -> None:
    problems = check(tmp_path, f"redirects:\n  - {line}\n")
    assert len(problems) == 1
    assert found in problems[0].found
    assert problems[0].line == 3


def test_one_address_leads_to_one_page(tmp_path: Path) -> None:
    twice = (
        "redirects:\n  - { old: a/, page: support/report-a-problem.md, why: x }\n  - { old: a, page: policy/severity-levels.md, why: y }\n"
    )
    assert [problem.line for problem in check(tmp_path, twice)] == [4]
