"""`troubleshooters/*.yml` and `diagnosis.yml`: how a problem is found, step by step."""

import re
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from .articles import Citation
from .base import Defines, LocalId, Model, Prose, RefersTo, Reviewed, Statement, Traced, invalid

Target = Annotated[str, StringConstraints(max_length=200)]
"""The id of a step of the same file, or `solved`: the end that every troubleshooter has."""
SOLVED = "solved"
Line = Annotated[Prose, StringConstraints(max_length=160)]
"""One sentence; it travels in a web address, so it is short."""
Evidence = tuple[Annotated[str, RefersTo("evidence-item")], ...]
Known = dict[LocalId, LocalId]
"""Answers of the severity classifier that are certain from here on: question id, answer id."""


class Way(NamedTuple):
    """One way out of a step: the answer's id, where it leads (None when the file does not say), and its place."""

    answer: str
    goto: str | None
    place: tuple[str | int, ...]


class StepAnswer(Model):
    """One answer to a question."""

    id: LocalId
    """Stays the same when the label changes; links hold it."""
    label: Line
    """What the reader picks."""
    goto: Target | None = None
    """The step that follows."""
    observed: Line | None = None
    """The sentence for the ticket when this answer is picked."""
    known: Known = Field(default_factory=dict)
    """What the classifier then need not ask."""


class BaseStep(Model):
    """What every step has."""

    id: LocalId
    """Unique within this file; links hold it."""
    title: Line
    """The heading: a question, something to do, or what was found."""
    articles: tuple[Annotated[str, RefersTo("article")], ...] = ()
    """Articles of the knowledge base that say more."""
    evidence: Evidence = ()
    """What to keep for the ticket at this step."""
    sources: tuple[Citation, ...] = ()


class QuestionStep(BaseStep):
    """Something to look at, with answers."""

    kind: Literal["question"]
    """Something to look at."""
    help: Prose | None = None
    """Where to look, and what it means."""
    answers: tuple[StepAnswer, ...] = ()
    """At least two, the likeliest first, "I cannot tell" last."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """Every answer, in the order of the file."""
        return tuple(Way(answer.id, answer.goto, ("answers", index, "goto")) for index, answer in enumerate(self.answers))


class Action(BaseStep):
    """Something to try, and the question whether it helped."""

    kind: Literal["action"]
    """Something to try."""
    why: Prose | None = None
    """Why it may help."""
    do: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to do, one act a line."""
    ask: Line | None = None
    """The question afterwards, to be answered with yes or no. Left out: whether it helped."""
    tried: Line
    """The sentence for the ticket, in the past: what was done."""
    helped: Target | None = None
    """The step that follows when it helped."""
    no_change: Target | None = None
    """The step that follows when nothing changed."""
    could_not: Target | None = None
    """The step that follows when it could not be done."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """The three outcomes."""
        return (
            Way("helped", self.helped, ("helped",)),
            Way("no-change", self.no_change, ("no_change",)),
            Way("could-not", self.could_not, ("could_not",)),
        )


class FindingStep(BaseStep):
    """A cause, its remedy, and how to see that it worked."""

    kind: Literal["finding"]
    """A cause."""
    cause: Prose
    """What is wrong, and why that gives this symptom."""
    remedy: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to do about it, one act a line. Acts in order begin with their number: `1. `, `2. `."""
    check: Prose
    """How to see that the remedy worked."""
    tried: Line | None = None
    """The sentence for the ticket once the remedy was tried, in the past: what was done."""
    next: Target | None = None
    """The step that follows when the remedy did not work or could not be tried."""

    @model_validator(mode="after")
    def _is_numbered_through(self) -> Self:
        if not self.in_order and any(re.match(r"\d+\. ", act) for act in self.remedy):
            raise invalid("acts numbered 1., 2., 3. without a gap, or none of them", at=("remedy",))
        return self

    @property
    def in_order(self) -> bool:
        """Whether the acts of the remedy follow one another."""
        return all(act.startswith(f"{number}. ") for number, act in enumerate(self.remedy, 1))

    @property
    def ways(self) -> tuple[Way, ...]:
        """Three: the remedy worked, it did not, or it could not be tried."""
        return (Way("fixed", SOLVED, ()), Way("not-fixed", self.next, ("next",)), Way("not-tried", self.next, ("next",)))


