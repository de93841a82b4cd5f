"""`organisation.yml` and `open-questions.yml`: who gives the support, its principles, and what its policy leaves open."""

from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..engine import call
from ..sources.problems import list_choices, nearest
from .base import Confirmed, Dated, Day, Defines, Model, PagePath, Prose, RefersTo, Statement, Traced, Url, ZoneName, invalid, text_like


class Website(Dated):
    """The organisation's own web site."""

    url: Url


class OtherSite(Traced):
    """A web site beside this portal, such as the product's documentation."""

    id: Annotated[str, Defines("site")]
    label: Prose
    """Words of the link."""
    url: Url


class Audience(Traced):
    """Who is meant by "you" in a section."""

    id: Annotated[str, Defines("audience")]
    label: Prose
    """Line above a section, like "For your company's staff"."""
    who: Prose
    """Who these people are."""


class Principle(Statement):
    """Something that holds for every problem."""

    id: Annotated[str, Defines("principle")]
    title: Prose
    """What it is about, in a word or two."""


class Qualification(Traced):
    """A certificate that support staff hold."""

    id: Annotated[str, Defines("qualification")]
    label: Prose
    about: Prose
    """What it says about the people who hold it."""


class Retention(Dated, Traced):
    """How long something is kept."""

    id: Annotated[str, Defines("retention")]
    label: Prose
    """What is kept."""
    days: Annotated[int, Field(ge=1, le=36_500)]
    """For how many days."""


class RelatedPage(Traced):
    """A neighbouring page: one of this portal, or a channel."""

    id: Annotated[str, Defines("related-page")]
    label: Prose
    """Words of the link."""
    purpose: Prose
    """What a reader gets there."""
    page: PagePath | None = None
    """Page of this portal."""
    channel: Annotated[str, RefersTo("channel")] | None = None
    """Or the channel it is."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.page is None) == (self.channel is None):
            raise invalid("either 'page' or 'channel'", found="both" if self.page else "neither 'page' nor 'channel'")
        return self


DATA_VERSION = 2
"""Of the data files. It changes when files that were good no longer are."""


def _data_version(value: Any) -> int:
    if value == DATA_VERSION:
        return DATA_VERSION
    raise invalid(
        f"{DATA_VERSION}, the version that this portal reads", f"run {call('upgrade')}: it says what changed, and rewrites what it can"
    )


class OrganisationFile(Model):
    data_version: Annotated[int, BeforeValidator(_data_version, json_schema_input_type=int)] = DATA_VERSION
    """The version of the data files."""
    name: Prose
    """Short name of the organisation that gives support."""
    product: Prose
    """What it supports."""
    what_it_does: Prose
    """One sentence about it."""
    customer: Prose
    """Who is meant by a customer."""
    time_zone: ZoneName
    """Zone in which the organisation states its hours."""
    website: Website
    other_sites: tuple[OtherSite, ...] = ()
    audiences: tuple[Audience, ...] = ()
    principles: tuple[Principle, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    retention: tuple[Retention, ...] = ()
    related_pages: tuple[RelatedPage, ...] = ()


class Reading(Model):
    """One way to read the policy."""

    id: Annotated[str, Defines("reading")]
    text: Prose


class OpenQuestion(Model):
    """One contradiction or gap."""

    id: Annotated[str, Defines("open-question", pattern=r"^A[0-9]+$"), text_like("A[1-9][0-9]*", "the number of an entry, like A7")]
    """Its number, like A7."""
    title: Prose
    """The question that it leaves open."""
    conflict: Prose
    """What conflicts, or what is missing."""
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    chosen: str
    """The id of the reading that is used."""
    since: Day
    """The day since when it is used."""
    owner: Prose | None = None
    """Who decides on it; null when nobody is named yet."""
    asked: Day | None = None
    """The day its owner was asked; null when nobody has asked yet."""
    closes_when: Prose | None = None
    """How it is closed: who confirms what, and what then changes."""
    confirmed: Confirmed = False
    """The day its owner confirmed it, or false when nobody has yet."""

    @model_validator(mode="after")
    def _chosen_is_a_reading(self) -> Self:
        known = [reading.id for reading in self.readings]
        if self.chosen not in known:
            raise invalid(list_choices(known), nearest(self.chosen, known), at=("chosen",))
        if self.confirmed and self.confirmed < self.since:
            raise invalid(f"a day not before {self.since}", at=("confirmed",))
        return self

    @property
    def state(self) -> Literal["open", "asked", "confirmed"]:
        """How far it is."""
        return "confirmed" if self.confirmed else "asked" if self.asked else "open"

    @property
    def reading(self) -> Reading:
        """The reading that is used."""
        return next(reading for reading in self.readings if reading.id == self.chosen)


class OpenQuestionsFile(Model):
    entries: tuple[OpenQuestion, ...] = ()
    """Contradictions and gaps, by number."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        numbers = [int(entry.id[1:]) for entry in self.entries]
        for index, (number, following) in enumerate(pairwise(numbers), 1):
            if following <= number:
                raise invalid(f"entries in the order of their numbers, each once, so none up to A{number}", at=("entries", index, "id"))
        return self
