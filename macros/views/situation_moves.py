"""What a change of the facts means for readers: which situations move where, and what hours, prices and targets were before.

A situation is a full set of answers, alone or in a combination of open schedules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..portal import Portal
from ..rules.coverage import cover_in, find_cover, find_situation
from ..rules.severity_table import UNSURE, Outcome
from .arguments import get_by_id
from .coverage import schedule_words
from .severity import ranked

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


def situation_moves(old: Portal, new: Portal) -> dict[str, Any]:
    """Return the moves with an example in words each, and the facts that read otherwise than before."""
    found = find_moves(old, new)
    changed = list(_list_changed(list(_list_facts(old)), list(_list_facts(new))))
    return {"moves": [_describe(old, new, move) for move in found.moves], "new": found.new, "gone": found.gone, "changed": changed}


def _describe(old: Portal, new: Portal, move: Move) -> dict[str, Any]:
    names = [_name(portal, move.aspect, value) for portal, value in ((old, move.before), (new, move.after))]
    return {"aspect": move.aspect, "count": move.count, "before": names[0], "after": names[1], "example": _words(new, move.example)}


def _name(portal: Portal, aspect: str, value: str | None) -> str | None:
    named: dict[str, tuple[Any, ...]] = {
        "level": portal.levels.levels,
        "category": portal.categories.categories,
        "cover": portal.coverage.kinds,
    }
    return next((entry.label for entry in named.get(aspect, ()) if entry.id == value), value)


def _words(portal: Portal, situation: Situation) -> dict[str, Any]:
    """Return a situation as its answers in the order of the questions, and the state of the hours."""
    answers, state_id = dict(situation[0]), situation[1]
    labels = [
        answer.label for question in portal.severity_table.questions for answer in question.answers if answers.get(question.id) == answer.id
    ]
    schedules = {each.id: each.label for each in portal.schedules.schedules}
    state = next((each for each in portal.states if each.id == state_id), None)
    return {
        "answers": labels,
        "when": state.label if state else None,
        "open": [schedules[each] for each in state.open] if state else [],
        "closed": [schedules[each] for each in state.closed] if state else [],
    }


def _list_facts(portal: Portal) -> Iterator[tuple[tuple[str, str], str, Any]]:
    """Yield a key, a name and a value for each fact that readers act on; two values that read alike are equal."""
    for schedule in portal.schedules.schedules:
        yield ("hours", schedule.id), schedule.label, schedule_words(portal, schedule.id)
    priced: tuple[Any, ...] = (*portal.paid_options.options, *portal.plans.plans)
    levels = {level.id: level.label for level in portal.levels.levels}
    for entry in priced:
        price = {"price": entry.price, "per": entry.per, "minimum": entry.minimum, "levels": [levels[each] for each in entry.levels]}
        yield ("price", entry.id), entry.label, price
    for level in ranked(portal):
        targets = [{**target, "entry": None, "called": None} for target in level["targets"]]
        for promise in dict.fromkeys(target["promise"] for target in targets):
            those = [target for target in targets if target["promise"] == promise]
            yield (f"target {promise}", level["entry"].id), level["entry"].label, those
    for channel in portal.channels.channels:
        hours = get_by_id(portal.schedules.schedules, channel.schedule).label if channel.schedule else channel.hours_note
        yield ("channel", channel.id), channel.label, {"address": channel.address, "hours": hours}


def _list_changed(old: list[tuple[Any, str, Any]], new: list[tuple[Any, str, Any]]) -> Iterator[dict[str, Any]]:
    before, after = ({key: (name, value) for key, name, value in facts} for facts in (old, new))
    for key in dict.fromkeys((*after, *before)):
        was, is_now = before.get(key), after.get(key)
        if was is None or is_now is None or was[1] != is_now[1]:
            kind, _, promise = key[0].partition(" ")
            name = (is_now or was or ("",))[0]
            yield {"kind": kind, "promise": promise, "called": None, "name": name, "before": was, "after": is_now}


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
