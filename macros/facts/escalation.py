"""`escalation.yml`: ladders of tiers. Who works on a problem, and what moves it up."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from .base import Identifier, Model, Prose, Reference, refuse
from .traced import Traced


class Tier(Traced):
    """One step of a ladder."""

    id: Identifier("tier")
    """Stable id."""
    label: Prose
    """Its full name."""
    short: Prose
    """Its short name, like 1st line."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    who: Prose
    """Who stands here."""
    skills: tuple[Prose, ...] = ()
    """What they can do."""
    handles: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What they work on."""
    collects: tuple[Prose, ...] = ()
    """What they gather."""
    escalates_when: tuple[Prose, ...] = ()
    """What moves a problem up."""
    escalates_to: Reference("tier") | None
    """The next tier; null on the top step."""

    @model_validator(mode="after")
    def _top_step_ends(self) -> Tier:
        if (self.escalates_to is None) != (not self.escalates_when):
            raise refuse("both 'escalates_to' and 'escalates_when', or null and an empty list on the top step", at=("escalates_to",))
        return self


class Ladder(Traced):
    """The tiers of one side, the first step first."""

    id: Identifier("ladder")
    """Stable id."""
    label: Prose
    """Its name."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    audience: Reference("audience")
    """Who should know it."""
    question: Prose
    """The question it answers."""
    purpose: Prose
    """What it is for."""
    recommended: bool
    """True when it is advice; false when it is how it works."""
    how_to_read: Prose
    """How to read the drawing."""
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    """The steps, the first one first."""

    @model_validator(mode="after")
    def _climbs_step_by_step(self) -> Ladder:
        for index, (lower, upper) in enumerate(pairwise(self.tiers)):
            if lower.escalates_to != upper.id:
                raise refuse(f"the next tier of this ladder, '{upper.id}'", at=("tiers", index, "escalates_to"))
        return self


class EscalationFile(Model):
    """The whole file."""

    ladders: Annotated[tuple[Ladder, ...], Field(min_length=1)]
    """The ladders."""
