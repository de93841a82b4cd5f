"""Patterns that the report form looks for, each with texts that it fits and some that it doesn't."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from .base import LocalId, Model, Prose, invalid


def _pattern(value: object) -> str:
    try:
        re.compile(str(value))
    except re.error as error:
        raise invalid("a regular expression", str(error)) from None
    return str(value)


Pattern = Annotated[str, BeforeValidator(_pattern)]


class Format(Model):
    """How an answer should look. The pattern must match all of it."""

    id: LocalId
    pattern: Pattern
    """A regular expression that JavaScript and Python read alike."""
    doubt: Prose
    """What is said about an answer that looks different; may contain {label} and {found}."""
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Answers that fit."""
    counter_examples: Annotated[tuple[str, ...], Field(min_length=1)]
    """Answers that do not."""

    @model_validator(mode="after")
    def _examples_hold(self) -> Self:
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
    def _examples_hold(self) -> Self:
        return _hold(self, lambda text: re.match(self.pattern, text, re.IGNORECASE) is not None)


class Secret(Model):
    """Something that should not be sent."""

    id: LocalId
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
    def _examples_hold(self) -> Self:
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
