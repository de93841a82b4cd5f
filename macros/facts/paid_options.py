"""`paid-options.yml`: what is not free. What the policy leaves open stays null and is shown as such."""

from __future__ import annotations

from pydantic import model_validator

from .base import Dated, Identifier, Model, Money, Prose, Reference, refuse
from .traced import Statement, Traced


class PaidOption(Dated, Traced):
    """Something one can buy."""

    id: Identifier("paid-option")
    """Stable id."""
    label: Prose
    """Its name."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    what_you_get: Prose
    """What it gives."""
    price: Money | None
    """The price; null when none is published."""
    per: Prose | None
    """What the price is for, like hour."""
    minimum: Prose | None
    """The least one pays for, like 1 hour."""
    by_quote: bool
    """True when the price is agreed on case by case."""
    levels: tuple[Reference("level"), ...] = ()
    """Levels it is for; empty when it does not depend on a level."""
    outside_schedule: Reference("schedule") | None = None
    """It is for the time outside these hours; null when it does not depend on the time."""
    conditions: tuple[Prose, ...] = ()
    """What has to be true."""
    rounding: Prose | None
    """How time is rounded; null when not stated."""
    tax: Prose | None
    """Whether tax is included; null when not stated."""
    approved_by: Prose | None
    """Who in the customer's company approves it; null when not stated."""
    channel: Reference("channel") | None
    """How to ask for it; null when not stated."""

    @model_validator(mode="after")
    def _has_a_price_or_a_quote(self) -> PaidOption:
        if self.by_quote and self.price is not None:
            raise refuse("false beside a price, or 'price: null'", at=("by_quote",))
        if self.price is not None and self.per is None:
            raise refuse("what the price is for, like hour", at=("per",))
        return self


class PaidOptionsFile(Model):
    """The whole file."""

    intro: Statement
    """What is free."""
    options: tuple[PaidOption, ...]
    """The exceptions."""
