"""`coverage.yml`: which cover a class of problem has, and what to do in each state of the schedules."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from .base import Identifier, Model, Prose, Reference, refuse
from .traced import Traced

CoverKind = Literal["guaranteed", "best-effort", "none"]


class KindOfCover(Traced):
    """What a kind of cover means here. The kinds themselves are the product's; the words are the organisation's."""

    id: CoverKind
    """Which kind."""
    label: Prose
    """Its name."""
    meaning: Prose
    """What a reader can expect."""


class InState(Model):
    """What to do while a certain state holds."""

    state: Reference("state")
    """The state."""
    do: Prose
    """What to do."""


class Cover(Traced):
    """The cover of one category at some levels."""

    id: Identifier("cover")
    """Stable id."""
    label: Prose
    """What it covers, in words."""
    category: Reference("category")
    """The category."""
    levels: Annotated[tuple[Reference("level"), ...], Field(min_length=1)]
    """The levels."""
    schedule: Reference("schedule")
    """The hours in which `inside` holds."""
    inside: CoverKind
    """What holds while the schedule is open."""
    outside: CoverKind | None
    """What holds while it is closed; null when it never closes."""
    monitoring_alarm: bool
    """Whether the provider's monitoring raises the alarm."""
    status_page: bool
    """Whether the status page shows it."""
    contact: Prose
    """What is known without you, and whether to get in touch."""
    states: Annotated[tuple[InState, ...], Field(min_length=1)]
    """What to do in each state."""


class CoverageFile(Model):
    """The whole file."""

    kinds: tuple[KindOfCover, ...]
    """The three kinds of cover."""
    covers: Annotated[tuple[Cover, ...], Field(min_length=1)]
    """Who is covered when."""

    @model_validator(mode="after")
    def _each_kind_once(self) -> CoverageFile:
        kinds = [kind.id for kind in self.kinds]
        if sorted(kinds) != sorted(get_args(CoverKind)):
            raise refuse(f"each of {', '.join(get_args(CoverKind))} once", at=("kinds",), found=f"the kinds {', '.join(kinds)}")
        return self
