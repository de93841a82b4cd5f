"""Small files of words that are guessed at: completions of one or two letters, and what complaints may mean.

Without them a single letter or a complaint would fetch a piece of the index for each of its words.
"""

from __future__ import annotations

from collections import defaultdict

from .definition import Definition
from .entries import brief_entry, pack
from .postings import Postings


def pack_hints(postings: Postings, definition: Definition) -> bytes:
    """The words that complaints may mean: a hint finds no page, it raises some, so the heaviest sections are enough."""
    limit = definition.file.limits.brief_postings
    return pack(brief_entry(stem, (), postings, limit) for stem in definition.hinted if stem in postings.terms)


def pack_short(postings: Postings, definition: Definition) -> dict[str, bytes]:
    """For each first letter, the words that one and two letters may be completed to, and those that are as short themselves."""
    limits = definition.file.limits
    chosen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for start, found in _completions(postings, limits.short_letters).items():
        for _, _, word, term in sorted(found)[: limits.short_completions]:
            chosen[start[0]][term].add(word)
    for term, words in postings.words.items():
        for word in words:
            if len(word) <= limits.short_letters and " " not in term:  # the word, or a heading that is nothing else
                chosen[word[0]][term].add(word)
    return {
        letter: pack(brief_entry(term, sorted(words), postings, limits.brief_postings) for term, words in sorted(terms.items()))
        for letter, terms in sorted(chosen.items())
    }


def _completions(postings: Postings, letters: int) -> dict[str, list[tuple[int, int, str, str]]]:
    """For each beginning of up to `letters`: the words it begins, first those that most pages are titled with, each with its stem."""
    best: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for term, words in postings.words.items():
        if " " in term or term.startswith("=") or not postings.titled[term]:
            continue
        word = max(sorted(words), key=words.__getitem__)
        for length in range(1, letters + 1):
            if len(word) > length:
                best[word[:length]].append((-postings.titled[term], -len(postings.terms[term]), word, term))
    return best
