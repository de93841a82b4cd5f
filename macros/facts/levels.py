"""`levels.yml`: severity levels, the worst first. Their number and names are up to the organisation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Model, Prose, Reference
from .traced import Statement, Traced


class Example(Statement):
    """A situation that belongs to a level."""

    id: Identifier("level-example")
    """Stable id; the classifier's rules name it."""


class FirstHandler(Model):
    """Which tier works on a level first."""

    tier: Reference("tier")
    """The tier that takes it."""
    then: Reference("tier") | None = None
    """The tier that is brought in at once, or null."""
    why: Prose
    """The reason, in a sentence."""
    derived: bool
    """True when the policy does not say so itself."""


class Level(Traced):
    """One severity level."""

    id: Identifier("level")
    """Stable id, like p0."""
    label: Prose
    """Short name, like P0."""
    word: Prose
    """The word beside it, like Critical."""
    meaning: Prose
    """What has to be true, in one sentence."""
    critical: bool
    """Whether it counts as critical."""
    first_response: Prose | None
    """Published target for the first reply; null when there is none."""
    resolution: Prose | None
    """Published target for a fix; null when there is none."""
    first_handled_by: FirstHandler
    """Who works on it first."""
    advice: Prose
    """What to do now."""
    examples: tuple[Example, ...] = ()
    """Situations that belong here."""


class NotCriticalCase(Statement):
    """A situation that feels urgent and is not critical."""

    id: Identifier("not-critical-case")
    """Stable id; the classifier's questions name it."""


class NotCritical(Traced):
    """Situations that are never worse than a certain level."""

    capped_at: Reference("level")
    """The worst level they can have."""
    never_applied_to: tuple[Reference("level"), ...] = ()
    """Levels that the cap leaves alone."""
    lifted_when: Prose
    """What lifts the cap."""
    cases: Annotated[tuple[NotCriticalCase, ...], Field(min_length=1)]
    """The situations."""


class LevelsFile(Model):
    """The whole file."""

    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=10)]
    """The levels, the worst first."""
    not_critical: NotCritical | None = None
    """What is capped, if the policy says so."""
