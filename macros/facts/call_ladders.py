"""`call-ladders.yml`: calls drawn as ladders. Each is a list of steps that reads well without the drawing."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from .base import ID_PATTERN, Identifier, Model, Prose, refuse

PartyId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=20)]
Label = Annotated[Prose, StringConstraints(max_length=70)]
"""Short enough to stand on an arrow on a phone."""


class Party(Model):
    """One column: somebody who sends and receives."""

    id: PartyId
    """Steps name it."""
    label: Annotated[Prose, StringConstraints(max_length=20)]
    """The head of the column."""


class LadderStep(Model):
    """One row: a message from one party to another, or a note across all of them."""

    by: PartyId | None = None
    """Who sends."""
    to: PartyId | None = None
    """Who receives."""
    says: Label | None = None
    """The message."""
    when: Annotated[Prose, StringConstraints(max_length=20)] | None = None
    """Time since the first message, if it matters."""
    lost: bool = False
    """True when the message does not arrive."""
    both_ways: bool = False
    """True for a stream that flows in both directions."""
    note: Annotated[Prose, StringConstraints(max_length=140)] | None = None
    """A sentence across the ladder, instead of a message."""

    @model_validator(mode="after")
    def _is_message_or_note(self) -> LadderStep:
        message = (self.by, self.to, self.says)
        if self.note is None and None in message:
            raise refuse("a message (by, to, says) or a note")
        if self.note is not None and any(message):
            raise refuse("a message or a note, not both in one step")
        if self.note is None and self.by == self.to:
            raise refuse("two different parties in by and to")
        return self


class CallLadder(Model):
    """One ladder."""

    id: Identifier("call-ladder")
    """Stable id; pages name it."""
    title: Prose
    """What it shows, in a short sentence."""
    parties: Annotated[tuple[Party, ...], Field(min_length=2, max_length=4)]
    """The columns from left to right."""
    steps: Annotated[tuple[LadderStep, ...], Field(min_length=2)]
    """The rows from top to bottom."""

    @model_validator(mode="after")
    def _names_its_parties(self) -> CallLadder:
        known = [party.id for party in self.parties]
        for step in self.steps:
            for name in (step.by, step.to):
                if name is not None and name not in known:
                    raise refuse(f"parties of this ladder in by and to ({', '.join(known)}), not '{name}'")
        return self


class CallLaddersFile(Model):
    """The whole file."""

    ladders: Annotated[tuple[CallLadder, ...], Field(min_length=1)]
    """Every ladder."""
