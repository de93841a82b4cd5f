"""Text to search terms. The JavaScript counterpart is `overrides/components/search/tokens.js`; a parity test runs both over the same texts.

One chunk (`P-Asserted-Identity`, `cxC5Server`, `G.729`) gives one whole term and, if it has any, the terms of its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import NamedTuple

from lunr.stemmer import PorterStemmer

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PLURAL_ACRONYM = re.compile(r"[A-Z0-9]+s$")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN = re.compile(r"[a-zß-ÿ]{3,}")
# The languages whose stemmer gives the same stems in snowballstemmer as in the `lunr-languages` of mkdocs.
SNOWBALL = {
    "da": "Danish",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pt": "Portuguese",
    "sv": "Swedish",
}


class Chunk(NamedTuple):
    """One run of text as read: the folded whole, and its folded parts when it is made of several."""

    whole: str
    parts: tuple[str, ...]


def fold(text: str) -> str:
    """Lower case, without accents, in one Unicode form; so `Über` is found by `uber`."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


@dataclass(frozen=True)
class Tokenizer:
    """Reads chunks as the definition says. `joiners` and `paired` come from `docs/_data/search.yml`."""

    joiners: tuple[str, ...]
    apostrophes: tuple[str, ...]
    paired: tuple[tuple[str, str], ...]
    longest: int
    units: tuple[tuple[str, str], ...]
    language: str = "en"

    @cached_property
    def _chunk(self) -> re.Pattern[str]:
        inside = "".join(map(re.escape, (*self.joiners, *self.apostrophes)))
        return re.compile(rf"\^[A-Za-z](?![^\W_])|[^\W_]+(?:[{inside}][^\W_]+)*")

    @cached_property
    def _joiner(self) -> re.Pattern[str]:
        return re.compile("[" + "".join(map(re.escape, (*self.joiners, *self.apostrophes))) + "]")

    @cached_property
    def _apostrophe(self) -> re.Pattern[str]:
        return re.compile("[" + "".join(map(re.escape, ("'", *self.apostrophes))) + "]")

    @cached_property
    def _measure(self) -> re.Pattern[str]:
        return re.compile("([0-9]+)(" + "|".join(sign for sign, _ in self.units) + ")")

    @cached_property
    def _pairs(self) -> re.Pattern[str]:
        return re.compile("([" + "".join(f"{first}-{last}" for first, last in self.paired) + "]+)")

    @cached_property
    def _stemmer(self) -> Callable[[str], str]:
        """lunr's two English stemmers differ on a last `y` (`lay`, `try`): both are folded to `i`."""
        if self.language == "en":
            stem = PorterStemmer().stem
            return lambda word: re.sub("(?<=.)y$", "i", stem(word))
        if name := SNOWBALL.get(self.language):  # its module, because `snowballstemmer.stemmer` prefers PyStemmer, of any version
            return getattr(import_module(f"snowballstemmer.{name.lower()}_stemmer"), f"{name}Stemmer")().stemWord
        return str

    def chunks(self, text: str) -> list[Chunk]:
        """Every chunk of the text, in order."""
        return [chunk for raw in self._chunk.findall(text) for chunk in self.read(raw)]

    def runs(self, text: str) -> list[str]:
        """The runs of letters in a text that chunks are read from."""
        return self._chunk.findall(text)

    def stem(self, word: str) -> str:
        """The stem of a folded word; whole, where its language has no stemmer."""
        return self._stemmer(word) if _PLAIN.fullmatch(word) else word

    def read(self, raw: str) -> list[Chunk]:
        """The chunks of one run."""
        pieces = self._pairs.split(raw)
        if len(pieces) == 1:
            return self._read_word(raw)
        found: list[Chunk] = []
        for at, piece in enumerate(pieces):
            if at % 2:
                found += [Chunk(pair, ()) for pair in _overlapping_pairs(fold(piece))]
            elif piece:
                found += self._read_word(piece)
        return found

    def _read_word(self, raw: str) -> list[Chunk]:
        plain = self._apostrophe.sub("", raw)
        whole = self._joiner.sub("", fold(plain))[: self.longest]
        pieces = self._split(plain)
        parts = tuple(part[: self.longest] for part in map(fold, pieces) if part) if len(pieces) > 1 else ()
        if measure := self._measure.fullmatch(whole):
            parts = (measure[1], dict(self.units)[measure[2]])
        if len(parts) < 2:
            parts = ()
        return [Chunk(whole, parts)] if whole else []

    def _split(self, plain: str) -> list[str]:
        return [part for piece in self._joiner.split(plain) for part in _split_humps(piece)]


def _split_humps(piece: str) -> list[str]:
    if _PLURAL_ACRONYM.match(piece):
        return [piece]
    humps = _CAMEL.split(piece)
    return humps if len(humps) > 1 and all(len(hump) > 1 for hump in humps) else [piece]


def _overlapping_pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
