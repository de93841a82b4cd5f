"""`diagnosis.yml`: is it a problem, where does it come from, and is it really fixed?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Model, Prose, Reference
from .traced import Statement, Traced


class Check(Statement):
    """Something to look at or to keep in mind."""

    id: Identifier("diagnosis-check")
    """Stable id."""
    label: Prose
    """Its name."""


class Checks(Model):
    """Checks for one audience."""

    audience: Reference("audience")
    """Who it is for."""
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    """The checks in order."""


class Place(Traced):
    """Where a fault can lie."""

    id: Identifier("fault-place")
    """Stable id."""
    label: Prose
    """Its name."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    meaning: Prose
    """What it means."""


class Origin(Checks):
    """Inside or upstream."""

    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    """Where a fault can lie."""


class Confirming(Checks):
    """How a fix is confirmed."""

    if_it_fails: Statement
    """What to do when the test fails."""
    if_it_works: Statement
    """What to do when it succeeds."""


class ReportPart(Statement):
    """Part of an incident report."""

    id: Identifier("report-part")
    """Stable id."""
    label: Prose
    """Its name."""
    item: Reference("evidence-item") | None = None
    """The evidence it consists of."""


class IncidentReport(Model):
    """What a report of an incident contains."""

    audience: Reference("audience")
    """Who it is for."""
    parts: Annotated[tuple[ReportPart, ...], Field(min_length=1)]
    """Its parts."""


class CommonalityStep(Statement):
    """A step of the analysis."""

    id: Identifier("commonality-step")
    """Stable id."""


class Commonality(Model):
    """Comparing good calls with failed ones."""

    audience: Reference("audience")
    """Who it is for."""
    sample: Annotated[int, Field(ge=1)]
    """How many of each to take, for example."""
    steps: Annotated[tuple[CommonalityStep, ...], Field(min_length=1)]
    """The steps."""


class DiagnosisFile(Model):
    """The whole file."""

    is_it_a_problem: Checks
    """Is it a problem at all?"""
    origin: Origin | None = None
    """Where does it come from?"""
    confirming_a_fix: Confirming | None = None
    """Is it really fixed?"""
    incident_report: IncidentReport | None = None
    """What an incident report contains."""
    commonality: Commonality | None = None
    """How to compare calls."""
