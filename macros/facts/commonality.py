"""`commonality.yml`: how the analyser finds what bad records have in common."""

import re
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from .base import Model, Prose, each_of, invalid

SENTENCES = """
read read_encoding titles unnamed unnamed_known left_out missing in_list_one in_list_two pasted reading ranking cancelled took broken no_list no_second_list
no_marker one_kind no_columns found_one found_many found_none tried small shadow chance_below chance_one_in chance_high pair_one pair_many
pair_none record_id record_row example_for paragraph_open paragraph_found paragraph_none paragraph_left_out paragraph_small paragraph_pair
paragraph_difference paragraph_examples copied not_copied kept not_kept
"""
Count = Annotated[int, Field(ge=1, le=100_000_000)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9]+( [a-z0-9]+)*$")]
Words = Annotated[tuple[Word, ...], Field(min_length=1)]
ProblemCode = Literal[
    "empty", "spreadsheet", "compressed", "binary", "no-rows", "open-quote", "after-quote", "unnamed-column",
    "double-column", "too-few-cells", "too-many-cells", "too-many-columns", "too-many-rows", "nothing-shared",
]  # fmt: skip
SLOTS = frozenset({"row", "column", "name", "found", "expected"})


class RecordNames(Model):
    """What a record is called on the page."""

    one: Prose
    """One record, in small letters: what happens once, such as an order, a login or a test."""
    many: Prose
    """Several of them."""
    identifier: Prose
    """What names one, such as an order number."""


class AnalysisLimits(Model):
    """Sizes the analyser keeps to. `values` stays below 256, because a group's number is kept in one byte."""

    rows: Count = 250_000
    """The most records that are read."""
    columns: Count = 60
    """The most columns that are read."""
    problems: Count = 20
    """How many faults of a list are shown."""
    values: Annotated[int, Field(ge=2, le=250)] = 40
    """The most values, or groups of values, of one column that are compared."""
    smallest_count: Count = 5
    """A value that fewer records have is not tried."""
    false_alarm: Annotated[float, Field(gt=0, lt=0.5)] = 0.05
    """The chance of even one false alarm in a whole comparison."""
    own_effect: Annotated[float, Field(gt=0, lt=0.5)] = 0.005
    """A finding is the shadow of a stronger one unless luck would show its own effect less often than this."""
    findings: Count = 10
    """The most findings that are shown."""
    examples: Annotated[int, Field(ge=1, le=3)] = 3
    """The most bad records that are chosen to be sent."""
    marker_values: Count = 20
    """The most different values of a column that can tell good records from bad."""
    small_sample: Count = 20
    """With fewer bad records, or fewer good ones, a warning is shown."""
    pasted_characters: Count = 100_000
    """A longer pasted list is kept aside instead of in the text box."""


class HeaderlessList(Model):
    """A system that writes lists without a header."""

    system: Prose
    columns: Annotated[tuple[str, ...], Field(min_length=2)]
    """The names of its columns, in their order."""


class Formats(Model):
    """What a list of records may come in."""

    signatures: dict[str, Literal["spreadsheet", "compressed", "utf-16le", "utf-16be"]] = {
        "PK\x03\x04": "spreadsheet",
        "\xd0\xcf\x11\xe0": "spreadsheet",
        "\x1f\x8b": "compressed",
        "\xff\xfe": "utf-16le",
        "\xfe\xff": "utf-16be",
    }
    """The first bytes of a file that is no text in one-byte characters, as characters: a fault, or its encoding."""
    column: Prose
    """The name of a column of an unknown list without a header; may contain {number}."""
    headerless: tuple[HeaderlessList, ...] = ()
    """Known lists without a header; the number of columns tells them apart."""
    country_codes: tuple[Annotated[str, Field(pattern=r"^\d{1,2}$")], ...] = ()
    """Country codes of phone numbers with one and two digits; all others have three."""
    delimiters: dict[str, Prose]
    """What may stand between two cells, and what it is called; "" stands for a list of one column."""


class GuessingWords(Model):
    """Words by which the analyser guesses columns and values; each in small letters, with blanks for signs."""

    good: Words
    """Values that mean a good record."""
    bad: Words
    """Values that mean a bad record."""
    marker_columns: Words
    """Names of columns that often tell good records from bad."""
    outcome_columns: Words
    """Names of columns that only tell how a record ended; they are left out at first."""
    identifier_columns: Words
    """Names of columns that name the record."""

    @model_validator(mode="after")
    def _tell_good_from_bad(self) -> Self:
        if both := sorted(set(self.good) & set(self.bad)):
            raise invalid("words that mean either a good or a bad record, not both", f"in both lists: {', '.join(both)}")
        return self


class ReadingProblem(Model):
    """What can be wrong with a list of records, and what to do about it."""

    code: ProblemCode
    """Which fault the script reports."""
    what: Prose
    """What is wrong and where; may contain {row}, {column}, {name}, {found} and {expected}."""
    what_to_do: Prose
    """What the reader does now."""

    @model_validator(mode="after")
    def _use_known_slots(self) -> Self:
        if unknown := set(re.findall(r"\{(\w+)\}", self.what)) - SLOTS:
            raise invalid("only {row}, {column}, {name}, {found} and {expected} in braces", f"unknown: {', '.join(sorted(unknown))}")
        return self


class ReasonsToLeave(Model):
    """Why a column is not compared."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    constant: Prose
    """Every record has the same value."""
    own_value: Prose
    """Nearly every record has its own value."""
    spoilt: Prose
    """A spreadsheet has rounded long numbers (4.47E+11)."""
    outcome: Prose
    """Its name says that it tells how a record ended."""
    after: Prose
    """It is filled for good records only, or for bad ones only."""
    echo: Prose
    """It repeats the column that tells good from bad."""
    unticked: Prose
    """The reader does not want it."""


class AttributeNames(Model):
    """How each kind of attribute is put into words."""

    value: Prose
    """A column with a value; may contain {name} and {text}."""
    phone: Prose
    """The first digits of a phone number."""
    number: Prose
    """A quarter of a number column."""
    time: Prose
    """The hour of a time."""
    day: Prose
    """The day of a time."""
    part: Prose
    """A part of a name put together of several, as in export/worker-0211670e."""
    empty: Prose
    """A column that is empty for a record."""
    pair: Prose
    """Two attributes together; contains {one} and {other}."""


class CommonalityFile(Model):
    records: RecordNames
    limits: AnalysisLimits = AnalysisLimits()
    formats: Formats
    words: GuessingWords
    """What columns and values are guessed by. The reader can change every guess."""
    problems: tuple[ReadingProblem, ...]
    reasons: ReasonsToLeave
    """Why a column is not compared, after the column's name."""
    attributes: AttributeNames
    sentences: Annotated[dict[str, Prose], each_of(SENTENCES)]
    """Every other sentence the analyser says, by its name in the script."""

    @model_validator(mode="after")
    def _explain_every_problem(self) -> Self:
        explained = [problem.code for problem in self.problems]
        missing = [code for code in ProblemCode.__args__ if code not in explained]  # type: ignore[attr-defined]
        if missing or len(set(explained)) < len(explained):
            raise invalid("each problem explained once", f"missing: {', '.join(missing) or 'none, but one stands twice'}")
        return self
