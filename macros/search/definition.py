"""The search definition (`docs/_data/search.yml`) as the indexer and the browser need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lunr.stop_word_filter import WORDS

from ..facts.search import SearchFile
from .browser_stemmer import read_stemmer, read_stop_words
from .everyday import EVERYDAY
from .tokens import fold, make_stemmer, read_chunks

DENIAL = "not"
# Words of the titles of pages that answer many questions, each in a section of its own.
_OF_MANY_QUESTIONS = tuple("faq faqs questions troubleshoot troubleshooting problem problems issue issues tips glossary".split())


@dataclass(frozen=True)
class Definition:
    """Everything both languages share. `synonyms` are groups of phrases besides those of the file."""

    file: SearchFile
    synonyms: tuple[tuple[str, ...], ...] = ()
    language: str = "en"
    """Whose stemmer and stop words are used. Words of a language that has no stemmer stay whole."""

    @property
    def is_english(self) -> bool:
        return self.language == "en"

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """The language's stop words, less the meaningful ones, and the fillers; folded as a query word is."""
        rules = self.file.tokens
        usual = WORDS if self.is_english else read_stop_words(self.language)
        own = rules.fillers if self.is_english or "fillers" in rules.model_fields_set else ()
        words = {*usual, *own} - set(rules.meaningful)
        return frozenset(fold(word.replace("'", "")) for word in words)

    @cached_property
    def stem(self) -> Callable[[str], str]:
        """The stemmer of folded words. A page on what fails may say it with any denial in its title: all of them are one word."""
        stem = make_stemmer(self.language)
        return lambda word: DENIAL if word in self.denials else stem(word)

    @cached_property
    def denials(self) -> frozenset[str]:
        """The stop words that say that something is wrong ("doesn't")."""
        return self.stop_words & set(map(self._said, self.file.complaints.signs))

    def shared(self) -> dict[str, Any]:
        """What the browser needs to read a query and rank pages, as plain data."""
        return {
            "stems": self.language if read_stemmer(self.language) else "",
            "stopWords": sorted(self.stop_words),
            "vagueWords": sorted(fold(word.replace("'", "")) for word in self.file.tokens.vague),
            "ranking": self.file.ranking.model_dump(),
            "synonyms": self._synonyms(),
            "complaints": self._complaints(),
        }

    def _synonyms(self) -> list[list[list[str]]]:
        """Groups of phrases, each as a query is read and, where they differ, by its stems; a phrase that stands alone says nothing."""
        everyday = [group.split(",") for line in EVERYDAY.split("\n") for group in line.split(";")] if self.is_english else ()
        own = (*everyday, *self.file.synonyms, *self.synonyms)
        groups = [list(dict.fromkeys(filter(None, map(self._said, group)))) for group in own]
        return [[list(dict.fromkeys((said, self._stems(said)))) for said in group] for group in groups if len(group) > 1]

    def _complaints(self) -> dict[str, Any]:
        """What complaints are known by, as stems, and the words that they mean."""
        rules = self.file.complaints
        return {
            "signs": self.all_stems(rules.signs),
            "meanings": [
                {"says": self.all_stems(one.says), "about": self.all_stems(one.about), "means": list(map(self._said, one.means))}
                for one in rules.meanings
            ],
        }

    def is_aside(self, title: str) -> bool:
        """Return whether a page with this title only mentions things."""
        return self._has_one(title, self.file.asides)

    def answers_many(self, title: str) -> bool:
        """Return whether a page with this title answers many questions."""
        return self._has_one(title, _OF_MANY_QUESTIONS)

    def _has_one(self, title: str, phrases: Iterable[str]) -> bool:
        said = f" {self._said(title)} "
        return any(f" {self._said(phrase)} " in said for phrase in phrases)

    def all_stems(self, phrases: Iterable[str]) -> list[str]:
        """Each phrase as the stems of its words."""
        return [self._stems(self._said(phrase)) for phrase in phrases]

    def _said(self, phrase: str) -> str:
        """A phrase as a query is read: its words, folded."""
        return " ".join(chunk.whole for chunk in read_chunks(phrase))

    def _stems(self, said: str) -> str:
        """The stems of a phrase's words; stop words stay as they are, as in `overrides/components/search/meaning.js`."""
        return " ".join(word if word in self.stop_words else self.stem(word) for word in said.split())
