"""What moves between two states of a policy, in situations: a full set of answers, alone or in a combination of open schedules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..portal import Portal
from .coverage import cover_in, find_cover
from .severity_table import Outcome
from .situations import find_situation

Aspect = Literal["level", "category", "cover", "do"]
Answers = tuple[tuple[str, str], ...]
Situation = tuple[Answers, str | None]
"""Answers, and the state of the schedules where that matters."""


@dataclass(frozen=True)
class Move:
    """Situations in which one aspect of the result goes from one value to another; None stands for no level."""

    aspect: Aspect
    before: str | None
    after: str | None
    count: int
    example: Situation


@dataclass(frozen=True)
class Moves:
    """All moves, the levels first, and how many sets of answers are only in one of the two policies."""

    moves: tuple[Move, ...]
    new: int
    gone: int


def find_moves(old: Portal, new: Portal) -> Moves:
    """Compare each situation that both policies know."""
    before, after = list_outcomes(old), list_outcomes(new)
    shared = [answers for answers in after if answers in before]
    found: dict[tuple[Aspect, str | None, str | None], list[Situation]] = {}
    for answers in shared:
        for aspect in ("level", "category"):
            values = getattr(before[answers], aspect), getattr(after[answers], aspect)
            if values[0] != values[1]:
                found.setdefault((aspect, *values), []).append((answers, None))
        was, is_now = dict(_by_state(old, before[answers])), dict(_by_state(new, after[answers]))
        for key in was.keys() & is_now.keys():
            if was[key] != is_now[key]:
                found.setdefault((key[0], was[key], is_now[key]), []).append((answers, key[1]))
    order = ("level", "category", "cover", "do")
    moves = [Move(aspect, one, other, len(each), min(each, key=str)) for (aspect, one, other), each in found.items()]
    moves.sort(key=lambda move: (order.index(move.aspect), -move.count, str(move.before), str(move.after)))
    return Moves(tuple(moves), len(after) - len(shared), len(before) - len(shared))


def list_outcomes(portal: Portal) -> Mapping[Answers, Outcome]:
    """Return what every full set of answers leads to; nothing for a policy without rules."""
    if portal.severity is None:
        return {}
    table = portal.severity_table
    return {tuple(sorted(table.when(row).items())): row.outcome for row in table.paths}


def _by_state(portal: Portal, outcome: Outcome) -> Iterator[tuple[tuple[Aspect, str], str]]:
    """Yield the kind of cover of a result and what to do, in each state of the schedules."""
    if outcome.level is None or outcome.category is None or portal.severity is None:
        return
    cover = find_cover(portal.coverage, outcome.category, outcome.level)
    for state in portal.states:
        yield ("cover", state.id), cover_in(cover, state)
        situation = find_situation(portal.severity.situations, outcome.level, outcome.category, state.id, unsure=False)
        if situation:
            yield ("do", state.id), situation.do
