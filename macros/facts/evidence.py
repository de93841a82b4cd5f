"""`evidence.yml`: what helps support, by kind of problem. An item is described once and listed where it is needed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .base import Identifier, Model, Prose, Reference, refuse
from .traced import PagePath, Traced


class EvidenceItem(Traced):
    """One thing to gather."""

    id: Identifier("evidence-item")
    """Stable id."""
    label: Prose
    """Its name."""
    why: Prose
    """What it is good for."""
    how: Prose
    """How to get it."""
    page: PagePath | None = None
    """The page that shows how."""


class Wanted(Model):
    """An item in the list of a kind."""

    item: Reference("evidence-item")
    """The item."""
    required: bool
    """True when support cannot begin without it."""


class ProblemKind(Traced):
    """A kind of problem and what it needs."""

    id: Identifier("problem-kind")
    """Stable id."""
    label: Prose
    """What goes wrong, in a reader's words."""
    items: Annotated[tuple[Wanted, ...], Field(min_length=1)]
    """What to gather, the most useful first."""

    @model_validator(mode="after")
    def _required_first(self) -> ProblemKind:
        required = [wanted.required for wanted in self.items]
        if True in required[required.count(True) :]:
            late = required.index(True, required.index(False))
            raise refuse("the required items before the others", at=("items", late, "item"))
        items = [wanted.item for wanted in self.items]
        if twice := next((index for index, item in enumerate(items) if item in items[:index]), 0):
            raise refuse("each item once", at=("items", twice, "item"))
        return self


class EvidenceFile(Traced):
    """The whole file."""

    audience: Reference("audience")
    """Who it is for."""
    items: Annotated[tuple[EvidenceItem, ...], Field(min_length=1)]
    """Everything one can gather."""
    kinds: Annotated[tuple[ProblemKind, ...], Field(min_length=1)]
    """What each kind of problem needs."""
