"""The split index: which sections each stem is in and how much it weighs there, spelling lists, and the texts of sections.

The weight of a stem in a section is BM25F's: matches in each field, marked down by the field's length, times the field's weight.
A query asks for the pieces that it needs in one step, so the root says which file a word or a section is in. Every file is gzip
(without a time in it), because most static hosts do not compress files they do not know.
`overrides/components/search/index.js` reads what is written here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any, TypeVar

from .definition import DENIAL, Definition
from .documents import SearchPage, SearchSection
from .tokens import list_runs, read_run

STEPS = 32  # of a weight's scale for each doubling
POSTINGS = 12_000  # the best that are kept of one word
SHARD_BYTES = 12_000  # about the size of a file of words before compression
TEXT_BYTES = 8_000  # of the texts in one file
_SAYS_WHAT_IT_IS = frozenset({"title", "heading", "symptoms"})
T = TypeVar("T")


@dataclass
class Term:
    """A stem: the sections it is in, in order, its weight in each, on how many pages they are, the words it was read from, and how often it names something."""

    sections: array[int] = field(default_factory=lambda: array("I"))
    weights: bytearray = field(default_factory=bytearray)
    pages: int = 0
    words: Counter[str] = field(default_factory=Counter)
    titled: int = 0

    def pack(self, most: int) -> bytes:
        """The postings of the sections in which it weighs most."""
        if len(self.sections) <= most:
            return encode_postings(self.sections, bytes(self.weights))
        kept = sorted(sorted(range(len(self.sections)), key=lambda at: -self.weights[at])[:most])
        return encode_postings([self.sections[at] for at in kept], bytes(self.weights[at] for at in kept))


def encode_weight(weight: float) -> int:
    """A weight as a byte: 32 steps for each doubling of 1 + weight."""
    return min(255, max(1, round(STEPS * math.log2(1 + weight))))


def encode_postings(sections: Sequence[int], weights: bytes) -> bytes:
    """Section numbers as gaps (seven bits a byte, the last with its high bit clear), then one byte of weight each."""
    packed = bytearray()
    for before, number in pairwise(chain((-1,), sections)):
        gap = number - before - 1
        while gap > 127:
            packed.append(gap & 127 | 128)
            gap >>= 7
        packed.append(gap)
    return bytes(packed + weights)


def index_pages(pages: list[SearchPage], definition: Definition) -> dict[str, Term]:
    """Every stem of all pages. Section numbers run on from page to page. A field's length is counted in letters."""
    stop = definition.stop_words
    averages = _average_lengths(pages)
    terms: dict[str, Term] = defaultdict(Term)

    @cache
    def read(run: str, telling: bool) -> tuple[tuple[str, str], ...]:
        """Each word of a run of letters with its stem. Stop words count where they may be all that a title says."""
        words = (word for chunk in read_run(run) for word in (chunk.whole, *chunk.parts))
        return tuple((word, definition.stem(word)) for word in words if telling or word not in stop)

    def weigh(fields: Iterable[tuple[str, str]], weights: dict[str, float]) -> dict[str, float]:
        for name, text in fields:
            rule = getattr(definition.file.fields, name)
            share = rule.weight / (1 - rule.balance + rule.balance * len(text) / averages[name])
            telling = name in _SAYS_WHAT_IT_IS
            for run, times in Counter(list_runs(text)).items():
                for word, stem in read(run, telling):
                    weights[stem] = weights.get(stem, 0.0) + share * times
                    terms[stem].words[word] += times
                    terms[stem].titled += times * telling
        return weights

    number = 0
    for page in pages:
        first, inherited = number, weigh(_fields_of_page(page), {})
        for at, section in enumerate(page.sections):
            for stem, weight in weigh(_fields_of(page, section, at == 0), dict(inherited)).items():
                term = terms[stem]
                term.pages += not term.sections or term.sections[-1] < first
                term.sections.append(number)
                term.weights.append(encode_weight(weight))
            number += 1
    if DENIAL in terms:  # by each of them, the pages that say another one are found
        terms[DENIAL].words.update(dict.fromkeys(definition.denials, 0))
    return terms


def _fields_of_page(page: SearchPage) -> Iterator[tuple[str, str]]:
    """What all sections of a page share."""
    yield "title", page.title
    yield "path", page.url


def _fields_of(page: SearchPage, section: SearchSection, opening: bool) -> Iterator[tuple[str, str]]:
    """What a section has for itself."""
    yield "heading", section.heading
    yield "text", section.text
    if opening:
        yield from (("title", name) for name in page.names)
        yield from (("symptoms", symptom) for symptom in page.symptoms)
        yield "linked", " ".join(page.linked)
        yield "around", " ".join(page.around)


def _average_lengths(pages: list[SearchPage]) -> dict[str, float]:
    lengths: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        for at, section in enumerate(page.sections):
            for name, text in (*_fields_of_page(page), *_fields_of(page, section, at == 0)):
                lengths[name].append(len(text))
    return {name: max(1, sum(some) / max(1, sum(map(bool, some)))) for name, some in lengths.items()}


