"""`tickets.yml`, `evidence.yml` and `replication.yml`: how a problem is reported, and what helps to solve it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .base import Defines, Model, PagePath, Prose, RefersTo, Statement, Traced, invalid


class Step(Traced):
    """Something to do, with a name."""

    id: Annotated[str, Defines("ticket-step")]
    label: Prose
    what_to_do: Prose


class LinkedStep(Step):
    """A step that leads to a channel or a page."""

    channel: Annotated[str, RefersTo("channel")] | None = None
    """The channel to use."""
    page: PagePath | None = None
    """The page that helps."""
    site: Annotated[str, RefersTo("site")] | None = None
    """The web site that helps, from `organisation.yml`."""


class Process(Traced):
    """One way of working on every problem."""

    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Opening(Traced):
    """The way in: a channel and the steps."""

    open_by: Annotated[str, RefersTo("channel")]
    """The channel that opens a ticket."""
    follow_in: Annotated[str, RefersTo("channel")]
    """The channel that shows its progress."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """What to write."""


class Guideline(Traced):
    """A rule for good tickets."""

    id: Annotated[str, Defines("guideline")]
    do: Prose
    avoid: Prose | None = None
    """What not to do."""


class SeveralAdvice(Model):
    """One piece of advice for several problems at once."""

    id: Annotated[str, Defines("several-problems-advice")]
    do: Prose
    channel: Annotated[str, RefersTo("channel")]


class SeveralProblems(Traced):
    """What to do when several things fail at once."""

    advice: Annotated[tuple[SeveralAdvice, ...], Field(min_length=1)]
    """The advice in order."""
    expect: tuple[Prose, ...] = ()
    """What happens then."""


class Stage(Traced):
    """A stage in the life of a ticket."""

    id: Annotated[str, Defines("ticket-stage")]
    label: Prose
    happens: Prose
    by: Literal["customer", "support", "both"] = "both"
    """Who acts: the drawing has the customer above its line and support below."""


class TicketsFile(Model):
    audience: Annotated[str, RefersTo("audience")] | None = None
    before_you_submit: tuple[LinkedStep, ...] = ()
    """What to do first."""
    process: Process | None = None
    opening: Opening | None = None
    guidelines: tuple[Guideline, ...] = ()
    several_problems: SeveralProblems | None = None
    lifecycle: tuple[Stage, ...] = ()


class EvidenceItem(Traced):
    """One thing to gather."""

    id: Annotated[str, Defines("evidence-item")]
    label: Prose
    why: Prose
    """What it is good for."""
    how: Prose
    """How to get it."""
    page: PagePath | None = None
    """The page that shows how."""


class Wanted(Model):
    """An item in the list of a kind."""

    item: Annotated[str, RefersTo("evidence-item")]
    required: bool
    """True when support cannot begin without it."""


class ProblemKind(Traced):
    """A kind of problem and what it needs."""

    id: Annotated[str, Defines("problem-kind")]
    label: Prose
    """What goes wrong, in a reader's words."""
    group: Prose | None = None
    """The words over it and over its neighbours that have the same; none is drawn without them."""
    items: Annotated[tuple[Wanted, ...], Field(min_length=1)]
    """What to gather, the most useful first."""

    @model_validator(mode="after")
    def _required_first(self) -> Self:
        required = [wanted.required for wanted in self.items]
        if True in required[required.count(True) :]:
            late = required.index(True, required.index(False))
            raise invalid("the required items before the others", at=("items", late, "item"))
        items = [wanted.item for wanted in self.items]
        if twice := next((index for index, item in enumerate(items) if item in items[:index]), 0):
            raise invalid("each item once", at=("items", twice, "item"))
        return self


class EvidenceFile(Traced):
    audience: Annotated[str, RefersTo("audience")] | None = None
    items: tuple[EvidenceItem, ...] = ()
    kinds: tuple[ProblemKind, ...] = ()


class Grade(Traced):
    """How well a problem can be replicated."""

    id: Annotated[str, Defines("replication-grade")]
    label: Prose
    meaning: Prose
    """What has to be true."""
    next_step: Prose
    """What makes it better, or what to do with it."""


class WorkedExample(Traced):
    """An example that shows how it is done."""

    title: Prose
    steps: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What is done and seen."""
    lesson: Prose
    """What it shows."""


class RecordingStep(Model):
    """A step in recording a screen."""

    id: Annotated[str, Defines("recording-step")]
    what_to_do: Prose


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
    options: tuple[Prose, ...] = ()
    """What can be changed."""


class AtSupport(Statement):
    """What support does with it."""

    id: Annotated[str, Defines("replication-at-support")]


class ReplicationFile(Traced):
    audience: Annotated[str, RefersTo("audience")] | None = None
    why: Prose | None = None
    """Why it is worth the trouble."""
    grades: tuple[Grade, ...] = ()
    """The grades, the poorest first."""
    worked_example: WorkedExample | None = None
    screen_recording: ScreenRecording | None = None
    at_support: tuple[AtSupport, ...] = ()
