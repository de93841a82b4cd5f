"""A verdict in a few characters, to read out on the phone or send by SMS: `P3-O-7F2KX`.

Level, category, then the answers and the version of the rules as a number in 31 symbols (no 0, 1, I, L, O), then a check
character. 31 is a prime and each place weighs a different power of 3, a generator of its residues. So one wrong
character, or two neighbours swapped, always changes the sum. `overrides/components/severity-classifier/verdict-code.js` is the twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from .unknowns import UNSURE

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GENERATOR = 3
VERSIONS = 64
"""Version numbers stay below this; a code has room for no more."""


class CodeRefused(ValueError):
    """Raised when a text is no verdict code; `reason` names the kind of fault (`form`, `check`, `version` or `answers`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Layout:
    """What a version's codes are made of: level ids and category ids in order, and the number of answers per question."""

    version: int
    levels: tuple[str, ...]
    categories: tuple[str, ...]
    sizes: tuple[int, ...]

    @property
    def length(self) -> int:
        """How many characters the answers and the version take."""
        most, length = prod(size + 2 for size in self.sizes) * VERSIONS - 1, 1
        while most >= len(ALPHABET) ** length:
            length += 1
        return length


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a code says: version, numbers of level and category, answers by question number."""

    version: int
    level: int
    category: int
    answers: dict[int, int]


def level_text(level: str) -> str:
    """Return a level's id as codes write it."""
    return level.replace("-", "").upper()


def category_letters(categories: Sequence[str]) -> tuple[str, ...]:
    """Return a capital for each category: the first letter of its id that no category before it has."""
    letters: list[str] = []
    for category in categories:
        own = (letter for letter in category.upper() if letter.isalpha() and letter not in letters)
        letters.append(next(own, "") or next(letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in letters))
    return tuple(letters)


def encode(layout: Layout, level: int, category: int, answers: Mapping[int, int]) -> str:
    """Return the code of a verdict. `answers` are those that were put, `UNSURE` among them."""
    number = 0
    for question, size in enumerate(layout.sizes):
        answer = answers.get(question)
        digit = 0 if answer is None else 1 if answer == UNSURE else answer + 2
        number = number * (size + 2) + digit
    number = number * VERSIONS + layout.version
    payload = []
    for _ in range(layout.length):
        number, digit = divmod(number, len(ALPHABET))
        payload.append(digit)
    payload.reverse()
    check = -_weigh([level, category, *payload, 0]) % len(ALPHABET)
    letters = "".join(ALPHABET[digit] for digit in [*payload, check])
    return f"{level_text(layout.levels[level])}-{category_letters(layout.categories)[category]}-{letters}"


def _weigh(values: Sequence[int]) -> int:
    weight, total = 1, 0
    for value in reversed(values):
        total += weight * value
        weight = weight * GENERATOR % len(ALPHABET)
    return total % len(ALPHABET)


def decode(layouts: Mapping[int, Layout], text: str) -> Decoded:
    """Return what a code says, by the layouts of all versions. Raises `CodeRefused`."""
    newest = layouts[max(layouts)]
    level, category, letters = _split(newest, text)
    values = [ALPHABET.index(letter) for letter in letters]
    if _weigh([level, category, *values]) != 0:
        raise CodeRefused("check")
    number = 0
    for value in values[:-1]:
        number = number * len(ALPHABET) + value
    number, version = divmod(number, VERSIONS)
    layout = layouts.get(version)
    if layout is None or layout.length != len(values) - 1:
        raise CodeRefused("version")
    return Decoded(version, level, category, _unpack(layout, number))


def _split(layout: Layout, text: str) -> tuple[int, int, str]:
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    for level, name in enumerate(layout.levels):
        start = level_text(name)
        for category, letter in enumerate(category_letters(layout.categories)):
            letters = plain[len(start) + 1 :]
            if plain.startswith(start + letter) and len(letters) > 1 and all(found in ALPHABET for found in letters):
                return level, category, letters
    raise CodeRefused("form")


def _unpack(layout: Layout, number: int) -> dict[int, int]:
    answers = {}
    for question in range(len(layout.sizes) - 1, -1, -1):
        number, digit = divmod(number, layout.sizes[question] + 2)
        if digit:
            answers[question] = UNSURE if digit == 1 else digit - 2
    if number:
        raise CodeRefused("answers")
    return dict(sorted(answers.items()))