def split_index(pages: list[SearchPage], definition: Definition, extra: Mapping[str, Any]) -> dict[str, bytes]:
    """All files of the index, not yet compressed. `extra` goes into the root as it is (direct answers, names of kinds)."""
    terms = index_pages(pages, definition)
    kinds = sorted({page.kind for page in pages if page.kind})
    files: dict[str, bytes] = {}
    packed = {stem: term.pack(POSTINGS) for stem, term in terms.items()}
    by_word = sorted((word, stem) for stem, term in terms.items() for word in term.words)
    forms = ((stem, list(run)) for stem, run in groupby(by_word, lambda pair: pair[1]))  # in one file: who asks for one, reads all
    sizes = ((run, len(run) * (len(packed[stem]) + len(stem) + 24)) for stem, run in forms)
    shards = [list(chain.from_iterable(runs)) for runs in _cut_to_size(sizes, SHARD_BYTES)]
    for at, run in enumerate(shards):
        stems: dict[str, list[str]] = defaultdict(list)
        for word, stem in run:
            stems[stem].append(word)
        files[f"words/{at}"] = _pack_words({stem: (packed[stem], words) for stem, words in stems.items()}, terms)

    spellings = _spellings(terms)
    spelling: dict[str, int] = {}
    for at, letters in enumerate(_cut_to_size(((letter, len(words)) for letter, words in spellings.items()), SHARD_BYTES)):
        files[f"spelling/{at}"] = "\n".join(spellings[letter] for letter in letters).encode()
        spelling |= dict.fromkeys(letters, at)

    records = [to_json(record) for page in pages for record in _records(page)]
    texts = list(_cut_to_size(((record, len(record)) for record in records), TEXT_BYTES))
    files |= {f"texts/{at}": b"[" + b",".join(some) + b"]" for at, some in enumerate(texts)}
    files["root"] = to_json(
        {
            "definition": definition.shared(),
            "sections": [len(page.sections) for page in pages],
            "texts": [len(some) for some in texts],
            "asides": [number for number, page in enumerate(pages) if definition.is_aside(page.title)],
            "many": [number for number, page in enumerate(pages) if definition.answers_many(page.title)],
            "kinds": kinds,
            "kindOf": [kinds.index(page.kind) if page.kind else -1 for page in pages],
            "starts": [run[0][0] for run in shards],
            "spelling": spelling,
            **extra,
        }
    )
    return files


def write_index(files: Mapping[str, bytes], folder: Path) -> str:
    """Write all files into a folder named after their content, so that no browser mixes two builds, and return its name."""
    digest = hashlib.sha256(b"".join(name.encode() + b"\0" + content + b"\0" for name, content in sorted(files.items())))
    target = folder / f"index-{digest.hexdigest()[:12]}"
    for name, content in files.items():
        path = target / f"{name}.idx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content, 6, mtime=0))
    return target.name


def to_json(data: object) -> bytes:
    """Compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _pack_words(entries: Mapping[str, tuple[bytes, Sequence[str]]], terms: Mapping[str, Term]) -> bytes:
    """A file of stems, each with its postings and some of its words: a line for each, and then the postings of all."""
    lines = []
    for stem, (packed, words) in entries.items():
        term = terms[stem]
        spoken = " ".join(f"{word}:{term.words[word]}" for word in words)
        lines.append(f"{stem}\t{spoken}\t{len(term.sections)}\t{term.pages}\t{term.titled}\t{len(packed)}")
    header = "\n".join(lines).encode()
    return len(header).to_bytes(4, "little") + header + b"".join(packed for packed, _ in entries.values())


def _spellings(terms: Mapping[str, Term]) -> dict[str, str]:
    """For each first letter, the words long enough to be misspelt, with the number of sections they are in."""
    lists: dict[str, list[str]] = defaultdict(list)
    for word, stem in sorted((word, stem) for stem, term in terms.items() for word in term.words):
        if len(word) > 3 and not any(map(str.isdigit, word)):
            lists[word[0]].append(f"{word} {len(terms[stem].sections)}")
    return {letter: "\n".join(lines) for letter, lines in lists.items()}


def _cut_to_size(parts: Iterable[tuple[T, int]], limit: int) -> Iterator[list[T]]:
    """Runs of neighbours that have about `limit` bytes together, or are larger alone. In: each part with its size."""
    run: list[T] = []
    size = 0
    for part, weight in parts:
        if run and size + weight > limit:
            yield run
            run, size = [], 0
        run.append(part)
        size += weight
    if run:
        yield run


def _records(page: SearchPage) -> Iterator[dict[str, Any]]:
    """What is shown of each section, whole in itself: a long page is not read for one of its sections."""
    for number, section in enumerate(page.sections):
        opening = number == 0
        record: dict[str, Any] = {
            "url": page.url,
            "title": page.title,
            "anchor": section.anchor,
            "heading": "" if opening else section.heading,
            "text": section.text or (page.description if opening else ""),
        }
        if page.kind:
            record["kind"] = page.kind
        if page.symptoms:
            record["symptoms"] = list(page.symptoms)
        yield record
