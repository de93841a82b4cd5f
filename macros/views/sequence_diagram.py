"""Messages between parties: an ordered list that reads as sentences and is laid out as columns and arrows."""

from typing import Any

from ..facts.drawings import DiagramStep, SequenceDiagram
from ..portal import Portal
from .arguments import get_by_id, require


def sequence_diagram(portal: Portal, diagram_id: str) -> dict[str, Any]:
    """Return the parties and rows of the diagram `diagram_id`. Raises `ArgumentRefused` when there is none."""
    diagram = get_by_id(require(portal.sequence_diagrams, "diagrams", "sequence-diagrams.yml").diagrams, diagram_id)
    return {
        "id": diagram.id,
        "title": diagram.title,
        "parties": [party.label for party in diagram.parties],
        "steps": [{"note": step.note} if step.note else _row(diagram, step) for step in diagram.steps],
    }


def _row(diagram: SequenceDiagram, step: DiagramStep) -> dict[str, Any]:
    """Return one arrow. Columns are counted in halves, so that an arrow runs from the middle of one to that of another."""
    places = {party.id: number for number, party in enumerate(diagram.parties, 1)}
    labels = {party.id: party.label for party in diagram.parties}
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
