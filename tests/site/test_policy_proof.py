"""The proof page and the table beside it say what the severity table says."""

import csv
import json
import re
from pathlib import Path

from macros.portal import Portal
from macros.views import draw
from macros.views.components import PageContext
from macros.views.policy_proof import TABLE

DOCS = Path(__file__).parents[2] / "docs"


def test_the_json_has_every_row_with_its_outcome(built_site: Path, portal: Portal) -> None:
    content = json.loads((built_site / f"{TABLE}.json").read_text(encoding="utf-8"))
    table = portal.severity_table
    assert [row["when"] for row in content["rows"]] == [table.when(row) for row in table.rows]
    assert [(row["level"], row["category"]) for row in content["rows"]] == [(row.outcome.level, row.outcome.category) for row in table.rows]
    assert content["version"] == portal.severity.version


def test_the_csv_has_the_same_rows(built_site: Path) -> None:
    rows = list(csv.DictReader((built_site / f"{TABLE}.csv").read_text(encoding="utf-8").splitlines()))
    content = json.loads((built_site / f"{TABLE}.json").read_text(encoding="utf-8"))
    for row, other in zip(rows, content["rows"], strict=True):
        assert {question: row[question] for question in content["questions"] if row[question]} == other["when"]
        assert (row["level"] or None, row["rule"] or None) == (other["level"], other["rule"])


def test_the_page_counts_every_row(portal: Portal) -> None:
    html = draw("policy_proof", portal, PageContext(DOCS, "contributing/proof-of-the-rules/", preview=True))
    total, impossible = re.search(r"(\d+) rows are left, of which (\d+) cannot be true", html).groups()
    by_level = [int(count) for count in re.findall(r'data-label="Rows">(\d+)<', html)]
    assert sum(by_level) + int(impossible) == int(total) == len(portal.severity_table.rows)
    assert len(by_level) == len(portal.levels.levels)
