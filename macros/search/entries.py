"""One file of the index that holds words: a line for each, and then the postings of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from .postings import Found, Postings


@dataclass(frozen=True)
class IndexEntry:
    term: str
    words: str
    count: int
    titled: int
    postings: bytes

    @property
    def line(self) -> str:
        return f"{self.term}\t{self.words}\t{self.count}\t{self.titled}\t{len(self.postings)}"


def make_entry(term: str, postings: Postings, limit: int) -> IndexEntry:
    """A stem with the sections in which it weighs most, at most `limit`; the words it was read from are added by shard."""
    found = postings.terms[term]
    return IndexEntry(term, "", len(found), postings.titled[term], encode_postings(*best(found, limit)))


def spell(words: Iterable[str], spoken: Mapping[str, int]) -> str:
    """The words of a term, each with how often it is said."""
    return " ".join(f"{word}:{spoken[word]}" for word in words)


def best(found: Found, limit: int) -> tuple[Sequence[int], bytes]:
    """The sections in which a term weighs most, in order."""
    if len(found) <= limit:
        return found.sections, bytes(found.weights)
    kept = sorted(sorted(range(len(found)), key=lambda at: -found.weights[at])[:limit])
    return [found.sections[at] for at in kept], bytes(found.weights[at] for at in kept)


def encode_postings(sections: Sequence[int], weights: bytes) -> bytes:
    """Section numbers as gaps (seven bits a byte, the last with its high bit clear), then one byte of weight each."""
    gaps = [number - before - 1 for before, number in pairwise(chain((-1,), sections))]
    if not gaps or max(gaps) < 128:
        return bytes(gaps) + weights
    packed = bytearray()
    for gap in gaps:
        while gap > 127:
            packed.append(gap & 127 | 128)
            gap >>= 7
        packed.append(gap)
    return bytes(packed + weights)


def pack(entries: Iterable[IndexEntry]) -> bytes:
    """The file of some entries. `overrides/components/search/postings.js` reads it."""
    entries = list(entries)
    header = "\n".join(entry.line for entry in entries).encode()
    return len(header).to_bytes(4, "little") + header + b"".join(entry.postings for entry in entries)
