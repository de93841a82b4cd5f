"""Policies as facts without a filler: two published ones with plans, percentages and hours by region, and an invented matrix of priorities."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from macros.checks import check_project
from tests.company import COMPANY, build


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "aws",
            [
                "Critical Business-critical system down",
                "Enterprise On-Ramp: 30 minutes",
                "12 hours (business hours)",
                "3% of your monthly",
            ],
        ),
        (
            "azure",
            [
                "we may change it later",
                "Initial response",
                "8 hours (business hours)",
                "in Japan: Monday to Friday 09:00-17:30",
                "USD 100 per month",
            ],
        ),
        (
            "service-desk",
            [
                "Impact by Urgency",
                "The whole port 1 Critical 2 High 3 Medium",
                "A team 2 High 3 Medium 4 Low",
                "First response (Hardware): 4 hours (desk hours)",
                "Open the desk form",
            ],
        ),
    ],
)
def test_a_published_policy_checks_and_builds(tmp_path: Path, name: str, said: list[str]) -> None:
    project = COMPANY.parent / name
    _, problems = check_project(project / "docs", None)
    assert problems == []
    build(project / "mkdocs.yml", tmp_path / "site")
    html = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"</t[hd]>", " ", html))).split())
    for words in said:
        assert words in text
    assert "None" not in html
