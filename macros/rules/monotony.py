"""Is a worse answer ever milder? Compared on the diagram of levels, so that no case is left out."""

from __future__ import annotations

from .diagram import Diagram

Comparison = dict[tuple[int, int], bool]


def find_a_milder_answer(by_level: Diagram, question: int) -> tuple[int, int, dict[int, int]] | None:
    """Find two answers of a question of which the more severe gives a milder level.

    `by_level` has level numbers at its ends (0 is the worst, None is impossible). Returns the milder answer, the more
    severe answer and the answers to other questions that show it; None when the question is monotone.
    """
    known: Comparison = {}
    for number, node in enumerate(by_level.nodes):
        if node.question != question:
            continue
        for mild in range(len(node.children)):
            for severe in range(mild + 1, len(node.children)):
                below = _find_milder(by_level, node.children[mild], node.children[severe], known)
                if below is not None:
                    return mild, severe, {**_way_to(by_level, number), **below}
    return None


def _find_milder(by_level: Diagram, mild: int, severe: int, known: Comparison) -> dict[int, int] | None:
    """Return answers below both places for which `severe` is milder than `mild`, or None."""
    if mild == severe or known.get((mild, severe)):
        return None
    if mild < 0 and severe < 0:
        before, after = by_level.ends[-1 - mild], by_level.ends[-1 - severe]
        return {} if before is not None and after is not None and after > before else None
    question = min(by_level.question_at(mild), by_level.question_at(severe))
    for answer in range(by_level.sizes[question]):
        below = _find_milder(by_level, _step(by_level, mild, question, answer), _step(by_level, severe, question, answer), known)
        if below is not None:
            return {question: answer, **below}
    known[mild, severe] = True
    return None


def _step(by_level: Diagram, at: int, question: int, answer: int) -> int:
    return by_level.nodes[at].children[answer] if by_level.question_at(at) == question else at


def _way_to(by_level: Diagram, wanted: int) -> dict[int, int]:
    """Return the answers on a way from the root to a node."""
    came_from: dict[int, tuple[int, int]] = {}
    for number in range(len(by_level.nodes) - 1, -1, -1):
        for answer, child in enumerate(by_level.nodes[number].children):
            came_from[child] = (number, answer)
    way: dict[int, int] = {}
    at = wanted
    while at != by_level.root:
        at, answer = came_from[at]
        way[by_level.nodes[at].question] = answer
    return way
