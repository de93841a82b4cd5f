"""The search definition (`docs/_data/search.yml`) as the indexer and the browser need it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lunr.stop_word_filter import WORDS

from macros.models.search import FieldWeight, SearchFile
from macros.search.tokens import Tokenizer


@dataclass(frozen=True)
class Definition:
    """Everything both languages share. `synonyms` are groups of phrases besides those of the file."""

    file: SearchFile
    synonyms: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """lunr's stop words, less the meaningful ones, and the fillers; folded as a query word is."""
        words = (set(WORDS) | set(self.file.tokens.fillers)) - set(self.file.tokens.meaningful)
        return frozenset(word.replace("'", "") for word in words)

    def weight_of(self, field: str) -> FieldWeight:
        """What a match in `field` is worth."""
        return getattr(self.file.fields, field)

    def tokenizer(self) -> Tokenizer:
        """A fresh reader of chunks."""
        rules = self.file.tokens
        return Tokenizer(rules.joiners, rules.apostrophes, rules.paired_scripts, rules.longest)

    def shared(self) -> dict[str, Any]:
        """What the browser needs to read a query and rank pages, as plain data."""
        rules = self.file.tokens
        return {
            "tokens": {
                "joiners": rules.joiners,
                "apostrophes": rules.apostrophes,
                "paired": rules.paired_scripts,
                "longest": rules.longest,
            },
            "stopWords": sorted(self.stop_words),
            "ranking": self.file.ranking.model_dump(),
            "limits": self.file.limits.model_dump(),
            "synonyms": self._synonyms(),
        }

    def _synonyms(self) -> list[list[str]]:
        """Groups of phrases, each read as a query is; a phrase that stands alone says nothing."""
        read = self.tokenizer().chunks
        groups = [[" ".join(chunk.whole for chunk in read(phrase)) for phrase in group] for group in (*self.file.synonyms, *self.synonyms)]
        return [group for group in (list(dict.fromkeys(filter(None, group))) for group in groups) if len(group) > 1]
