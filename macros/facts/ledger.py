"""`ledger.yml`: where the policy contradicts itself or is silent, and the reading that is used."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from ..sources.problems import list_choices, nearest
from .base import Confirmed, Day, Defines, Identifier, Model, Prose, Reference, refuse


def _number(value: Any) -> str:
    if isinstance(value, str) and value[:1] == "A" and value[1:].isascii() and value[1:].isdigit() and value[1] != "0":
        return value
    raise refuse("the number of an entry, like A7")


class Reading(Model):
    """One way to read the policy."""

    id: Identifier("reading")
    """Stable id."""
    text: Prose
    """The reading."""


class Affects(Model):
    """What rests on the chosen reading."""

    levels: tuple[Reference("level"), ...] = ()
    """Severity levels."""
    categories: tuple[Reference("category"), ...] = ()
    """Categories."""
    schedules: tuple[Reference("schedule"), ...] = ()
    """Schedules."""
    covers: tuple[Reference("cover"), ...] = ()
    """Rows of the coverage table."""
    channels: tuple[Reference("channel"), ...] = ()
    """Channels."""
    ladders: tuple[Reference("ladder"), ...] = ()
    """Ladders."""
    tiers: tuple[Reference("tier"), ...] = ()
    """Tiers."""
    paid_options: tuple[Reference("paid-option"), ...] = ()
    """Paid options."""
    guidelines: tuple[Reference("guideline"), ...] = ()
    """Rules for good tickets."""
    ticket_steps: tuple[Reference("ticket-step"), ...] = ()
    """Steps of a ticket."""
    evidence_items: tuple[Reference("evidence-item"), ...] = ()
    """Pieces of evidence."""
    audiences: tuple[Reference("audience"), ...] = ()
    """Audiences."""


class LedgerEntry(Model):
    """One contradiction or gap."""

    id: Annotated[str, BeforeValidator(_number, json_schema_input_type=str), Defines("ledger")]
    """Its number, like A7."""
    title: Prose
    """The question that it leaves open."""
    conflict: Prose
    """What conflicts, or what is missing."""
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    """Ways to read it."""
    chosen: str
    """The id of the reading that is used."""
    since: Day
    """The day since when it is used."""
    owner: Prose | None
    """Who decides on it; null when nobody is named yet."""
    confirmed: Confirmed
    """The day its owner confirmed it, or false when nobody has yet."""
    affects: Affects
    """What rests on it."""

    @model_validator(mode="after")
    def _chosen_is_a_reading(self) -> LedgerEntry:
        known = [reading.id for reading in self.readings]
        if self.chosen not in known:
            raise refuse(list_choices(known), nearest(self.chosen, known), at=("chosen",))
        if self.confirmed and self.confirmed < self.since:
            raise refuse(f"a day not before {self.since}", at=("confirmed",))
        return self

    @property
    def reading(self) -> Reading:
        """The reading that is used."""
        return next(reading for reading in self.readings if reading.id == self.chosen)


class LedgerFile(Model):
    """The whole file."""

    entries: tuple[LedgerEntry, ...]
    """Contradictions and gaps, by number."""

    @model_validator(mode="after")
    def _in_order(self) -> LedgerFile:
        numbers = [int(entry.id[1:]) for entry in self.entries]
        for index, (number, following) in enumerate(pairwise(numbers), 1):
            if following <= number:
                raise refuse(f"entries in the order of their numbers, each once, so none up to A{number}", at=("entries", index, "id"))
        return self
