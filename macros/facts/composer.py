"""`composer.yml`: what the ticket composer asks, how it judges answers, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from .base import ID_PATTERN, Model, Prose, RefersTo, Traced, each_of, invalid

Need = Literal["required", "useful"]
Slug = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]

# Those of `ticket-words.html`, in which each has its words.
SENTENCES = """
add_examples keep_ticked unnamed kind_missing missing useful complete missing_one missing_many guess secret hide hide_all secrets_left
untouched untouched_help hidden example_unticked example_many example_none fresh_expired fresh_today fresh_tomorrow fresh_days
freshness_unknown level_missing level_from level_chosen classified saved restored expired unreadable full forbidden changed adopted erased
erased_elsewhere copied not_copied mail_fits mail_long mail_short attach text_message text_message_open reopen_subject reopen_text
"""
HEADINGS = "reopen verdict kind examples unchecked_examples"


def _pattern(value: object) -> str:
    try:
        re.compile(str(value))
    except re.error as error:
        raise invalid("a regular expression", str(error)) from None
    return str(value)


Pattern = Annotated[str, BeforeValidator(_pattern)]


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

    id: Slug
    """Stable id."""
    title: Prose
    """The question it answers."""


class Choice(Model):
    """One answer of a field with choices."""

    id: Slug
    """Stable id."""
    label: Prose
    """What the reader picks."""


class Condition(Model):
    """A field is asked only after a certain answer."""

    field: Slug
    """The field with choices that decides."""
    choice: Slug
    """Its answer."""


class ComposerField(Traced):
    """One thing the composer asks."""

    id: Slug
    """Stable id; drafts are kept under it."""
    section: Slug
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
    need: Need | None = None
    """How much it is needed, where the evidence does not say."""
    format: Slug | None = None
    """How an answer should look."""
    autocomplete: Annotated[str, StringConstraints(pattern=r"^[a-z-]+$")] | None = None
    """What the browser may fill in, by the names of the HTML standard, such as `organization` or `tel`."""
    now: bool = False
    """True when a button fills in the present moment."""
    choices: tuple[Choice, ...] = ()
    """The answers of a field with choices."""
    when: Condition | None = None
    """Asked only then."""
    points_out_guesses: bool = False
    """True when words like "probably" are pointed out."""
    shared: bool = False
    """True when further drafts of several problems take the answer over."""

    @model_validator(mode="after")
    def _complete(self) -> ComposerField:
        if self.item is None and (self.label is None or self.help is None or self.need is None):
            raise invalid("'label', 'help' and 'need', because no 'item' gives them")
        if self.always and (self.item is None or self.need is None):
            raise invalid("'always' together with 'item' and 'need'")
        if (self.control == "choice") != bool(self.choices):
            raise invalid("'choices' for a control of that name, and for no other")
        return self


class Format(Model):
    """How an answer should look. The pattern must match all of it."""

    id: Slug
    """Stable id."""
    pattern: Pattern
    """A regular expression that JavaScript and Python read alike."""
    doubt: Prose
    """What is said about an answer that looks different; may contain {label} and {found}."""
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Answers that fit."""
    counter_examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Answers that do not."""

    @model_validator(mode="after")
    def _examples_hold(self) -> Format:
        return _hold(self, lambda text: re.fullmatch(self.pattern, text) is not None)


class Placeholders(Model):
    """What stands where a secret was, such as dots: no secret begins like that."""

    pattern: Pattern
    """A regular expression for the beginning of a value, capitals or not."""
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Values that are placeholders."""
    counter_examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Values that are none."""

    @model_validator(mode="after")
    def _examples_hold(self) -> Placeholders:
        return _hold(self, lambda text: re.match(self.pattern, text, re.IGNORECASE) is not None)


class Secret(Model):
    """Something that should not be sent."""

    id: Slug
    """Stable id."""
    label: Prose
    """What it looks like, with its article."""
    pattern: Pattern
    """A regular expression, capitals or not (see `case_sensitive`); its first group is what gets hidden."""
    check: Literal["none", "luhn"]
    """A further test: `luhn` is the check digit of card numbers."""
    on_request: bool = False
    """True when it is looked for only when the reader asks."""
    case_sensitive: bool = False
    """True when the pattern tells capitals from small letters."""
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Texts in which it is found."""
    counter_examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Texts in which it is not."""

    @model_validator(mode="after")
    def _examples_hold(self) -> Secret:
        if re.compile(self.pattern).groups != 1:
            raise invalid("a pattern with exactly one group: the part that gets hidden", "write other groups as (?:...)")
        return _hold(self, self.is_in)

    def is_in(self, text: str) -> bool:
        """Tell whether `text` contains one."""
        found = re.finditer(self.pattern, text, 0 if self.case_sensitive else re.IGNORECASE)
        return any(self.check == "none" or passes_luhn(match[1]) for match in found)


def passes_luhn(number: str) -> bool:
    """Tell whether the digits of `number` carry the check digit of card numbers (ISO/IEC 7812-1)."""
    digits = [int(digit) for digit in reversed(number) if digit.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _hold(entry: Any, fits: Callable[[str], bool]) -> Any:
    wrong = [text for text in entry.examples if not fits(text)] + [text for text in entry.counter_examples if fits(text)]
    if wrong:
        raise invalid("a pattern that fits its examples and none of its counter-examples", f"wrong for: {wrong[0]}")
    return entry


DOTS = Placeholders(pattern=r"[\[<{$]|[*•]{3,}|x{4,}$", examples=("[hidden: a password]", "********"), counter_examples=("hunter22",))


class ComposerFile(Traced):
    """The whole file."""

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
    """Sizes."""
    sections: Annotated[tuple[FormSection, ...], Field(min_length=1)]
    """The parts of the paper, in order."""
    fields: Annotated[tuple[ComposerField, ...], Field(min_length=1)]
    """Everything it asks, in order."""
    formats: tuple[Format, ...] = ()
    """How answers should look."""
    guess_words: tuple[Prose, ...] = ()
    """Words that sound like a guess."""
    placeholders: Placeholders = DOTS
    """What may stand in the place of a secret."""
    secrets: tuple[Secret, ...] = ()
    """What should not be sent."""
    headings: Annotated[dict[str, Prose], each_of(HEADINGS, every=False)] = {}
    """Headings of the ticket that no field gives, in other words than ours."""
    sentences: Annotated[dict[str, Prose], each_of(SENTENCES, every=False)] = {}
    """What the script says, in other words than ours."""

    @model_validator(mode="after")
    def _resolve(self) -> ComposerFile:
        fields = {field.id: field for field in self.fields}
        formats, sections = {entry.id for entry in self.formats}, {entry.id for entry in self.sections}
        for field in self.fields:
            if field.section not in sections:
                raise invalid(f"a section for the field '{field.id}': {', '.join(sorted(sections))}", f"found '{field.section}'")
            if field.format is not None and field.format not in formats:
                raise invalid(f"a format for the field '{field.id}': {', '.join(sorted(formats))}", f"found '{field.format}'")
            if field.when and field.when.choice not in _choices_of(fields.get(field.when.field)):
                raise invalid(f"an answer of a field with choices in 'when' of '{field.id}'")
        if len(fields) < len(self.fields):
            raise invalid("each field once")
        return self


def _choices_of(field: ComposerField | None) -> set[str]:
    return {choice.id for choice in field.choices} if field else set()
