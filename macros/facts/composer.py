"""`composer.yml`: what the ticket composer asks, how it judges answers, and what it says."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from .base import LocalId, Model, Prose, RefersTo, Traced, each_of, invalid
from .patterns import DOTS, Format, Placeholders, Secret

Need = Literal["required", "useful"]

# Those of `ticket-words.html`, in which each has its words.
SENTENCES = """
add_examples keep_ticked unnamed kind_missing missing useful complete missing_one missing_many absent_one absent_many complete_one complete_many guess secret
hide hide_all secrets_left untouched untouched_help hidden example_unticked example_many example_none fresh_expired fresh_today fresh_tomorrow fresh_days
freshness_unknown level_missing level_from level_chosen classified saved restored expired unreadable full forbidden changed adopted erased
erased_elsewhere copied not_copied mail_fits mail_long mail_short attach text_message text_message_open reopen_subject reopen_text
"""
HEADINGS = "reopen verdict kind examples unchecked_examples"


class ComposerLimits(Model):
    """Sizes that ways of sending allow."""

    mail_link: Annotated[int, Field(ge=500, le=100_000)] = 1900
    """The longest mail link that mail programs on Windows take whole."""
    mail_link_elsewhere: Annotated[int, Field(ge=500, le=100_000)] = 30_000
    """The longest mail link elsewhere."""
    text_message: Annotated[int, Field(ge=70, le=10_000)] = 160
    """Characters in one text message."""
    start_value: Annotated[int, Field(ge=1, le=100_000)] = 64
    """Characters of what a link hands to the messenger."""
    examples: Annotated[int, Field(ge=1, le=20)] = 3
    """With more example records, the reader is asked to choose."""


class FormSection(Model):
    """A part of the paper."""

    id: LocalId
    title: Prose
    """The question it answers."""
    folded: bool = False
    """True when it opens on request; it opens itself when an answer or a needed detail stands in it."""


class Choice(Model):
    """One answer of a field with choices."""

    id: LocalId
    label: Prose
    """What the reader picks."""


class Condition(Model):
    """A field is asked only after a certain answer."""

    field: LocalId
    """The field with choices that decides."""
    choice: LocalId


class ComposerField(Traced):
    """One thing the composer asks."""

    id: LocalId
    """Stable id; drafts are kept under it."""
    section: LocalId
    """Where it stands."""
    control: Literal["line", "area", "choice", "examples"]
    """How it is answered."""
    item: Annotated[str, RefersTo("evidence-item")] | None = None
    """The evidence it gathers: gives name, advice, and the kinds of problem that need it."""
    always: bool = False
    """True when it is asked for every kind, although it gathers evidence."""
    kinds: tuple[Annotated[str, RefersTo("problem-kind")], ...] = ()
    """Only for these kinds; empty for all."""
    label: Prose | None = None
    """Its name, when the evidence's own does not fit."""
    heading: Prose | None = None
    """What it is called in the ticket, when that differs from its name on the paper."""
    help: Prose | None = None
    """What to write, when the evidence's own advice does not fit."""
    missing: Prose | None = None
    """What is said while a needed answer is missing, such as "Enter a subject."."""
    need: Need | None = None
    """How much it is needed, where the evidence does not say."""
    format: LocalId | None = None
    """How an answer should look."""
    autocomplete: Annotated[str, StringConstraints(pattern=r"^[a-z-]+$")] | None = None
    """What the browser may fill in, by the names of the HTML standard, such as `organization` or `tel`."""
    now: bool = False
    """True when a button fills in the present moment."""
    choices: tuple[Choice, ...] = ()
    when: Condition | None = None
    points_out_guesses: bool = False
    """True when words like "probably" are pointed out."""
    shared: bool = False
    """True when further drafts of several problems take the answer over."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.item is None and (self.label is None or self.help is None or self.need is None):
            raise invalid("'label', 'help' and 'need', because no 'item' gives them")
        if self.always and (self.item is None or self.need is None):
            raise invalid("'always' together with 'item' and 'need'")
        if (self.control == "choice") != bool(self.choices):
            raise invalid("'choices' for a control of that name, and for no other")
        return self


class ComposerFile(Traced):
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 14
    """For how many days after the last change a draft is kept."""
    retention: Annotated[str, RefersTo("retention")] | None = None
    """The record whose age decides how fresh an example is; null when examples do not age."""
    mail_channel: Annotated[str, RefersTo("channel")]
    """Where tickets are mailed to."""
    text_channels: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """Where text messages go."""
    messenger_channel: Annotated[str, RefersTo("channel")] | None = None
    """The messenger whose link hands over level and kind in `start`."""
    direct_channels: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """Ways to reach a person, shown when scripts are off."""
    status_channel: Annotated[str, RefersTo("channel")] | None = None
    """Where to look first."""
    limits: ComposerLimits = ComposerLimits()
    sections: Annotated[tuple[FormSection, ...], Field(min_length=1)]
    """The parts of the paper, in order."""
    fields: Annotated[tuple[ComposerField, ...], Field(min_length=1)]
    """Everything it asks, in order."""
    formats: tuple[Format, ...] = ()
    guess_words: tuple[Prose, ...] = ()
    """Words that sound like a guess."""
    placeholders: Placeholders = DOTS
    secrets: tuple[Secret, ...] = ()
    headings: Annotated[dict[str, Prose], each_of(HEADINGS, every=False)] = {}
    """Headings of the ticket that no field gives, in other words than ours."""
    sentences: Annotated[dict[str, Prose], each_of(SENTENCES, every=False)] = {}
    """What the script says, in other words than ours."""

    @model_validator(mode="after")
    def _resolve(self) -> Self:
        choices = {field.id: {choice.id for choice in field.choices} for field in self.fields}
        formats, sections = {entry.id for entry in self.formats}, {entry.id for entry in self.sections}
        for field in self.fields:
            if field.section not in sections:
                raise invalid(f"a section for the field '{field.id}': {', '.join(sorted(sections))}", f"found '{field.section}'")
            if field.format is not None and field.format not in formats:
                raise invalid(f"a format for the field '{field.id}': {', '.join(sorted(formats))}", f"found '{field.format}'")
            if field.when and field.when.choice not in choices.get(field.when.field, ()):
                raise invalid(f"an answer of a field with choices in 'when' of '{field.id}'")
        if len(choices) < len(self.fields):
            raise invalid("each field once")
        return self
