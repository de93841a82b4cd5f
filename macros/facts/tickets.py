"""`tickets.yml`: how a ticket is prepared, opened, worked on and closed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Model, Prose, Reference
from .traced import PagePath, Traced


class Step(Traced):
    """Something to do, with a name."""

    id: Identifier("ticket-step")
    """Stable id."""
    label: Prose
    """Its name."""
    what_to_do: Prose
    """What to do."""


class LinkedStep(Step):
    """A step that leads to a channel or a page."""

    channel: Reference("channel") | None = None
    """The channel to use."""
    page: PagePath | None = None
    """The page that helps."""


class Process(Traced):
    """One way of working on every problem."""

    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """Its steps in order."""


class Opening(Traced):
    """The way in: a channel and the steps."""

    open_by: Reference("channel")
    """The channel that opens a ticket."""
    follow_in: Reference("channel")
    """The channel that shows its progress."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """What to write."""


class Guideline(Traced):
    """A rule for good tickets."""

    id: Identifier("guideline")
    """Stable id."""
    do: Prose
    """What to do."""
    avoid: Prose | None = None
    """What not to do."""


class SeveralAdvice(Model):
    """One piece of advice for several problems at once."""

    id: Identifier("several-problems-advice")
    """Stable id."""
    do: Prose
    """What to do."""
    channel: Reference("channel")
    """The channel it is about."""


class SeveralProblems(Traced):
    """What to do when several things fail at once."""

    advice: Annotated[tuple[SeveralAdvice, ...], Field(min_length=1)]
    """The advice in order."""
    expect: tuple[Prose, ...] = ()
    """What happens then."""


class Stage(Traced):
    """A stage in the life of a ticket."""

    id: Identifier("ticket-stage")
    """Stable id."""
    label: Prose
    """Its name."""
    happens: Prose
    """What happens."""
    you: Prose
    """What the customer contributes."""
    support: Prose
    """What support contributes."""


class TicketsFile(Model):
    """The whole file."""

    audience: Reference("audience")
    """Who it is for."""
    before_you_submit: tuple[LinkedStep, ...] = ()
    """What to do first."""
    process: Process | None = None
    """How to work on every problem."""
    opening: Opening
    """How a ticket is opened."""
    guidelines: tuple[Guideline, ...] = ()
    """Rules for good tickets."""
    several_problems: SeveralProblems | None = None
    """What to do with several problems."""
    lifecycle: tuple[Stage, ...] = ()
    """The stages of a ticket."""
