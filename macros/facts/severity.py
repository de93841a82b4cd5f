"""`severity.yml`: the questions, and the rules that choose a level and a category."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from .base import ID_PATTERN, Day, Defines, Model, Prose, RefersTo, Statement, Traced, invalid

Key = Annotated[str, Field(pattern=ID_PATTERN, max_length=40)]
When = dict[Key, Annotated[tuple[Key, ...], Field(min_length=1)]]
Answers = dict[Key, Key]


class Reading(Model):
    """What answers of the version before mean in this one."""

    was: Annotated[Answers, Field(min_length=1)]
    """Answers of the version before; all must be given."""
    now: Answers
    """Answers of this version."""


class Change(Model):
    """What a version of the rules brought."""

    version: Annotated[int, Field(ge=1)]
    """The number of the version."""
    since: Day
    """The first day on which it held."""
    text: Prose
    """What changed."""
    rules: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")] | None = None
    """A short hash of the results of this version. The check says what to write here, and when a new version is due."""
    reads: tuple[Reading, ...] = ()
    """How links of the version before are read; whatever a reading does not name keeps its ids."""


class RedFlags(Model):
    """Levels that must be reached quickly."""

    levels: Annotated[tuple[Annotated[str, RefersTo("level")], ...], Field(min_length=1)]
    """The levels."""
    within: Annotated[int, Field(ge=1, le=30)]
    """The most answers it may take."""


class Unsure(Statement):
    """The answer that every question has besides its own."""

    label: Prose
    """What a reader picks."""
    category: Annotated[str, RefersTo("category")]
    """The category to show while several are possible."""
    category_text: Prose
    """What a reader is told while several categories are possible."""


class Answer(Model):
    """One answer."""

    id: Key
    """Stable id, used in links."""
    label: Prose
    """What a reader picks."""
    help: Prose | None = None
    """When to pick it."""
    group: Prose | None = None
    """The words over it and over its neighbours that have the same; none is drawn without them."""
    what_if: Prose
    """A clause that begins with "If": what would be different with this answer."""


class Question(Traced):
    """One question and its answers, from mild to severe; a page shows the most severe first."""

    id: Key
    """Stable id, used in links."""
    text: Prose
    """The question."""
    label: Prose
    """A short name for tables."""
    help: Prose | None = None
    """How to find the answer."""
    critical_if: Prose | None = None
    """Which answers make it critical, in one sentence: read while this one is open, where only critical problems may use the first channel."""
    shown_if: tuple[When, ...] = ()
    """Conditions of which one must hold, on earlier questions; empty when it is always put."""
    ordered: bool = True
    """False when the answers are kinds of a problem and none is worse than another: they are shown as they stand."""
    offers_unsure: bool = True
    """False where an answer of its own covers "I am not sure", because waiting for certainty would do harm."""
    tells: Key | None = None
    """The field of the ticket (composer.yml) that its answer fills in."""
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=12)]
    """The answers, the mildest first."""

    @model_validator(mode="after")
    def _groups_together(self) -> Self:
        groups = [answer.group for answer in self.answers]
        for index, group in enumerate(groups):
            if group is not None and group in groups[:index] and groups[index - 1] != group:
                raise invalid("the answers of a group side by side", at=("answers", index, "group"))
        return self

    @property
    def as_shown(self) -> tuple[Answer, ...]:
        """The answers as a page shows them: whoever is in a hurry has the worst problem."""
        return self.answers[::-1] if self.ordered else self.answers

    @property
    def follows_from(self) -> tuple[str, ...]:
        """The questions on whose answers it depends; none when it is put whatever they are."""
        always = not all(self.shown_if)
        return () if always else tuple(dict.fromkeys(question for when in self.shown_if for question in when))


class Deciding(Traced):
    """What decides a result while some answers are given."""

    when: When
    """Answers that make it true; all conditions must hold."""
    because: Prose
    """Why, in one sentence."""
    do_first: Prose | None = None
    """What a reader does on their own side before anything else. That of an exclusion or a category rule takes the place of the rule's."""
    do_then: Prose | None = None
    """How the instruction that follows it begins, such as "Then:"."""


