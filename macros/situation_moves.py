"""What moves between two states of a policy, in situations: a full set of answers, alone or in a combination of open schedules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .portal import Portal
from .rules.coverage import cover_in, find_cover
from .rules.severity_table import UNSURE, Outcome
from .rules.situations import find_situation

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
    """All moves, the levels first, and how many sets of answers only one of the two policies leads to one result."""

    moves: tuple[Move, ...]
    new: int
    gone: int


def find_moves(old: Portal, new: Portal) -> Moves:
    """Compare each situation that both policies know. What answers of an older version mean now, its successor says."""
    before, after = list_outcomes(old), list_outcomes(new)
    found: dict[tuple[Aspect, str | None, str | None], list[Situation]] = {}
    met: set[Answers] = set()
    gone = 0
    for given, outcome in before.items():
        answers = renew(new, given, old)
        answers, today = (answers, after[answers]) if answers in after else _find_today(new, answers)
        met.add(answers)
        if today is None:
            gone += 1
            continue
        for aspect in ("level", "category"):
            values = getattr(outcome, aspect), getattr(today, aspect)
            if values[0] != values[1]:
                found.setdefault((aspect, *values), []).append((answers, None))
        was, is_now = dict(_by_state(old, outcome)), dict(_by_state(new, today))
        for key in was.keys() & is_now.keys():
            if was[key] != is_now[key]:
                found.setdefault((key[0], was[key], is_now[key]), []).append((answers, key[1]))
    order = ("level", "category", "cover", "do")
    moves = [Move(aspect, one, other, len(each), min(each, key=str)) for (aspect, one, other), each in found.items()]
    moves.sort(key=lambda move: (order.index(move.aspect), -move.count, str(move.before), str(move.after)))
    return Moves(tuple(moves), len(after.keys() - met), gone)


def renew(new: Portal, answers: Answers, old: Portal) -> Answers:
    """Return answers of an older version in the ids of today's, as `severity-vector.js` does with those of a link."""
    assert old.severity
    known = dict(answers)
    for change in new.severity.changes if new.severity else ():
        if change.version <= old.severity.version:
            continue
        found: dict[str, str] = {}
        for reading in change.reads:
            if reading.was.items() <= known.items() and all(found.get(key, answer) == answer for key, answer in reading.now.items()):
                found |= reading.now
        read = {question for reading in change.reads for question in reading.was}
        known = {question: answer for question, answer in known.items() if question not in read} | found
    return tuple(sorted(known.items()))


def _find_today(portal: Portal, answers: Answers) -> tuple[Answers, Outcome | None]:
    """Return those of the answers that are asked for, and their outcome: None when an answer is unknown, or several results are possible."""
    if portal.severity is None:
        return answers, None
    table, given = portal.severity_table, dict(answers)
    known = {question.id: {UNSURE, *(answer.id for answer in question.answers)} for question in table.questions}
    if any(answer not in known.get(question, ()) for question, answer in answers):
        return answers, None
    asked, _ = table.follow(given)
    result = table.look_up(given)
    settled = len(result.levels) == len(result.categories) == 1
    return tuple(sorted((question, given[question]) for question in asked)), result.row.outcome if settled else None


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
