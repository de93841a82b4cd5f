"""Drawings that pages name: paths, rows of a log, messages (`path-maps.yml`, `record-views.yml`, `sequence-diagrams.yml`)."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from .base import ID_PATTERN, Defines, Model, Prose, invalid

DrawnId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=20)]


class Station(Model):
    """One place on the path."""

    id: DrawnId
    """Pages name it to mark it."""
    label: Annotated[Prose, StringConstraints(max_length=24)]
    """What it is called."""
    detail: Annotated[Prose, StringConstraints(max_length=90)]
    """What it is or does, in a few words."""


class PathMap(Model):
    """One path."""

    id: Annotated[str, Defines("path-map")]
    title: Prose
    """What it shows, in a short sentence."""
    stations: Annotated[tuple[Station, ...], Field(min_length=2, max_length=6)]
    """The places in the order in which they are passed."""


class PathMapsFile(Model):
    maps: Annotated[tuple[PathMap, ...], Field(min_length=1)]


class Record(Model):
    """One row."""

    cells: Annotated[str, StringConstraints(max_length=200)]
    """The values as the screen shows them, one for each column, with `|` between them."""
    note: Annotated[Prose, StringConstraints(max_length=240)] | None = None
    """What a reader should see in this row."""

    @property
    def values(self) -> list[str]:
        """The value of each column; empty where the screen shows none."""
        return [cell.strip() for cell in self.cells.split("|")]


class RecordView(Model):
    """One drawn log."""

    id: Annotated[str, Defines("record-view")]
    title: Prose
    """What it shows, in a short sentence."""
    columns: Annotated[tuple[Prose, ...], Field(min_length=2, max_length=6)]
    """The heads of the columns."""
    rows: Annotated[tuple[Record, ...], Field(min_length=1)]
    """The rows from top to bottom."""

    @model_validator(mode="after")
    def _fills_its_columns(self) -> Self:
        for row in self.rows:
            if len(row.values) != len(self.columns):
                raise invalid(f"{len(self.columns)} cells in each row, one for each column, not {len(row.values)}")
        return self


class RecordViewsFile(Model):
    views: Annotated[tuple[RecordView, ...], Field(min_length=1)]


MessageText = Annotated[Prose, StringConstraints(max_length=70)]
"""Short enough to stand on an arrow on a phone."""


class DiagramParty(Model):
    """One column: somebody who sends and receives."""

    id: DrawnId
    label: Annotated[Prose, StringConstraints(max_length=20)]
    """The head of the column."""


class DiagramStep(Model):
    """One row: a message from one party to another, or a note across all of them."""

    by: DrawnId | None = None
    """Who sends."""
    to: DrawnId | None = None
    """Who receives."""
    says: MessageText | None = None
    """The message."""
    when: Annotated[Prose, StringConstraints(max_length=20)] | None = None
    """Time since the first message, if it matters."""
    lost: bool = False
    """True when the message does not arrive."""
    both_ways: bool = False
    """True for a stream that flows in both directions."""
    note: Annotated[Prose, StringConstraints(max_length=140)] | None = None
    """A sentence across the diagram, instead of a message."""

    @model_validator(mode="after")
    def _is_message_or_note(self) -> Self:
        message = (self.by, self.to, self.says)
        if self.note is None and None in message:
            raise invalid("a message (by, to, says) or a note")
        if self.note is not None and any(message):
            raise invalid("a message or a note, not both in one step")
        if self.note is None and self.by == self.to:
            raise invalid("two different parties in by and to")
        return self


class SequenceDiagram(Model):
    """One diagram."""

    id: Annotated[str, Defines("sequence-diagram")]
    title: Prose
    """What it shows, in a short sentence."""
    parties: Annotated[tuple[DiagramParty, ...], Field(min_length=2, max_length=4)]
    """The columns from left to right."""
    steps: Annotated[tuple[DiagramStep, ...], Field(min_length=2)]
    """The rows from top to bottom."""

    @model_validator(mode="after")
    def _names_its_parties(self) -> Self:
        known = [party.id for party in self.parties]
        for step in self.steps:
            for name in (step.by, step.to):
                if name is not None and name not in known:
                    raise invalid(f"parties of this diagram in by and to ({', '.join(known)}), not '{name}'")
        return self


class SequenceDiagramsFile(Model):
    diagrams: Annotated[tuple[SequenceDiagram, ...], Field(min_length=1)]
