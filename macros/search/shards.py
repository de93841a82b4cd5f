"""The split index as files: a root, shards of words with their postings, spelling lists, and the texts of sections.

A word's shard is known from its first three letters, so that a query asks for the pieces it needs in one step. Every file is gzip
(without a time in it), because most static hosts do not compress files they do not know.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from .definition import Definition
from .documents import SearchPage
from .entries import IndexEntry, make_entry, pack, spell
from .postings import Postings

KEY = 3  # letters that decide the shard, unless one shard cannot hold all words that begin with them
LONGEST_KEY = 6
T = TypeVar("T")


def to_json(data: object) -> bytes:
    """Compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass
class Files:
    """Name -> bytes, not yet compressed."""

    content: dict[str, bytes] = field(default_factory=dict)

    def add_json(self, name: str, data: object) -> None:
        """Adds a file of compact JSON."""
        self.content[name] = to_json(data)

    def write(self, folder: Path) -> str:
        """Writes all files into a folder named after their content, and returns its name."""
        digest = hashlib.sha256()
        for name, content in sorted(self.content.items()):
            digest.update(name.encode() + b"\0" + content + b"\0")
        target = folder / f"index-{digest.hexdigest()[:12]}"
        for parent in {(target / name).parent for name in self.content}:
            parent.mkdir(parents=True, exist_ok=True)
        for name, content in self.content.items():
            (target / f"{name}.idx").write_bytes(gzip.compress(content, 6, mtime=0))
        return target.name


def split_index(pages: list[SearchPage], postings: Postings, definition: Definition, extra: Mapping[str, Any]) -> Files:
    """All files of the index. `extra` goes into the root as it is (direct answers, names of kinds)."""
    files = Files()
    limits = definition.file.limits
    starts: list[str] = []
    for start, entries in _group(postings, limits.postings, limits.shard_bytes):
        files.content[f"words/{len(starts)}"] = pack(entries)
        starts.append(start)
    hinted = (stem for stem in definition.hinted if stem in postings.terms)
    files.content["hints"] = pack(make_entry(stem, postings, limits.hint_postings) for stem in hinted)
    spelling = _add_spelling(files, postings, limits.shard_bytes)
    records = [to_json(record) for page in pages for record in _records(page)]
    texts = list(_cut_to_size(((record, len(record)) for record in records), limits.text_bytes))
    for at, some in enumerate(texts):
        files.content[f"texts/{at}"] = b"[" + b",".join(some) + b"]"
    kinds = sorted({page.kind for page in pages if page.kind})
    files.add_json(
        "root",
        {
            "definition": definition.shared(),
            "sections": [len(page.sections) for page in pages],
            "texts": [len(some) for some in texts],
            "asides": [number for number, page in enumerate(pages) if definition.is_aside(page.title)],
            "kinds": kinds,
            "kindOf": [kinds.index(page.kind) if page.kind else -1 for page in pages],
            "starts": starts,
            "spelling": spelling,
            **extra,
        },
    )
    return files


def _group(postings: Postings, most: int, limit: int) -> Iterator[tuple[str, list[IndexEntry]]]:
    """Runs of neighbouring keys, each about one shard in size: where the run starts, and its entries."""
    entries = {term: make_entry(term, postings, most) for term in sorted(postings.terms)}
    sizes = {term: len(entry.postings) + len(term) + 24 for term, entry in entries.items()}
    by_word = sorted((word, term) for term in entries for word in postings.words[term])
    for start, run in _cut(by_word, sizes, limit):
        words: dict[str, list[str]] = defaultdict(list)
        for word, term in run:
            words[term].append(word)
        yield start, [replace(entries[term], words=spell(words[term], postings.words[term])) for term in words]


def _cut(by_word: list[tuple[str, str]], sizes: dict[str, int], limit: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Cuts the sorted words where a key of three letters ends, or of more where one key alone is too much."""
    run: list[tuple[str, str]] = []
    terms: set[str] = set()
    start, size = "", 0
    for key, group in _keyed(by_word, sizes, limit, KEY):
        weight = sum(sizes[term] for term in {term for _, term in group} - terms)
        if run and size + weight > limit:
            yield start, run
            start, run, terms, size = key, [], set(), 0
            weight = sum(sizes[term] for term in {term for _, term in group})
        run += group
        terms |= {term for _, term in group}
        size += weight
    if run:
        yield start, run


def _keyed(by_word: list[tuple[str, str]], sizes: dict[str, int], limit: int, letters: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for key, found in groupby(by_word, key=lambda one: one[0][:letters]):
        group = list(found)
        weight = sum(sizes[term] for term in {term for _, term in group})
        if weight > limit and letters < LONGEST_KEY and len(group) > 1:
            yield from _keyed(group, sizes, limit, letters + 1)
        else:
            yield key, group


def _add_spelling(files: Files, postings: Postings, limit: int) -> dict[str, int]:
    """For each first letter, the words long enough to be misspelt, with the number of sections they are in."""
    lists: dict[str, dict[str, int]] = defaultdict(dict)
    for term, words in postings.words.items():
        for word in words:
            if len(word) > 3 and not any(letter.isdigit() for letter in word):
                lists[word[0]][word] = len(postings.terms[term])
    numbers: dict[str, int] = {}
    sizes = ((letter, sum(len(word) + 3 for word in lists[letter])) for letter in sorted(lists))
    for at, run in enumerate(_cut_to_size(sizes, limit)):  # a misspelt word is compared with the words of many letters
        lines = [f"{word} {count}" for letter in run for word, count in sorted(lists[letter].items())]
        files.content[f"spelling/{at}"] = "\n".join(lines).encode()
        numbers |= dict.fromkeys(run, at)
    return numbers


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
        record: dict[str, Any] = {
            "url": page.url,
            "title": page.title,
            "anchor": section.anchor,
            "heading": section.heading if number else "",
            "text": " ".join(filter(None, (section.loose, section.text))) or (page.description if number == 0 else ""),
        }
        if page.kind:
            record["kind"] = page.kind
        if page.symptoms:
            record["symptoms"] = list(page.symptoms)
        yield record
