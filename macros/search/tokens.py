"""Text to search terms. The JavaScript counterpart is `overrides/components/search/tokens.js`; a parity test runs both over the same texts.

One chunk (`P-Asserted-Identity`, `cxC5Server`, `G.729`) gives one whole term and, if it has any, the terms of its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from lunr.stemmer import PorterStemmer

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PLURAL_ACRONYM = re.compile(r"[A-Z0-9]+s$")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN = re.compile(r"[a-zß-ÿ]{3,}")
_CHUNK = re.compile(r"\^[A-Za-z](?![^\W_])|[^\W_]+(?:[-_.'’ʼ＇][^\W_]+)*")
_JOINER = re.compile("[-_.'’ʼ＇]")
_APOSTROPHE = re.compile("['’ʼ＇]")
_PAIRED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)")  # scripts without blanks
LONGEST = 40  # letters kept of a long word
# `32s` is `32 seconds`.
_UNITS = {
    sign: unit
    for unit, signs in {"seconds": "s sec secs", "minutes": "min mins", "hours": "h hr hrs", "milliseconds": "ms"}.items()
    for sign in signs.split()
}
_MEASURE = re.compile(f"([0-9]+)({'|'.join(_UNITS)})")
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


def make_stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of folded words; words stay whole in a language that has none.

    lunr's two English stemmers differ on a last `y` (`lay`, `try`): both are folded to `i`.
    """
    stem: Callable[[str], str] = str
    if language == "en":
        porter = PorterStemmer().stem
        stem = lambda word: re.sub("(?<=.)y$", "i", porter(word))  # noqa: E731
    elif name := SNOWBALL.get(language):  # its module, because `snowballstemmer.stemmer` prefers PyStemmer, of any version
        stem = getattr(import_module(f"snowballstemmer.{name.lower()}_stemmer"), f"{name}Stemmer")().stemWord
    return lambda word: stem(word) if _PLAIN.fullmatch(word) else word


def read_chunks(text: str) -> list[Chunk]:
    """Every chunk of the text, in order."""
    return [chunk for run in list_runs(text) for chunk in read_run(run)]


def list_runs(text: str) -> list[str]:
    """The runs of letters in a text that chunks are read from."""
    return _CHUNK.findall(text)


def read_run(run: str) -> list[Chunk]:
    """The chunks of one run."""
    found: list[Chunk] = []
    for at, piece in enumerate(_PAIRED.split(run)):
        if at % 2:
            found += [Chunk(pair, ()) for pair in _overlapping_pairs(fold(piece))]
        elif piece:
            found += _read_word(piece)
    return found


def _read_word(raw: str) -> list[Chunk]:
    plain = _APOSTROPHE.sub("", raw)
    whole = _JOINER.sub("", fold(plain))[:LONGEST]
    if measure := _MEASURE.fullmatch(whole):
        return [Chunk(whole, (measure[1], _UNITS[measure[2]]))]
    pieces = [part for piece in _JOINER.split(plain) for part in _split_humps(piece)]
    parts = tuple(part[:LONGEST] for part in map(fold, pieces) if part)
    return [Chunk(whole, parts if len(parts) > 1 else ())] if whole else []


def _split_humps(piece: str) -> list[str]:
    if _PLURAL_ACRONYM.match(piece):
        return [piece]
    humps = _CAMEL.split(piece)
    return humps if len(humps) > 1 and all(len(hump) > 1 for hump in humps) else [piece]


def _overlapping_pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
