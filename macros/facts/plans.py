"""`plans.yml` and `targets.yml`: what each support plan gives, and how soon support promises to act. Both are optional."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .base import Defines, Model, Prose, RefersTo, Traced, invalid
from .paid_options import Priced

_DURATION = re.compile(r"([1-9]\d{0,3}) (minute|hour|day)s?")
Unit = Literal["minute", "hour", "day"]


def _duration(value: Any) -> str:
    if isinstance(value, str) and _DURATION.fullmatch(value):
        return value
    hint = "write '3 days' and the business hours under 'schedule': a day is then one on which they open" if "day" in str(value) else ""
    raise invalid("a duration in minutes, hours or days, like 30 minutes", hint)


Duration = Annotated[str, BeforeValidator(_duration, json_schema_input_type=str)]
"""How long something may take, as people write it. `parts_of` reads it."""


def parts_of(duration: str) -> tuple[int, Unit]:
    """Return a `Duration` as a number and its unit."""
    found = _DURATION.fullmatch(duration)
    assert found, duration
    return int(found[1]), found[2]  # type: ignore[return-value]


Levels = tuple[Annotated[str, RefersTo("level")], ...]


class PlanHours(Model):
    """The hours of a plan, at some levels."""

    levels: Levels = ()
    """Levels for which they hold; empty for all of the plan's."""
    schedule: Annotated[str, RefersTo("schedule")]


class NamedContacts(Model):
    """The people of a customer who may ask for support."""

    most: Annotated[int, Field(ge=1, le=100_000)] | None
    """How many may be named; null when there is no limit."""
    note: Prose | None = None
    """Who they are, or what they can do."""


class Plan(Priced, Traced):
    """One support plan."""

    id: Annotated[str, Defines("plan")]
    label: Prose
    meaning: Prose
    """Who it is for, in one sentence."""
    levels: Levels = ()
    """Levels that may be reported; empty for all."""
    channels: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """Channels that may be used; empty for all."""
    hours: tuple[PlanHours, ...] = ()
    """When support works on it; empty when that does not depend on the plan."""
    named_contacts: NamedContacts | None = None
    """Who may ask for support; null when the policy does not say."""
    people: tuple[Prose, ...] = ()
    """Who is assigned to the customer, like a technical account manager."""
    includes: tuple[Prose, ...] = ()
    """What else it gives, like "12 cases a month"."""


class PlansFile(Model):
    plans: tuple[Plan, ...] = ()
    """The plans, the smallest first."""


Promise = Literal["first-response", "update", "resolution"]


class Target(Traced):
    """How soon support promises to do something."""

    promise: Promise
    """What is promised: the first response, how often there is news, or the fix."""
    levels: Annotated[Levels, Field(min_length=1)]
    """Levels for which it holds."""
    plans: tuple[Annotated[str, RefersTo("plan")], ...] = ()
    """Plans for which it holds; empty for everybody."""
    categories: tuple[Annotated[str, RefersTo("category")], ...] = ()
    """Categories for which it holds, where targets differ by kind of problem or by product; empty for all."""
    within: Duration
    """How long it may take, like 30 minutes, 4 hours or 2 days. With a schedule, a day is one on which it opens."""
    schedule: Annotated[str, RefersTo("schedule")] | None
    """The hours in which the time runs; null when it runs by the clock."""


class TargetsFile(Model):
    targets: tuple[Target, ...] = ()
    """The targets, in the order in which a page lists them."""
    words: dict[Promise, Prose] = {}
    """What you call a promise, like `resolution: Repair`."""
