"""The published table says what the engine says."""

import csv
import json
from itertools import product
from pathlib import Path

from macros.portal import Portal
from macros.rules.decision import category_of, level_of
from macros.rules.decision_table import CSV, JSON, SCHEMA, DecisionTable
from macros.rules.severity_rules import compile_rules
from macros.views import draw
from macros.views.components import PageContext

DOCS = Path(__file__).parents[2] / "docs"


def test_every_combination_finds_exactly_one_row_with_its_verdict(built_site: Path, portal: Portal) -> None:
    rules = compile_rules(portal)
    content = json.loads((built_site / JSON).read_text(encoding="utf-8"))
    assert content.pop("$schema") == Path(SCHEMA).name
    table = DecisionTable.model_validate_json(json.dumps(content))
    for combination in product(*table.questions.values()):
        answers = dict(zip(table.questions, combination, strict=True))
        rows = [row for row in table.rows if all(answers[question] in allowed for question, allowed in row.when.items())]
        numbers = rules.numbers(answers)
        end = rules.diagram.end_of([numbers[question] for question in range(len(numbers))])
        level, category = level_of(rules.pack, end), category_of(rules.pack, end)
        assert len(rows) == 1
        assert rows[0].level == (None if level is None else rules.pack.levels[level])
        assert rows[0].category == (None if category is None else rules.pack.categories[category])


def test_the_csv_has_the_same_rows(built_site: Path) -> None:
    rows = list(csv.DictReader((built_site / CSV).read_text(encoding="utf-8").splitlines()))
    table = json.loads((built_site / JSON).read_text(encoding="utf-8"))
    assert [row["level"] or None for row in rows] == [row["level"] for row in table["rows"]]
    assert [row["rule"] or None for row in rows] == [row["rule"] for row in table["rows"]]


def test_the_schema_describes_every_key(built_site: Path) -> None:
    schema = json.loads((built_site / SCHEMA).read_text(encoding="utf-8"))
    assert all("description" in value for value in schema["properties"].values())
    table = json.loads((built_site / JSON).read_text(encoding="utf-8"))
    assert set(table) <= set(schema["properties"])


def test_the_page_counts_every_combination(portal: Portal) -> None:
    html = draw("policy_proof", portal, PageContext(DOCS, "contributing/proof-of-the-rules/", preview=True))
    rules = compile_rules(portal)
    total = sum(rules.diagram.counts)
    assert f"{total} combinations of answers" in html
    impossible = int(re.search(r"of which (\d+) cannot be true", html)[1])
    by_level = [int(count) for count in re.findall(r'data-label="Combinations">(\d+)<', html)]
    assert sum(by_level) + impossible == total
    assert len(by_level) == len(portal.levels.levels)