class Rule(Deciding):
    """A row of the policy."""

    id: Annotated[str, Defines("severity-rule")]
    level: Annotated[str, RefersTo("level")]
    """How bad it is at least."""
    names_no_level: bool = False
    """True when the policy names no level for it: nobody is warned against misreporting then."""
    evidence: Annotated[str, RefersTo("problem-kind")] | None = None
    """What to gather for it."""


class Exclusion(Deciding):
    """A case that is not critical."""

    case: Annotated[str, RefersTo("not-critical-case")]
    """The case of levels.yml."""
    lifted_by: Annotated[Answers, Field(min_length=1, max_length=1)]
    """The answer that lifts it."""

    @property
    def id(self) -> str:
        """The case, by which an outcome names it."""
        return self.case


class CategoryRule(Deciding):
    """What makes a problem belong to a category."""

    id: Annotated[str, Defines("category-rule")]
    category: Annotated[str, RefersTo("category")]


class Otherwise(Traced):
    """The category when no category rule holds."""

    category: Annotated[str, RefersTo("category")]
    because: Prose
    """Why, in one sentence."""


class Impossible(Traced):
    """Answers that cannot be true together."""

    id: Annotated[str, Defines("impossible-combination")]
    when: When
    """The answers."""
    because: Prose
    """Why, and what to do."""


class LevelExample(Model):
    """The answers that an example sentence of levels.yml stands for."""

    sentence: Annotated[str, RefersTo("level-example")]
    """The sentence; its own level is what must come out."""
    answers: Answers
    """The answers."""
    category: Annotated[str, RefersTo("category")]
    """The category that must come out."""


class Case(Model):
    """A case that must hold."""

    text: Prose
    answers: Answers
    """Its answers."""
    level: Annotated[str, RefersTo("level")]
    """The level that must come out."""
    category: Annotated[str, RefersTo("category")]
    """The category that must come out."""


class NextStep(Model):
    """One thing to do after the first."""

    do: Prose
    """What to do, in one sentence."""
    channel: Annotated[str, RefersTo("channel")]


class Situation(Traced):
    """What to do at some levels while some schedules are open: one instruction, one first action, and what follows."""

    id: Annotated[str, Defines("situation")]
    levels: Annotated[tuple[Annotated[str, RefersTo("level")], ...], Field(min_length=1)]
    """The levels; where several are possible, the worst of them."""
    unsure: bool = False
    """True when it is for results that leave several levels possible; false when it is for those that name one."""
    categories: tuple[Annotated[str, RefersTo("category")], ...] = ()
    """The categories; none means all."""
    states: tuple[Annotated[str, RefersTo("state")], ...] = ()
    """The states of schedules.yml; none means all."""
    do: Prose
    """The instruction, which names no other action than `first`."""
    if_not_shown: Prose | None = None
    """What of it is left once the live status is known and doesn't show the problem; null when it doesn't depend on that."""
    first: Annotated[str, RefersTo("channel")]
    """The channel of the first action; for email that is the ticket page."""
    beside: Annotated[str, RefersTo("channel")] | None = None
    """A channel that works in one tap, where the first has no number or address of its own."""
    then: tuple[NextStep, ...] = ()
    """What to do after it, in order."""


class SeverityFile(Model):
    version: Annotated[int, Field(ge=1)]
    """The number of these rules; each vector carries it."""
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    """Every version so far, the oldest first."""
    tie_break: Statement
    """What holds when several rules do."""
    guidance: Statement
    """How strictly a level is meant."""
    red_flags: RedFlags
    unsure: Unsure
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=16)]
    """The questions in the order in which they are put."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=200)]
    exclusions: tuple[Exclusion, ...] = ()
    category_rules: tuple[CategoryRule, ...] = ()
    """What decides the category, the most telling first."""
    otherwise: Otherwise
    impossible: tuple[Impossible, ...] = ()
    examples: tuple[LevelExample, ...] = ()
    cases: tuple[Case, ...] = ()
    situations: Annotated[tuple[Situation, ...], Field(min_length=1)]
    """What to do; the first that fits decides."""

    @model_validator(mode="after")
    def _versions_count_up(self) -> Self:
        numbers = [change.version for change in self.changes]
        if numbers != list(range(1, self.version + 1)):
            raise invalid(f"one entry under 'changes' for each version from 1 to {self.version}, in order")
        return self