class HandOver(BaseStep):
    """The end of the walk: somebody else goes on, and gets everything gathered."""

    kind: Literal["hand-over"]
    """Somebody else goes on."""
    to: Literal["classifier", "ticket"]
    """Who goes on: the severity classifier, or the ticket."""
    text: Prose
    """What happens next."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """None: the walk ends here."""
        return ()


class Solved(BaseStep):
    """The good end, which every troubleshooter has without writing it."""

    kind: Literal["solved"] = "solved"
    """Nothing is left to do."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """None: the walk ends here."""
        return ()


Step = Annotated[QuestionStep | Action | FindingStep | HandOver, Field(discriminator="kind")]


class Troubleshooter(Reviewed):
    """One troubleshooter. The first step is where it begins."""

    pages_below: ClassVar[str] = "troubleshooting"
    """Where the pages are, below the docs folder."""

    id: Annotated[str, Defines("troubleshooter")]
    """The name of the file, without its ending."""
    title: Line
    """The reader's question."""
    description: Prose
    """What the reader sees, in one sentence."""
    symptoms: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What customers say when they have this problem."""
    problem: Annotated[str, RefersTo("problem-kind")]
    """Which kind of problem the ticket is about."""
    known: Known = Field(default_factory=dict)
    """What the classifier need not ask after any walk through this troubleshooter."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=80)]
    """The steps, in any order, the first one first."""

    @property
    def all_steps(self) -> tuple[Step | Solved, ...]:
        """The steps of the file, then the good end."""
        return (*self.steps, Solved(id=SOLVED, title="Solved"))


class Check(Statement):
    """Something to look at or to keep in mind."""

    id: Annotated[str, Defines("diagnosis-check")]
    label: Prose


class Checks(Model):
    """Checks for one audience."""

    audience: Annotated[str, RefersTo("audience")]
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]


class Place(Traced):
    """Where a fault can lie."""

    id: Annotated[str, Defines("fault-place")]
    label: Prose
    aliases: tuple[Prose, ...] = ()
    meaning: Prose


class Origin(Checks):
    """Inside or upstream."""

    places: Annotated[tuple[Place, ...], Field(min_length=1)]


class Confirming(Checks):
    """How a fix is confirmed."""

    if_it_fails: Statement
    """What to do when the test fails."""
    if_it_works: Statement
    """What to do when it succeeds."""


class ReportPart(Statement):
    """Part of an incident report."""

    id: Annotated[str, Defines("report-part")]
    label: Prose
    item: Annotated[str, RefersTo("evidence-item")] | None = None
    """The evidence it consists of."""


class IncidentReport(Model):
    """What a report of an incident contains."""

    audience: Annotated[str, RefersTo("audience")]
    parts: Annotated[tuple[ReportPart, ...], Field(min_length=1)]


class CommonalityStep(Statement):
    """A step of the analysis."""

    id: Annotated[str, Defines("commonality-step")]


class Commonality(Model):
    """Comparing what works with what fails."""

    audience: Annotated[str, RefersTo("audience")]
    steps: Annotated[tuple[CommonalityStep, ...], Field(min_length=1)]


class DiagnosisFile(Model):
    is_it_a_problem: Checks | None = None
    """Is it a problem at all?"""
    origin: Origin | None = None
    """Where does it come from?"""
    confirming_a_fix: Confirming | None = None
    """Is it really fixed?"""
    incident_report: IncidentReport | None = None
    commonality: Commonality | None = None
