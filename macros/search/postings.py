"""Which sections a term is in, and how much it weighs there.

The weight of a term in a section is BM25F's: matches in each field, marked down by the field's length, times the field's weight.
It is kept as one byte, on a scale of logarithms; `overrides/components/search/postings.js` reads it back.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .definition import Definition
from .documents import SearchPage, SearchSection
from .tokens import Tokenizer

_SAYS_WHAT_IT_IS = frozenset({"title", "heading", "symptoms"})
STEPS = 32  # of the weight's scale for each doubling
_STEPS_BY_E = STEPS / math.log(2)
_NOTHING: Mapping[str, float] = MappingProxyType({})


def encode_weight(weight: float) -> int:
    """A weight as a byte: 32 steps for each doubling of 1 + weight."""
    return min(255, max(1, int(_STEPS_BY_E * math.log(1 + weight) + 0.5)))


@dataclass
class Found:
    """The sections a term is in, in order, and its weight in each."""

    sections: array[int] = field(default_factory=lambda: array("I"))
    weights: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.sections)


@dataclass
class Postings:
    """Term -> where it is; stem -> the words it was read from, and how often; how often it stands in a title or heading."""

    terms: dict[str, Found] = field(default_factory=lambda: defaultdict(Found))
    words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    titled: Counter[str] = field(default_factory=Counter)


class Indexer:
    """Weighs every section of every page. A field's length is counted in letters, so that averages are known beforehand."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._stop = definition.stop_words
        self._tokenizer: Tokenizer = definition.tokenizer()
        self._averages: dict[str, float] = {}
        self._said: Counter[str] = Counter()
        self._stems: dict[bool, dict[str, tuple[str, ...]]] = {True: {}, False: {}}
        self.postings = Postings()

    def index(self, pages: list[SearchPage]) -> Postings:
        """The postings of all pages. Section numbers run on from page to page."""
        self._averages = _average_lengths(pages)
        number = 0
        for page in pages:
            inherited = self._weigh(_fields_of_page(page), len(page.sections))
            for at, section in enumerate(page.sections):
                weights = self._weigh(_fields_of(page, section, at == 0), 1, inherited)
                self._add(number, weights)
                number += 1
        self._note_words()
        return self.postings

    def _add(self, number: int, weights: dict[str, float]) -> None:
        """Notes a section with all its terms. Every word of every section passes here: `encode_weight` is written out."""
        terms, log = self.postings.terms, math.log
        for term, weight in weights.items():
            found = terms[term]
            found.sections.append(number)
            step = int(_STEPS_BY_E * log(1 + weight) + 0.5)
            found.weights.append(step if 0 < step < 256 else 1 if step < 1 else 255)

    def _weigh(self, fields: Iterator[tuple[str, str]], sections: int, inherited: Mapping[str, float] = _NOTHING) -> dict[str, float]:
        """What each stem weighs in some fields of a section, or in those that all `sections` of a page share."""
        weights = dict(inherited)
        for name, text in fields:
            if not text:
                continue
            rule = self._definition.weight_of(name)
            share = rule.weight / (1 - rule.balance + rule.balance * len(text) / self._averages[name])
            for stem, count in self._count(name, text, sections).items():
                weights[stem] = weights.get(stem, 0.0) + share * count
        return weights

    def _count(self, name: str, text: str, sections: int) -> dict[str, int]:
        """How often each stem stands in a field. Stop words count where they may be all that a title says."""
        telling = name in _SAYS_WHAT_IT_IS
        runs = self._tokenizer.runs(text)
        self._said.update(runs * sections)
        known = self._stems[telling]
        counts: dict[str, int] = {}
        for run, times in Counter(runs).items():
            stems = known.get(run)
            for stem in self._read(run, telling) if stems is None else stems:
                counts[stem] = counts.get(stem, 0) + times
        if telling:
            for stem, times in counts.items():
                self.postings.titled[stem] += times * sections
        return counts

    def _read(self, run: str, telling: bool) -> tuple[str, ...]:
        """The stems of a run of letters."""
        chunks = [chunk for chunk in self._tokenizer.read(run) if telling or chunk.whole not in self._stop]
        words = [word for chunk in chunks for word in (chunk.whole, *chunk.parts) if telling or word not in self._stop]
        stems = self._stems[telling][run] = tuple(map(self._tokenizer.stem, words))
        return stems

    def _note_words(self) -> None:
        """Which words each stem was read from: counted once, at the end, over all that was said."""
        for run, times in self._said.items():
            for chunk in self._tokenizer.read(run):
                for word in (chunk.whole, *chunk.parts):
                    stem = self._tokenizer.stem(word)
                    if stem in self.postings.terms:
                        self.postings.words[stem][word] += times


def _fields_of_page(page: SearchPage) -> Iterator[tuple[str, str]]:
    """What all sections of a page share."""
    yield "title", page.title
    yield "path", page.url.replace("/", " ")


def _fields_of(page: SearchPage, section: SearchSection, opening: bool) -> Iterator[tuple[str, str]]:
    """What a section has for itself."""
    yield "heading", section.heading
    yield "text", section.text
    yield "loose", section.loose
    if opening:
        for name in page.names:
            yield "title", name
        for symptom in page.symptoms:
            yield "symptoms", symptom


def _average_lengths(pages: list[SearchPage]) -> dict[str, float]:
    totals: Counter[str] = Counter()
    number: Counter[str] = Counter()
    for page in pages:
        for at, section in enumerate(page.sections):
            for name, text in (*_fields_of_page(page), *_fields_of(page, section, at == 0)):
                totals[name] += len(text)
                number[name] += bool(text)
    return {name: max(1, totals[name] / max(1, number[name])) for name in totals}
