"""`organisation.yml`: who gives the support, and the principles that hold for every kind of problem."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .base import Dated, Identifier, Model, Prose, Reference, Url, ZoneName, refuse
from .traced import PagePath, Statement, Traced


class Website(Dated):
    """The organisation's own web site."""

    url: Url
    """Where it is."""


class Audience(Traced):
    """Who is meant by "you" in a section."""

    id: Identifier("audience")
    """Stable id."""
    label: Prose
    """Line above a section, like "For your company's staff"."""
    who: Prose
    """Who these people are."""


class Principle(Statement):
    """Something that holds for every problem."""

    id: Identifier("principle")
    """Stable id."""
    title: Prose
    """The question it answers."""


class Qualification(Traced):
    """A certificate that support staff hold."""

    id: Identifier("qualification")
    """Stable id."""
    label: Prose
    """Its name."""
    about: Prose
    """What it says about the people who hold it."""


class Retention(Dated, Traced):
    """How long something is kept."""

    id: Identifier("retention")
    """Stable id."""
    label: Prose
    """What is kept."""
    days: Annotated[int, Field(ge=1)]
    """For how many days."""
    why_it_matters: Prose
    """What a reader loses afterwards."""


class RelatedPage(Traced):
    """A neighbouring page: one of this portal, or a channel."""

    id: Identifier("related-page")
    """Stable id."""
    label: Prose
    """Words of the link."""
    purpose: Prose
    """What a reader gets there."""
    page: PagePath | None = None
    """Page of this portal."""
    channel: Reference("channel") | None = None
    """Or the channel it is."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> RelatedPage:
        if (self.page is None) == (self.channel is None):
            raise refuse("either 'page' or 'channel'", found="both" if self.page else "neither 'page' nor 'channel'")
        return self


class OrganisationFile(Model):
    """The whole file."""

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
    """Its web site."""
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
    """Who is meant by "you"."""
    principles: tuple[Principle, ...] = ()
    """What holds for every problem."""
    qualifications: tuple[Qualification, ...] = ()
    """Certificates of the staff."""
    retention: tuple[Retention, ...] = ()
    """How long records are kept."""
    related_pages: tuple[RelatedPage, ...] = ()
    """Neighbouring pages."""
