"""The field's words: the whole list, and one word inside a sentence."""

from __future__ import annotations

from typing import Any

from ..facts.articles import Term
from ..portal import Portal
from .arguments import get_by_id


def glossary(portal: Portal) -> dict[str, Any]:
    """Every term in the order of the alphabet, and the first one of each letter."""
    terms = {term.id: term for term in portal.glossary.terms}
    ordered = sorted(portal.glossary.terms, key=lambda term: term.term.casefold())
    letters: dict[str, Term] = {}
    for term in ordered:
        letters.setdefault(term.term[0].upper(), term)
    return {"letters": letters, "terms": [{"entry": term, "see_also": [terms[each] for each in term.see_also]} for term in ordered]}


def term(portal: Portal, term: str, text: str = "") -> dict[str, Any]:
    """One term inside a sentence, linked to its definition; `text` replaces its words."""
    entry = get_by_id(portal.glossary.terms, term)
    return {"term": entry, "text": text or entry.term}
