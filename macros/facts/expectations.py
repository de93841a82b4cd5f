"""`expectations.yml`: what each side owes the other."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Model, Prose, Reference
from .traced import Statement


class Party(Model):
    """One of the sides."""

    id: Identifier("party")
    """Stable id."""
    label: Prose
    """Its name."""
    heading: Prose
    """The question that its duties answer."""


class Duty(Statement):
    """What one side owes."""

    id: Identifier("duty")
    """Stable id."""
    owed_by: Reference("party")
    """Which side."""


class Conduct(Statement):
    """How people treat each other."""

    id: Identifier("conduct")
    """Stable id."""


class Misreport(Statement):
    """What follows when the level is misused."""

    id: Identifier("misreport")
    """Stable id."""
    schedule: Reference("schedule") | None = None
    """The hours outside which it counts."""


class ExpectationsFile(Model):
    """The whole file."""

    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    """The sides."""
    duties: Annotated[tuple[Duty, ...], Field(min_length=1)]
    """Their duties."""
    conduct: tuple[Conduct, ...] = ()
    """How people treat each other."""
    misreporting: tuple[Misreport, ...] = ()
    """What follows when the level is misused."""
