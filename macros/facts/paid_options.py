"""`paid-options.yml`: what is not free."""

from typing import Annotated

from .base import Dated, Defines, Model, Prose, RefersTo, Statement, Traced
from .prices import Priced


class PaidOption(Priced, Dated, Traced):
    """Something one can buy."""

    id: Annotated[str, Defines("paid-option")]
    """Stable id."""
    label: Prose
    """Its name."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    what_you_get: Prose
    """What it gives."""
    levels: tuple[Annotated[str, RefersTo("level")], ...] = ()
    """Levels it is for; empty when it does not depend on a level."""
    kinds: tuple[Annotated[str, RefersTo("problem-kind")], ...] = ()
    """Kinds of problem it is for; empty when it is for all."""
    outside_schedule: Annotated[str, RefersTo("schedule")] | None = None
    """It is for the time outside these hours; null when it does not depend on the time."""
    conditions: tuple[Prose, ...] = ()
    """What has to be true."""
    rounding: Prose | None = None
    """How time is rounded; null when not stated."""
    tax: Prose | None = None
    """Whether tax is included; null when not stated."""
    approved_by: Prose | None = None
    """Who in the customer's company approves it; null when not stated."""
    channel: Annotated[str, RefersTo("channel")] | None = None
    """How to ask for it; null when not stated."""


class PaidOptionsFile(Model):
    """The whole file."""

    intro: Statement | None = None
    """What is free."""
    options: tuple[PaidOption, ...] = ()
    """The exceptions."""
