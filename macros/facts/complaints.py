"""`complaints.yml`: how the customer's own staff handle a customer who complains."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Prose, Reference
from .traced import Traced


class ComplaintPrinciple(Traced):
    """One principle."""

    id: Identifier("complaint-principle")
    """Stable id."""
    label: Prose
    """Its name."""
    why: Prose
    """What it is good for."""
    do: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to do."""
    avoid: tuple[Prose, ...] = ()
    """What not to do."""


class ComplaintsFile(Traced):
    """The whole file."""

    audience: Reference("audience")
    """Who it is for."""
    how_to_use: Prose
    """How to use the principles."""
    principles: Annotated[tuple[ComplaintPrinciple, ...], Field(min_length=1)]
    """The principles."""
