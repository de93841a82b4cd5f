"""Drawings that pages call by name: paths (`path-maps.yml`) and rows of a log (`record-views.yml`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from .base import ID_PATTERN, Defines, Model, Prose, invalid

StationId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=20)]


class Station(Model):
    """One place on the path."""

    id: StationId
    """Pages name it to mark it."""
    label: Annotated[Prose, StringConstraints(max_length=24)]
    """What it is called."""
    detail: Annotated[Prose, StringConstraints(max_length=90)]
    """What it is or does, in a few words."""


class PathMap(Model):
    """One path."""

    id: Annotated[str, Defines("path-map")]
    """Stable id; pages name it."""
    title: Prose
    """What it shows, in a short sentence."""
    stations: Annotated[tuple[Station, ...], Field(min_length=2, max_length=6)]
    """The places in the order in which they are passed."""


class PathMapsFile(Model):
    """The whole file."""

    maps: Annotated[tuple[PathMap, ...], Field(min_length=1)]
    """Every path."""


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
    """Stable id; pages name it."""
    title: Prose
    """What it shows, in a short sentence."""
    columns: Annotated[tuple[Prose, ...], Field(min_length=2, max_length=6)]
    """The heads of the columns."""
    rows: Annotated[tuple[Record, ...], Field(min_length=1)]
    """The rows from top to bottom."""

    @model_validator(mode="after")
    def _fills_its_columns(self) -> RecordView:
        for row in self.rows:
            if len(row.values) != len(self.columns):
                raise invalid(f"{len(self.columns)} cells in each row, one for each column, not {len(row.values)}")
        return self


class RecordViewsFile(Model):
    """The whole file."""

    views: Annotated[tuple[RecordView, ...], Field(min_length=1)]
    """Every drawn log."""
