"""Drawings that pages name: a path as a row of stations, a log as a table, and messages between parties."""

import itertools
from typing import Any

from ..facts.drawings import DiagramStep, SequenceDiagram
from ..portal import Portal
from .arguments import get_by_id, require


def path_map(portal: Portal, map_id: str, *marked: str) -> dict[str, Any]:
    """Return the stations of the path `map_id`, those in `marked` marked. Raises `ArgumentRefused` when a name is unknown."""
    path = get_by_id(require(portal.path_maps, "maps", "path-maps.yml").maps, map_id)
    places = {get_by_id(path.stations, station).id for station in marked}
    stations = [{"label": station.label, "detail": station.detail, "marked": station.id in places} for station in path.stations]
    return {"title": path.title, "stations": stations}


def record_view(portal: Portal, view_id: str) -> dict[str, Any]:
    """Return the columns, rows and notes of the drawn log `view_id`. Raises `ArgumentRefused` when there is none."""
    view = get_by_id(require(portal.record_views, "views", "record-views.yml").views, view_id)
    numbers = itertools.count(1)
    rows = [{"cells": row.values, "number": next(numbers) if row.note else None} for row in view.rows]
    notes = [row.note for row in view.rows if row.note]
    return {"id": view.id, "title": view.title, "columns": view.columns, "rows": rows, "notes": notes}


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
