"""The rules as tables one can read, the order of their questions, and what was proven about them when this site was built."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ..facts.severity import SeverityFile, When
from ..portal import Portal
from ..rules.severity_proofs import PROOFS
from ..rules.severity_table import SeverityTable
from .arguments import get_by_id, require
from .severity import levels_by_id, ranked


def severity_rules(portal: Portal) -> dict[str, Any]:
    """The rules of the classifier as tables, to be read without a script."""
    return {"severity": require(portal.severity, "questions", "severity.yml"), "rows": rule_rows(portal)}


def severity_tree(portal: Portal) -> dict[str, Any]:
    """The decision tree of the levels: what leads to each, the worst first."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    rows = rule_rows(portal)
    steps = [
        {"level": level, "reasons": [row["entry"] for row in rows["rules"] if row["level"] == level]}
        for level in ranked(portal)
        if any(row["level"] == level for row in rows["rules"])
    ]
    cap = rows["excluded_level"] if severity.exclusions else None
    return {"steps": steps, "unsure": severity.unsure, "cap": cap, "spared": rows["spared"]}


def severity_matrix(portal: Portal, rows: str, columns: str) -> dict[str, Any]:
    """The levels by the answers to two questions, like impact and urgency: `severity_matrix("impact", "urgency")`."""
    table, levels = portal.severity_table, ranked(portal)
    down, across = (get_by_id(table.questions, each) for each in (rows, columns))
    places = {question.id: place for place, question in enumerate(table.questions)}
    found: dict[tuple[str | None, str | None], set[str | None]] = {}
    for row in table.paths:
        pair = row.answers[places[down.id]], row.answers[places[columns]]
        found.setdefault(pair, set()).add(row.outcome.level)
    cells = [
        {
            "answer": answer,
            "levels": [[each for each in levels if each["entry"].id in found.get((answer.id, other.id), ())] for other in across.as_shown],
        }
        for answer in down.as_shown
    ]
    return {"down": down, "across": across, "cells": cells}


def rule_rows(portal: Portal) -> dict[str, Any]:
    """Return the rows of each table: level rules with the worst first, exclusions, category rules, impossible combinations."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    levels = levels_by_id(portal)
    categories = {category.id: category for category in portal.categories.categories}
    capped = portal.levels.not_critical
    return {
        "rules": [
            {"entry": rule, "when": condition_words(severity, rule.when), "level": levels[rule.level]}
            for rule in sorted(severity.rules, key=lambda rule: levels[rule.level]["rank"])
        ],
        "exclusions": [
            {"entry": each, "when": condition_words(severity, each.when), "lifted": condition_words(severity, _as_when(each.lifted_by))}
            for each in severity.exclusions
        ],
        "excluded_level": levels[capped.capped_at] if capped else None,
        "spared": [levels[level] for level in capped.never_applied_to] if capped else [],
        "categories": [
            {"entry": rule, "when": condition_words(severity, rule.when), "category": categories[rule.category]}
            for rule in severity.category_rules
        ],
        "otherwise": {"entry": severity.otherwise, "category": categories[severity.otherwise.category]},
        "impossible": [{"entry": entry, "when": condition_words(severity, entry.when)} for entry in severity.impossible],
    }


def _as_when(answers: Mapping[str, str]) -> When:
    return {question: (answer,) for question, answer in answers.items()}


def condition_words(severity: SeverityFile, when: When) -> Sequence[dict[str, Any]]:
    """Return conditions as (question, answers) in the order in which the questions are put."""
    return [
        {"question": question, "answers": [answer for answer in question.answers if answer.id in when[question.id]]}
        for question in severity.questions
        if question.id in when
    ]


def policy_proof(portal: Portal) -> dict[str, Any]:
    """The proof of the severity rules: counts, checks, version, the rules as tables, which question follows which."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    table = portal.severity_table
    lengths: dict[str | None, list[int]] = {}
    for row in table.rows:
        lengths.setdefault(row.outcome.level, []).append(len(table.when(row)))
    return {
        "severity": severity,
        "hash": table.hash,
        "paths": len(table.paths),
        "total": len(table.rows),
        "impossible": len(lengths.get(None, ())),
        "levels": [
            {**level, "count": len(counts), "fewest": min(counts), "most": max(counts)}
            for level in ranked(portal)
            if (counts := lengths.get(level["entry"].id))
        ],
        "categories": [
            {"entry": each, "count": sum(row.outcome.category == each.id for row in table.rows)} for each in portal.categories.categories
        ],
        "checks": list(PROOFS),
        "examples": len(severity.examples) + len(severity.cases),
        "rows": rule_rows(portal),
        "followers": _list_followers(table),
    }


def _list_followers(table: SeverityTable) -> list[dict[str, Any]]:
    """Return each question with the questions that may follow each of its answers; None stands for the result."""
    follows: dict[tuple[str, str], set[int]] = {}
    for row in table.rows:
        numbers = [number for number, answer in enumerate(row.answers) if answer is not None]
        for number, following in zip_longest(numbers, numbers[1:], fillvalue=len(table.questions)):
            follows.setdefault((table.questions[number].id, row.answers[number] or ""), set()).add(following)
    titles = [*(question.text for question in table.questions), None]
    return [
        {
            "question": question,
            "ways": [
                {"answer": answer.label, "next": [titles[number] for number in sorted(follows.get((question.id, answer.id), ()))]}
                for answer in question.answers
            ],
        }
        for question in table.questions
    ]
