"""Which sections a term is in, and how much it weighs there.

The weight of a term in a section is BM25F's: matches in each field, marked down by the field's length, times the field's weight.
It is kept as one byte, on a scale of logarithms; `docs/assets/search/postings.mjs` reads it back.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from macros.search.definition import Definition
from macros.search.documents import Page, Section
from macros.search.tokens import Chunk, Tokenizer

STEPS = 32  # of the weight's scale for each doubling


def encode_weight(weight: float) -> int:
    """A weight as a byte: 32 steps for each doubling of 1 + weight."""
    return min(255, max(1, round(STEPS * math.log2(1 + weight))))


@dataclass
class Postings:
    """Term -> section numbers and weights; stem -> the words it was read from, and how often."""

    terms: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    titled: Counter[str] = field(default_factory=Counter)


@dataclass
class _Field:
    name: str
    counts: Counter[str]
    length: int


class Indexer:
    """Collects the fields of every section, then weighs them against the average length."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._stop = definition.stop_words
        self._tokenizer: Tokenizer = definition.tokenizer()
        self._sections: list[list[_Field]] = []
        self._extra: list[dict[str, float]] = []
        self.postings = Postings()

    def add(self, page: Page) -> None:
        """Reads every section of a page. Section numbers run on from page to page."""
        path = self._tokenizer.chunks(page.url.replace("/", " "))
        title = self._tokenizer.chunks(page.title)
        symptoms = [self._tokenizer.chunks(symptom) for symptom in page.symptoms]
        for at, section in enumerate(page.sections):
            fields = list(self._read(section))
            fields.append(self._field("title", title, keep_stops=at == 0))
            fields.append(self._field("path", path))
            if at == 0:
                fields += [self._field("symptoms", chunks, keep_stops=True) for chunks in symptoms]
            self._sections.append([one for one in fields if one.length])
            self._extra.append(self._sequences(section, title, symptoms, at == 0))

    def finish(self) -> Postings:
        """The postings of all pages added so far."""
        averages = self._average_lengths()
        for number, (fields, extra) in enumerate(zip(self._sections, self._extra, strict=True)):
            weights: dict[str, float] = defaultdict(float)
            for one in fields:
                self._weigh(one, averages[one.name], weights)
            for term, weight in (*weights.items(), *extra.items()):
                self.postings.terms[term].append((number, encode_weight(weight)))
        return self.postings

    def _weigh(self, one: _Field, average: float, weights: dict[str, float]) -> None:
        rule = self._definition.weight_of(one.name)
        share = rule.weight / (1 - rule.balance + rule.balance * one.length / average)
        for term, count in one.counts.items():
            weights[term] += share * count

    def _average_lengths(self) -> dict[str, float]:
        totals: Counter[str] = Counter()
        number: Counter[str] = Counter()
        for fields in self._sections:
            for one in fields:
                totals[one.name] += one.length
                number[one.name] += 1
        return {name: totals[name] / number[name] for name in totals}

    def _read(self, section: Section) -> Iterator[_Field]:
        heading = self._tokenizer.chunks(section.heading)
        yield self._field("heading", heading, keep_stops=True)
        yield self._field("text", self._tokenizer.chunks(section.text))
        yield self._field("loose", self._tokenizer.chunks(section.loose))

    def _field(self, name: str, chunks: Iterable[Chunk], *, keep_stops: bool = False) -> _Field:
        counts: Counter[str] = Counter()
        length = 0
        for chunk in chunks:
            if chunk.whole in self._stop and not keep_stops:
                continue
            length += 1
            for word in (chunk.whole, *chunk.parts):
                if word in self._stop and not keep_stops:
                    continue
                stem = self._tokenizer.stem(word)
                counts[stem] += 1
                self.postings.words[stem][word] += 1
                if name in ("title", "heading", "symptoms"):
                    self.postings.titled[stem] += 1
        return _Field(name, counts, length)

    def _sequences(
        self, section: Section, title: list[Chunk], symptoms: list[list[Chunk]], opening: bool
    ) -> dict[str, float]:
        """Pairs of words side by side in a heading, and whole headings: what a phrase in the query is matched with."""
        heading = self._tokenizer.chunks(section.heading)
        weights: dict[str, float] = {}
        for chunks, worth in ((heading, 1.0), *((title, 1.0) for _ in range(opening)), *((one, 1.0) for one in symptoms)):
            stems = [self._tokenizer.stem(chunk.whole) for chunk in chunks]
            for at, pair in enumerate(pairwise(stems)):
                self._note(weights, " ".join(pair), chunks[at], worth)
            if stems:
                self._note(weights, "=" + " ".join(stems), chunks[0], worth if opening or chunks is not heading else worth * self._definition.file.ranking.exact_heading)
        return weights

    def _note(self, weights: dict[str, float], term: str, first: Chunk, worth: float) -> None:
        weights[term] = max(worth, weights.get(term, 0))
        self.postings.words[term][first.whole] += 1
