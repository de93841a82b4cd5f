"""The record (schema 1): what every adapter gives, what a snapshot file holds, what the component shows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..facts.base import Model

Level = Literal["operational", "notice", "maintenance", "degraded", "partial_outage", "major_outage", "unknown"]
Time = Annotated[str, StringConstraints(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$")]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"\\]+$", max_length=2000)]


class Page(Model):
    """The status page."""

    name: Annotated[Line, StringConstraints(max_length=300)]
    url: WebAddress


class Component(Model):
    """One part of the service."""

    id: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    name: Annotated[Line, StringConstraints(min_length=1, max_length=300)]
    group: Annotated[Line, StringConstraints(max_length=300)]
    status: Level


class Issue(Model):
    """What incidents and maintenances share."""

    id: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    title: Annotated[Line, StringConstraints(min_length=1, max_length=300)]
    updatedAt: Time  # noqa: N815 - the record's names are those of its JSON
    url: WebAddress
    body: Annotated[Line, StringConstraints(max_length=600)]
    components: Annotated[list[Line], Field(max_length=100)]


class Incident(Issue):
    """What is open."""

    phase: Literal["investigating", "identified", "monitoring", "unknown"]
    impact: Level
    startedAt: Time  # noqa: N815


class Maintenance(Issue):
    """What is planned or running."""

    phase: Literal["scheduled", "in_progress", "unknown"]
    startsAt: Time  # noqa: N815
    endsAt: Time  # noqa: N815


class Record(Model):
    """Everything one reading tells."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    provider: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    page: Page
    indicator: Level
    components: Annotated[list[Component], Field(max_length=1000)]
    incidents: Annotated[list[Incident], Field(max_length=50)]
    maintenances: Annotated[list[Maintenance], Field(max_length=50)]
    sourceUpdatedAt: Time  # noqa: N815
    fetchedAt: Annotated[Time, StringConstraints(min_length=20)]  # noqa: N815
    partial: bool
    warnings: Annotated[list[Line], Field(max_length=20)]
