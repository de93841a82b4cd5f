"""`levels.yml` and `categories.yml`: severity levels, and kinds of problems."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Defines, Model, Prose, RefersTo, Statement, Traced


class Example(Statement):
    """A situation that belongs to a level."""

    id: Annotated[str, Defines("level-example")]


class FirstHandler(Model):
    """Which tier works on a level first."""

    tier: Annotated[str, RefersTo("tier")]
    """The tier that takes it."""
    then: Annotated[str, RefersTo("tier")] | None = None
    """The tier that is brought in at once, or null."""
    why: Prose
    derived: bool = False
    """True when the policy does not say so itself."""


class Level(Traced):
    """One severity level."""

    id: Annotated[str, Defines("level")]
    """Stable id, like p0."""
    label: Prose
    """Short name, like P0."""
    word: Prose = ""
    """The word beside it, like Critical; left out where the level has one name, like Emergency."""
    meaning: Prose
    """What has to be true, in one sentence."""
    critical: bool
    """Whether it counts as critical."""
    first_handled_by: FirstHandler | None = None
    """Who works on it first; null when the policy names no tiers."""
    advice: Prose | None = None
    """What to do now."""
    if_not_shown: Prose | None = None
    """What of the advice is left once the live status is known and doesn't show the problem; null when it doesn't depend on that."""
    examples: tuple[Example, ...] = ()

    @property
    def name(self) -> str:
        """Its label, with its word where it has one."""
        return f"{self.label} {self.word}".rstrip()


class NotCriticalCase(Statement):
    """A situation that feels urgent and is not critical."""

    id: Annotated[str, Defines("not-critical-case")]


class NotCritical(Traced):
    """Situations that are never worse than a certain level."""

    capped_at: Annotated[str, RefersTo("level")]
    """The worst level they can have."""
    never_applied_to: tuple[Annotated[str, RefersTo("level")], ...] = ()
    """Levels that the cap leaves alone."""
    lifted_when: Prose
    """What lifts the cap."""
    cases: Annotated[tuple[NotCriticalCase, ...], Field(min_length=1)]


class SetBy(Traced):
    """Who sets the level of a problem."""

    first: Literal["customer", "provider"]
    """Who sets it when the problem is reported."""
    then: Literal["customer", "provider"] | None = None
    """Who may change it later; null when nobody does."""
    note: Prose | None = None
    """When, or how."""


class LevelsFile(Model):
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=10)]
    """The levels, the worst first."""
    set_by: SetBy | None = None
    """Who sets the level; null when the policy does not say."""
    not_critical: NotCritical | None = None
    """What is capped, if the policy says so."""


class CategoryExample(Statement):
    """A situation that belongs to a category."""

    id: Annotated[str, Defines("category-example")]


class Category(Traced):
    """One kind of problem."""

    id: Annotated[str, Defines("category")]
    label: Prose
    meaning: Prose
    """What it covers."""
    control: Prose | None = None
    """Whether its causes are in the customer's control."""
    ask_yourself: Prose | None = None
    """A question whose yes points here."""
    examples: tuple[CategoryExample, ...] = ()


class CategoriesFile(Model):
    intro: Statement | None = None
    """What a class is."""
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    unsure: Prose | None = None
    """What to do when one cannot tell."""
