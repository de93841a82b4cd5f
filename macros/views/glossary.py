"""The field's words: the whole list, and one word inside a sentence."""

from typing import Any

from ..portal import Portal
from ..search.tokens import fold
from .arguments import get_by_id


def glossary(portal: Portal) -> dict[str, Any]:
    """Every term in the order of the alphabet, by its first letter. `Ä` is among those with `A`."""
    terms = {term.id: term for term in portal.glossary.terms}
    ordered = sorted(portal.glossary.terms, key=lambda term: fold(term.term))
    letters: dict[str, list[dict[str, Any]]] = {}
    for term in ordered:
        described = {"entry": term, "see_also": [terms[each] for each in term.see_also]}
        letters.setdefault(fold(term.term)[0].upper(), []).append(described)
    return {"letters": letters, "example": ", ".join(sorted((term.term for term in ordered), key=len)[:2])}


def term(portal: Portal, term: str, text: str = "") -> dict[str, Any]:
    """One term inside a sentence, linked to its definition; `text` replaces its words."""
    entry = get_by_id(portal.glossary.terms, term)
    return {"term": entry, "text": text or entry.term}
