"""`escalation.yml`: the tiers of each side, and where each passes a problem on."""

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from .base import Defines, Model, Prose, RefersTo, Traced, invalid


class Tier(Traced):
    """One step of a ladder."""

    id: Annotated[str, Defines("tier")]
    label: Prose
    """Its full name."""
    short: Prose
    """Its short name, like 1st line."""
    aliases: tuple[Prose, ...] = ()
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
    escalates_to: Annotated[str, RefersTo("tier")] | None
    """The next tier; null on the top step."""

    @model_validator(mode="after")
    def _top_step_ends(self) -> Self:
        if (self.escalates_to is None) != (not self.escalates_when):
            raise invalid("both 'escalates_to' and 'escalates_when', or null and an empty list on the top step", at=("escalates_to",))
        return self


class Ladder(Traced):
    """The tiers of one side, the first step first."""

    id: Annotated[str, Defines("ladder")]
    label: Prose
    aliases: tuple[Prose, ...] = ()
    audience: Annotated[str, RefersTo("audience")]
    """Who should know it."""
    question: Prose
    """The question it answers."""
    purpose: Prose
    how_to_read: Prose
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    """The steps, the first one first."""

    @model_validator(mode="after")
    def _climbs_step_by_step(self) -> Self:
        for index, (lower, upper) in enumerate(pairwise(self.tiers)):
            if lower.escalates_to != upper.id:
                raise invalid(f"the next tier of this ladder, '{upper.id}'", at=("tiers", index, "escalates_to"))
        return self


class EscalationFile(Model):
    ladders: tuple[Ladder, ...] = ()
