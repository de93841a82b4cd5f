"""The rules as tables one can read, the graph of their questions, and what was proven about them when this site was built."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..facts.severity import Answer, SeverityFile, When
from ..portal import Portal
from ..rules.severity_proofs import PROOFS
from ..rules.severity_table import SeverityTable
from .arguments import get_by_id, require
from .severity import ranked

ROW, LEFT, WIDTH, HEIGHT = 76, 12, 250, 44
"""Distance of the boxes from each other, their left edge, width and height, in units of the drawing."""


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
    levels = {each["entry"].id: each for each in ranked(portal)}
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
    """The proof of the severity rules: counts, checks, version, the rules as tables, the graph of the questions."""
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
        "graph": draw_graph(table),
    }


def draw_graph(table: SeverityTable) -> dict[str, Any]:
    """Return boxes and arrows for the drawing, and the same as a list to read."""
    last = len(table.questions)
    follows = _follows(table)
    edges = sorted({(number, following) for (number, _), nexts in follows.items() for following in nexts})
    return {
        "boxes": [_box(number, question.label) for number, question in enumerate(table.questions)] + [_box(last, "Verdict")],
        "arrows": [_arrow(start, end) for start, end in edges],
        "width": LEFT + WIDTH + 30 * last + 20,
        "height": ROW * last + HEIGHT + 24,
        "list": [
            {"question": question, "ways": [_way(table, answer, follows.get((number, answer.id), ())) for answer in question.answers]}
            for number, question in enumerate(table.questions)
        ],
    }


def _follows(table: SeverityTable) -> dict[tuple[int, str], set[int]]:
    """Return for each question and answer the questions that may follow; the number after the last question is the verdict."""
    follows: dict[tuple[int, str], set[int]] = {}
    for row in table.rows:
        named = [(number, answer) for number, answer in enumerate(row.answers) if answer is not None]
        for place, step in enumerate(named):
            following = named[place + 1][0] if place + 1 < len(named) else len(table.questions)
            follows.setdefault(step, set()).add(following)
    return follows


def _way(table: SeverityTable, answer: Answer, nexts: Iterable[int]) -> dict[str, Any]:
    titles = [*(question.text for question in table.questions), "the verdict"]
    return {"answer": answer.label, "next": [titles[number] for number in sorted(nexts)]}


def _box(number: int, label: str) -> dict[str, Any]:
    return {"x": LEFT, "y": 12 + number * ROW, "width": WIDTH, "height": HEIGHT, "label": label}


def _arrow(start: int, end: int) -> str:
    """Return the path of an arrow: straight to the next box, in a bow at the right past boxes between."""
    top = 12 + start * ROW + HEIGHT
    if end == start + 1:
        return f"M{LEFT + WIDTH // 2} {top} V{12 + end * ROW - 6}"
    side, bow = LEFT + WIDTH, LEFT + WIDTH + 30 * (end - start - 1) + 10
    low = 12 + end * ROW + 10 + 6 * (end - start - 1)
    return f"M{side} {top - HEIGHT // 2} C{bow} {top - HEIGHT // 2} {bow} {low} {side + 6} {low}"
