"""What can still come out when answers are missing or unsure.

An unsure reader is never told something milder than the truth may be: the worst level in reach is the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .decision import category_of, level_of
from .diagram import Diagram, Outcome
from .rule_pack import RulePack

UNSURE = -1
"""The answer "I am not sure", which every question has besides its own."""

Answers = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Walk:
    """The questions put so far, the next one (None when nothing is missing) and the ends still in reach."""

    asked: tuple[int, ...]
    next: int | None
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The end that decides, the levels (worst first) and categories in reach, and what to find out first."""

    end: int
    outcome: Outcome
    level: int | None
    category: int | None
    levels: tuple[int, ...]
    categories: tuple[int, ...]
    find_out: int | None


def walk(diagram: Diagram, answers: Answers) -> Walk:
    """Follow the answers as far as they go. Answers to questions that are not put are left alone."""
    front, asked, waiting = {diagram.root}, [], None
    for question in range(len(diagram.sizes)):
        testing = {at for at in front if diagram.question_at(at) == question}
        if not testing:
            continue
        if question not in answers:
            waiting = question
            break
        asked.append(question)
        front -= testing
        front.update(child for at in testing for child in _children(diagram, at, answers[question]))
    return Walk(tuple(asked), waiting, _ends_below(diagram, front, {}))


def _children(diagram: Diagram, at: int, answer: int) -> tuple[int, ...]:
    children = diagram.nodes[at].children
    return children if answer == UNSURE else (children[answer],)


def _ends_below(diagram: Diagram, start: set[int], answers: Answers) -> tuple[int, ...]:
    seen, todo = set(start), list(start)
    while todo:
        at = todo.pop()
        if at < 0:
            continue
        answer = answers.get(diagram.nodes[at].question, UNSURE)
        for child in _children(diagram, at, answer):
            if child not in seen:
                seen.add(child)
                todo.append(child)
    return tuple(sorted(-1 - at for at in seen if at < 0))


def judge(pack: RulePack, diagram: Diagram, answers: Answers) -> Verdict:
    """Return the verdict for answers that may be unsure or missing; missing counts as unsure."""
    ends = _ends_below(diagram, {diagram.root}, answers)
    possible = [end for end in ends if diagram.ends[end].impossible is None]
    if not possible:
        return Verdict(ends[0], diagram.ends[ends[0]], None, None, (), (), None)
    levels = tuple(sorted({level_of(pack, diagram.ends[end]) for end in possible}))
    categories = tuple(sorted({category_of(pack, diagram.ends[end]) for end in possible}))
    chosen = min(possible, key=lambda end: _rank(pack, diagram.ends[end], end))
    outcome = diagram.ends[chosen]
    find_out = narrowest(pack, diagram, answers) if len(levels) > 1 or len(categories) > 1 else None
    return Verdict(chosen, outcome, levels[0], category_of(pack, outcome), levels, categories, find_out)


def _rank(pack: RulePack, outcome: Outcome, end: int) -> tuple[int, bool, int]:
    return level_of(pack, outcome), category_of(pack, outcome) != pack.unsure_category, end


def narrowest(pack: RulePack, diagram: Diagram, answers: Answers) -> int | None:
    """Return the unsure question whose answer would narrow the range most, in the worst case and then in sum."""
    best, before = None, _spread(pack, diagram, answers)
    score = (before, float("inf"))
    for question in range(len(diagram.sizes)):
        if answers.get(question, UNSURE) != UNSURE:
            continue
        spreads = [_spread(pack, diagram, {**answers, question: a}) for a in range(diagram.sizes[question])]
        worst, total = max(spreads), sum(sum(pair) for pair in spreads)
        if (worst, total) < score and total < sum(before) * len(spreads):
            best, score = question, (worst, total)
    return best


def _spread(pack: RulePack, diagram: Diagram, answers: Answers) -> tuple[int, int]:
    ends = [diagram.ends[end] for end in _ends_below(diagram, {diagram.root}, answers)]
    levels = {level_of(pack, outcome) for outcome in ends if outcome.impossible is None}
    categories = {category_of(pack, outcome) for outcome in ends if outcome.impossible is None}
    return (max(levels) - min(levels), len(categories) - 1) if levels else (0, 0)
