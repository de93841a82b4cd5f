"""What was proven about the severity rules when this site was built, and the graph of their questions."""

from collections.abc import Iterable
from typing import Any

from ..facts.severity import Answer, SeverityFile
from ..portal import Portal
from ..rules.severity_proofs import PROOFS
from ..rules.severity_table import SeverityTable
from .arguments import require
from .severity import ranked
from .severity_rules import rule_rows

ROW, LEFT, WIDTH, HEIGHT = 76, 12, 250, 44
"""Distance of the boxes from each other, their left edge, width and height, in units of the drawing."""


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
