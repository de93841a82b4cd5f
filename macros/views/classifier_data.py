"""What the page's script looks up: the proven diagram, the schedules and how codes are written. No rules, no sentences."""

from __future__ import annotations

from typing import Any

from ..facts.severity import SeverityFile
from ..portal import Portal
from ..rules.clock import hours_of
from ..rules.compiled import Rules
from ..rules.decision import category_of, level_of
from ..rules.diagram import Outcome
from ..rules.severity_rules import compile_rules
from ..rules.verdict_code import ALPHABET, GENERATOR, VERSIONS, category_letters, level_text
from .arguments import require


def classifier_data(portal: Portal) -> dict[str, Any]:
    """Return the plain data of one portal's classifier, ready for JSON."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    rules = compile_rules(portal)
    questions = [{"id": question.id, "answers": list(question.answers)} for question in rules.pack.questions]
    return {
        "version": severity.version,
        "levels": list(rules.pack.levels),
        "categories": list(rules.pack.categories),
        "questions": questions,
        "root": rules.diagram.root,
        "nodes": [[node.question, *node.children] for node in rules.diagram.nodes],
        "ends": [_end(rules, end) for end in rules.diagram.ends],
        "rules": [[rule.id, portal.severity.rules[number].evidence] for number, rule in enumerate(rules.pack.rules)],
        "caps": [cap.id for cap in rules.pack.caps],
        "categoryRules": [rule.id for rule in rules.pack.category_rules],
        "impossible": [entry.id for entry in rules.pack.impossible],
        "unsureCategory": rules.pack.unsure_category,
        "critical": [level.critical for level in portal.levels.levels],
        "schedules": {each.id: hours_of(each).as_json() for each in portal.schedules.schedules if not each.always_open},
        "states": [{"id": state.id, "open": list(state.open)} for state in portal.schedules.states],
        "zone": portal.organisation.time_zone,
        "codes": _codes(severity, rules),
    }


def _end(rules: Rules, end: Outcome) -> list[int | None]:
    return [level_of(rules.pack, end), category_of(rules.pack, end), *end[:4]]


def _codes(severity: SeverityFile, rules: Rules) -> dict[str, Any]:
    layouts: dict[int, Any] = {
        change.version: {
            "sizes": [len(answers) for answers in change.layout.values()],
            "questions": [{"id": question, "answers": list(answers)} for question, answers in change.layout.items()],
        }
        for change in severity.changes
        if change.layout is not None
    }
    layouts[severity.version] = {"sizes": list(rules.diagram.sizes)}
    return {
        "alphabet": ALPHABET,
        "generator": GENERATOR,
        "versions": VERSIONS,
        "levels": [level_text(level) for level in rules.pack.levels],
        "letters": list(category_letters(rules.pack.categories)),
        "layouts": layouts,
    }
