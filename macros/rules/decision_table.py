"""The proven rules as a table that others can use: one row for each way through the questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from ..facts.base import Model
from ..facts.severity import SeverityFile
from .compiled import Rules
from .decision import category_of, level_of
from .diagram import Outcome

FOLDER = "contributing/proof-of-the-rules"
JSON, SCHEMA, CSV = (f"{FOLDER}/severity-table{ending}" for ending in (".json", ".schema.json", ".csv"))
"""Where the table stands below the site's root."""


class TableRow(Model):
    """One way: the answers that lead to one verdict. Rows do not overlap, and together they cover every combination."""

    when: dict[str, tuple[str, ...]]
    """Answers by question id; a question that is not named is not put, or makes no difference."""
    level: str | None
    """Id of the level; null when these answers cannot be true together."""
    category: str | None
    """Id of the category; null when these answers cannot be true together."""
    rule: str | None
    """The rule that decides the level."""
    cap: str | None
    """The exclusion that lowers it."""
    category_rule: str | None
    """The rule that decides the category; null when none holds and the category is the one for every other case."""
    impossible: str | None
    """The entry that rules these answers out."""


class DecisionTable(Model):
    """The whole table."""

    version: Annotated[int, Field(ge=1)]
    """Version of the rules."""
    fingerprint: str
    """The first 12 hexadecimal digits of the SHA-256 of the rules."""
    questions: dict[str, tuple[str, ...]]
    """Answers of each question, from mild to severe. Besides, every question has the answer `unsure`."""
    levels: tuple[str, ...]
    """Ids of the levels, the worst first."""
    categories: tuple[str, ...]
    """Ids of the categories."""
    rows: tuple[TableRow, ...]
    """The rows."""


def make_table(rules: Rules, severity: SeverityFile) -> DecisionTable:
    """Return the decision table of compiled rules."""
    pack = rules.pack
    return DecisionTable(
        version=severity.version,
        fingerprint=fingerprint_of(severity),
        questions={question.id: question.answers for question in pack.questions},
        levels=pack.levels,
        categories=pack.categories,
        rows=tuple(_row(rules, way, end) for way, end in rules.diagram.ways()),
    )


def _row(rules: Rules, way: Mapping[int, Sequence[int]], end: Outcome) -> TableRow:
    pack = rules.pack
    level, category = level_of(pack, end), category_of(pack, end)
    return TableRow(
        when={pack.questions[q].id: tuple(pack.questions[q].answers[a] for a in answers) for q, answers in way.items()},
        level=None if level is None else pack.levels[level],
        category=None if category is None else pack.categories[category],
        rule=None if end.rule is None else pack.rules[end.rule].id,
        cap=None if end.cap is None else pack.caps[end.cap].id,
        category_rule=None if end.category_rule in (None, -1) else pack.category_rules[end.category_rule].id,
        impossible=None if end.impossible is None else pack.impossible[end.impossible].id,
    )


def fingerprint_of(severity: SeverityFile) -> str:
    """Return a short hash of everything in the rules that can change a verdict."""
    decisive = severity.model_dump(
        mode="json", include={"questions", "rules", "caps", "category_rules", "otherwise", "impossible", "unsure"}
    )
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:12]
