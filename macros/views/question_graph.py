"""The questions as a graph: which question, or the verdict, may follow which answer."""

from __future__ import annotations

from typing import Any

from ..facts.severity import SeverityFile
from ..rules.compiled import Rules

ROW, LEFT, WIDTH, HEIGHT = 76, 12, 250, 44
"""Distance of the boxes from each other, their left edge, width and height, in units of the drawing."""


def draw_graph(rules: Rules, severity: SeverityFile) -> dict[str, Any]:
    """Return boxes and arrows for the drawing, and the same as a list to read."""
    last = len(severity.questions)
    follows = _follows(rules)
    edges = sorted({(question, following) for question, ways in follows.items() for nexts in ways.values() for following in nexts})
    return {
        "boxes": [_box(number, question.label) for number, question in enumerate(severity.questions)] + [_box(last, "Verdict")],
        "arrows": [_arrow(start, end) for start, end in edges],
        "width": LEFT + WIDTH + 30 * last + 20,
        "height": ROW * last + HEIGHT + 24,
        "list": [
            {"question": question, "ways": _words(follows.get(number, {}), number, severity)}
            for number, question in enumerate(severity.questions)
        ],
    }


def _follows(rules: Rules) -> dict[int, dict[int, set[int]]]:
    """Return {question: {answer: questions that may follow}}; the number after the last question is the verdict."""
    follows: dict[int, dict[int, set[int]]] = {}
    for node in rules.diagram.nodes:
        for answer, child in enumerate(node.children):
            follows.setdefault(node.question, {}).setdefault(answer, set()).add(rules.diagram.question_at(child))
    return follows


def _words(ways: dict[int, set[int]], number: int, severity: SeverityFile) -> list[dict[str, Any]]:
    titles = [question.text for question in severity.questions] + ["the verdict"]
    answers = severity.questions[number].answers
    return [{"answer": answers[a].label, "next": [titles[n] for n in sorted(nexts)]} for a, nexts in sorted(ways.items())]


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
