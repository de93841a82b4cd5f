"""What a change of the facts means for readers: which situations move where, and what hours, prices and targets were before."""

from collections.abc import Iterator
from typing import Any

from ..portal import Portal
from ..situation_moves import Move, Situation, find_moves
from .arguments import get_by_id
from .coverage import schedule_words
from .severity import ranked


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
