"""`replication.yml`: how well a problem can be made to happen again, and how to show it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Model, Prose, Reference
from .traced import Statement, Traced


class Grade(Traced):
    """How well a problem can be replicated."""

    id: Identifier("replication-grade")
    """Stable id."""
    label: Prose
    """Its name."""
    meaning: Prose
    """What has to be true."""
    next_step: Prose
    """What makes it better, or what to do with it."""


class WorkedExample(Traced):
    """An example that shows how it is done."""

    title: Prose
    """What it is about."""
    steps: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What is done and seen."""
    lesson: Prose
    """What it shows."""


class RecordingStep(Model):
    """A step in recording a screen."""

    id: Identifier("recording-step")
    """Stable id."""
    what_to_do: Prose
    """What to do."""


class ScreenRecording(Traced):
    """How to record a screen."""

    best_for: Prose
    """When it helps."""
    system: Prose
    """The system it is described for."""
    cannot_record: tuple[Prose, ...] = ()
    """What it cannot record."""
    default_folder: Prose | None
    """Where recordings are kept; null when not stated."""
    steps: Annotated[tuple[RecordingStep, ...], Field(min_length=1)]
    """The steps."""
    options: tuple[Prose, ...] = ()
    """What can be changed."""


class AtSupport(Statement):
    """What support does with it."""

    id: Identifier("replication-at-support")
    """Stable id."""


class ReplicationFile(Traced):
    """The whole file."""

    audience: Reference("audience")
    """Who it is for."""
    why: Prose
    """Why it is worth the trouble."""
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    """The grades, the poorest first."""
    worked_example: WorkedExample | None = None
    """An example."""
    screen_recording: ScreenRecording | None = None
    """How to record a screen."""
    at_support: tuple[AtSupport, ...] = ()
    """What support does with it."""
