"""`expectations.yml` and `complaints.yml`: what both sides owe each other, and how to meet an angry customer."""

from typing import Annotated

from pydantic import Field

from .base import Defines, Model, Prose, RefersTo, Statement, Traced


class Party(Model):
    """One of the sides."""

    id: Annotated[str, Defines("party")]
    label: Prose
    heading: Prose
    """The question that its duties answer."""


class Duty(Statement):
    """What one side owes."""

    id: Annotated[str, Defines("duty")]
    owed_by: Annotated[str, RefersTo("party")]


class Conduct(Statement):
    """How people treat each other."""

    id: Annotated[str, Defines("conduct")]


class Misreport(Statement):
    """What follows when the level is misused."""

    id: Annotated[str, Defines("misreport")]
    schedule: Annotated[str, RefersTo("schedule")] | None = None
    """The hours outside which it counts."""


class ExpectationsFile(Model):
    parties: tuple[Party, ...] = ()
    duties: tuple[Duty, ...] = ()
    conduct: tuple[Conduct, ...] = ()
    misreporting: tuple[Misreport, ...] = ()


class ComplaintPrinciple(Traced):
    """One principle."""

    id: Annotated[str, Defines("complaint-principle")]
    label: Prose
    why: Prose
    """What it is good for."""
    do: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to do."""
    avoid: tuple[Prose, ...] = ()
    """What not to do."""


class ComplaintsFile(Traced):
    audience: Annotated[str, RefersTo("audience")] | None = None
    how_to_use: Prose | None = None
    """How to use the principles."""
    principles: tuple[ComplaintPrinciple, ...] = ()
