"""The split index as files: a root, shards of words with their postings, spelling lists, and one record for each page.

A word's shard is known from its first three letters, so that a query asks for the pieces it needs in one step. Every file is gzip
(without a time in it), because most static hosts do not compress files they do not know.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from macros.search.definition import Definition
from macros.search.documents import Page
from macros.search.postings import Found, Postings

KEY = 3  # letters that decide the shard, unless one shard cannot hold all words that begin with them
LONGEST_KEY = 6


@dataclass
class Files:
    """Name -> bytes, not yet compressed."""

    content: dict[str, bytes] = field(default_factory=dict)

    def add_json(self, name: str, data: object) -> None:
        """Adds a file of compact JSON."""
        self.content[name] = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    def write(self, folder: Path) -> str:
        """Writes all files into a folder named after their content, and returns its name."""
        digest = hashlib.sha256()
        for name, content in sorted(self.content.items()):
            digest.update(name.encode() + b"\0" + content + b"\0")
        target = folder / f"index-{digest.hexdigest()[:12]}"
        for name, content in self.content.items():
            path = target / f"{name}.idx"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(content, 6, mtime=0))
        return target.name


def split_index(pages: list[Page], postings: Postings, definition: Definition, extra: Mapping[str, Any]) -> Files:
    """All files of the index. `extra` goes into the root as it is (direct answers, names of kinds)."""
    files = Files()
    heavy: dict[str, int] = {}
    starts: list[str] = []
    for start, entries in _group(postings, definition, heavy, files):
        files.content[f"words/{len(starts)}"] = _pack(entries)
        starts.append(start)
    files.content["hints"] = _pack([_hint(stem, postings, definition) for stem in definition.hinted if stem in postings.terms])
    spelling = _add_spelling(files, postings)
    for number, page in enumerate(pages):
        files.add_json(f"pages/{number}", _record(page))
    kinds = sorted({page.kind for page in pages if page.kind})
    files.add_json("root", {
        "definition": definition.shared(),
        "sections": [len(page.sections) for page in pages],
        "kinds": kinds,
        "kindOf": [kinds.index(page.kind) if page.kind else -1 for page in pages],
        "starts": starts,
        "spelling": spelling,
        "short": _short_completions(postings, definition),
        **extra,
    })
    return files


@dataclass(frozen=True)
class _Entry:
    term: str
    words: str
    count: int
    titled: int
    heavy: int  # the number of its own file, plus one; 0 when the postings are in the shard
    postings: bytes

    @property
    def line(self) -> str:
        return f"{self.term}\t{self.words}\t{self.count}\t{self.titled}\t{self.heavy}\t{len(self.postings)}"


def _group(postings: Postings, definition: Definition, heavy: dict[str, int], files: Files) -> Iterator[tuple[str, list[_Entry]]]:
    """Runs of neighbouring keys, each about one shard in size: where the run starts, and its entries."""
    limit = definition.file.limits.shard_bytes
    entries: dict[str, _Entry] = {}
    sizes: dict[str, int] = {}
    for term in sorted(postings.terms):
        entries[term] = _entry(term, postings, definition, heavy, files)
        sizes[term] = len(entries[term].postings) + len(term) + 24
    by_word = sorted((word, term) for term in entries for word in postings.words[term])
    for start, run in _cut(by_word, sizes, limit):
        words: dict[str, list[str]] = defaultdict(list)
        for word, term in run:
            words[term].append(word)
        yield start, [replace(entries[term], words=_spell(term, words[term], postings)) for term in words]


def _cut(by_word: list[tuple[str, str]], sizes: dict[str, int], limit: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Cuts the sorted words where a key of three letters ends, or of more where one key alone is too much."""
    start, run, terms, size = "", [], set(), 0
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


def _spell(term: str, words: list[str], postings: Postings) -> str:
    if " " in term or term.startswith("="):
        return ""
    return " ".join(f"{word}:{postings.words[term][word]}" for word in words)


def _entry(term: str, postings: Postings, definition: Definition, heavy: dict[str, int], files: Files) -> _Entry:
    found = postings.terms[term]
    packed = encode_postings(*_best(found, definition.file.limits.postings))
    number = 0
    if len(packed) > definition.file.limits.heavy_postings:
        number = heavy.setdefault(term, len(heavy) + 1)
        files.content[f"heavy/{number - 1}"] = packed
        packed = b""
    return _Entry(term, "", len(found), postings.titled[term], number, packed)


def _hint(term: str, postings: Postings, definition: Definition) -> _Entry:
    """A word that complaints may mean, with the sections in which it weighs most: a hint finds no page, it raises some."""
    found = postings.terms[term]
    packed = encode_postings(*_best(found, definition.file.limits.hint_postings))
    return _Entry(term, "", len(found), postings.titled[term], 0, packed)


def _best(found: Found, limit: int) -> tuple[Sequence[int], bytes]:
    """The sections in which a term weighs most, in order."""
    if len(found) <= limit:
        return found.sections, bytes(found.weights)
    kept = sorted(sorted(range(len(found)), key=lambda at: -found.weights[at])[:limit])
    return [found.sections[at] for at in kept], bytes(found.weights[at] for at in kept)


def encode_postings(sections: Sequence[int], weights: bytes) -> bytes:
    """Section numbers as gaps (seven bits a byte, the last with its high bit clear), then one byte of weight each."""
    packed = bytearray()
    before = -1
    for number in sections:
        gap = number - before - 1
        while gap > 127:
            packed.append(gap & 127 | 128)
            gap >>= 7
        packed.append(gap)
        before = number
    return bytes(packed + weights)


def _pack(entries: list[_Entry]) -> bytes:
    header = "\n".join(entry.line for entry in entries).encode()
    return len(header).to_bytes(4, "little") + header + b"".join(entry.postings for entry in entries)


def _add_spelling(files: Files, postings: Postings) -> dict[str, int]:
    """For each first letter, the words long enough to be misspelt, with the number of sections they are in."""
    lists: dict[str, dict[str, int]] = defaultdict(dict)
    for term, words in postings.words.items():
        if " " in term or term.startswith("="):
            continue
        for word in words:
            if len(word) > 3 and not any(letter.isdigit() for letter in word):
                lists[word[0]][word] = len(postings.terms[term])
    for at, letter in enumerate(sorted(lists)):
        lines = [f"{word} {count}" for word, count in sorted(lists[letter].items())]
        files.content[f"spelling/{at}"] = "\n".join(lines).encode()
    return {letter: at for at, letter in enumerate(sorted(lists))}


def _short_completions(postings: Postings, definition: Definition) -> dict[str, list[str]]:
    """For one and two letters typed: the words most pages are titled with."""
    best: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for term, words in postings.words.items():
        if " " in term or term.startswith("=") or not postings.titled[term]:
            continue
        word = max(sorted(words), key=words.__getitem__)
        for length in (1, 2):
            if len(word) > length:
                best[word[:length]].append((-postings.titled[term], -len(postings.terms[term]), word))
    limit = definition.file.limits.short_completions
    return {start: [word for *_, word in sorted(found)[:limit]] for start, found in sorted(best.items())}


def _record(page: Page) -> dict[str, Any]:
    record: dict[str, Any] = {
        "url": page.url,
        "title": page.title,
        "sections": [[one.anchor, one.heading, " ".join(filter(None, (one.loose, one.text)))] for one in page.sections],
    }
    if page.kind:
        record["kind"] = page.kind
    if page.symptoms:
        record["symptoms"] = list(page.symptoms)
    return record
