"""The search definition (`docs/_data/search.yml`) as the indexer needs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from lunr.stop_word_filter import WORDS

from .tokens import Tokenizer


@dataclass(frozen=True)
class FieldWeight:
    """What a match in one field is worth, and how much a long field is marked down."""

    weight: float
    balance: float


@dataclass(frozen=True)
class Definition:
    """Everything both languages share. `shared()` is the part that is compiled for the browser."""

    tokens: dict[str, Any]
    fields: dict[str, FieldWeight]
    ranking: dict[str, float]
    limits: dict[str, int]
    synonyms: tuple[tuple[str, ...], ...] = ()

    @property
    def stop_words(self) -> frozenset[str]:
        """lunr's stop words, less the meaningful ones, and the fillers; folded as a query word is."""
        words = (set(WORDS) | set(self.tokens["fillers"])) - set(self.tokens["meaningful"])
        return frozenset(word.replace("'", "") for word in words)

    def tokenizer(self) -> Tokenizer:
        """A fresh reader of chunks."""
        return Tokenizer(
            tuple(self.tokens["joiners"]),
            tuple(self.tokens["apostrophes"]),
            tuple((first, last) for first, last in self.tokens["paired_scripts"]),
            self.tokens["longest"],
        )

    def shared(self) -> dict[str, Any]:
        """What the browser needs to read a query and rank pages, as plain data."""
        return {
            "tokens": {
                "joiners": self.tokens["joiners"],
                "apostrophes": self.tokens["apostrophes"],
                "paired": self.tokens["paired_scripts"],
                "longest": self.tokens["longest"],
            },
            "stopWords": sorted(self.stop_words),
            "ranking": self.ranking,
            "limits": self.limits,
            "synonyms": [list(group) for group in self.synonyms],
        }


def read_definition(path: Path, synonyms: tuple[tuple[str, ...], ...] = ()) -> Definition:
    """The definition at `path`, with more synonym groups (a glossary's) after its own."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    own = tuple(tuple(group) for group in data.get("synonyms", ()))
    return Definition(
        tokens=data["tokens"],
        fields={name: FieldWeight(**weights) for name, weights in data["fields"].items()},
        ranking=data["ranking"],
        limits=data["limits"],
        synonyms=own + synonyms,
    )
