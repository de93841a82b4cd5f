"""How the commonality analyser reads, counts and speaks (`commonality.yml`)."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from macros.models.base import Model, Prose, refuse

Count = Annotated[int, Field(ge=1)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9]+( [a-z0-9]+)*$")]
Words = Annotated[tuple[Word, ...], Field(min_length=1)]
ProblemCode = Literal[
    "empty", "spreadsheet", "compressed", "binary", "no-rows", "open-quote", "after-quote", "unnamed-column",
    "double-column", "too-few-cells", "too-many-cells", "too-many-columns", "too-many-rows", "nothing-shared",
]  # fmt: skip
SLOTS = frozenset({"row", "column", "name", "found", "expected"})


class Limits(Model):
    """Sizes the analyser keeps to. `values` stays below 256, because a group's number is kept in one byte."""

    rows: Count
    columns: Count
    problems: Count
    values: Annotated[int, Field(ge=2, le=250)]
    smallest_count: Count
    prefix_lengths: Annotated[tuple[Annotated[int, Field(ge=1, le=15)], ...], Field(min_length=1)]
    false_alarm: Annotated[float, Field(gt=0, lt=0.5)]
    own_effect: Annotated[float, Field(gt=0, lt=0.5)]
    findings: Count
    calls: Annotated[int, Field(ge=1, le=3)]
    marker_values: Count
    small_sample: Count
    pasted_characters: Count


class GuessingWords(Model):
    """Words by which the analyser guesses columns and values; each in small letters, with blanks for signs."""

    good: Words
    bad: Words
    marker_columns: Words
    outcome_columns: Words
    identifier_columns: Words

    @model_validator(mode="after")
    def _tell_good_from_bad(self) -> Self:
        if both := sorted(set(self.good) & set(self.bad)):
            raise refuse("words that mean either a good or a bad call, not both", f"in both lists: {', '.join(both)}")
        return self


class ReadingProblem(Model):
    """What can be wrong with a list of calls, and what to do about it."""

    code: ProblemCode
    what: Prose
    what_to_do: Prose

    @model_validator(mode="after")
    def _use_known_slots(self) -> Self:
        if unknown := set(re.findall(r"\{(\w+)\}", self.what)) - SLOTS:
            raise refuse("only {row}, {column}, {name}, {found} and {expected} in braces", f"unknown: {', '.join(sorted(unknown))}")
        return self


class AttributeNames(Model):
    """How each kind of attribute is put into words."""

    value: Prose
    prefix: Prose
    range: Prose
    hour: Prose
    empty: Prose
    pair: Prose


class CommonalityFile(Model):
    """`commonality.yml`."""

    limits: Limits
    words: GuessingWords
    problems: tuple[ReadingProblem, ...]
    attributes: AttributeNames
    sentences: dict[str, Prose]

    @model_validator(mode="after")
    def _explain_every_problem(self) -> Self:
        explained = [problem.code for problem in self.problems]
        missing = [code for code in ProblemCode.__args__ if code not in explained]  # type: ignore[attr-defined]
        if missing or len(set(explained)) < len(explained):
            raise refuse("each problem explained once", f"missing: {', '.join(missing) or 'none, but one stands twice'}")
        return self
