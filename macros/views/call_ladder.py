"""A call drawn as a ladder: an ordered list that reads as sentences and is laid out as columns and arrows."""

from __future__ import annotations

from typing import Any

from ..facts.calls import CallLadder, LadderStep
from ..portal import Portal
from .arguments import get_by_id, require


def call_ladder(portal: Portal, ladder_id: str) -> dict[str, Any]:
    """Return the parties and rows of the ladder `ladder_id`. Raises `ArgumentRefused` when there is none."""
    ladder = get_by_id(require(portal.call_ladders, "ladders", "call-ladders.yml").ladders, ladder_id)
    return {
        "id": ladder.id,
        "title": ladder.title,
        "parties": [party.label for party in ladder.parties],
        "steps": [{"note": step.note} if step.note else _row(ladder, step) for step in ladder.steps],
    }


def _row(ladder: CallLadder, step: LadderStep) -> dict[str, Any]:
    """Return one arrow. Columns are counted in halves, so that an arrow runs from the middle of one to that of another."""
    places = {party.id: number for number, party in enumerate(ladder.parties, 1)}
    labels = {party.id: party.label for party in ladder.parties}
    assert step.by is not None  # the model accepts a message or a note
    assert step.to is not None
    sender, receiver = places[step.by], places[step.to]
    return {
        "note": None,
        "sender": labels[step.by],
        "receiver": labels[step.to],
        "says": step.says,
        "when": step.when,
        "lost": step.lost,
        "direction": "both" if step.both_ways else "right" if sender < receiver else "left",
        "first": min(sender, receiver),
        "last": max(sender, receiver),
    }
