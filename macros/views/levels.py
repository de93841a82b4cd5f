"""The severity levels with all that belongs to each."""

from typing import Any

from ..portal import Portal
from .coverage import cover_words, possible_covers
from .severity import first_contact, ranked


def severity_table(portal: Portal) -> dict[str, Any]:
    """Every level, the worst first: what it means, what to do, the channel to use first, when it's covered, and examples."""
    levels = [
        level | {"contact": first_contact(portal, level["entry"]), "covers": _covers(portal, level["entry"])} for level in ranked(portal)
    ]
    return {"levels": levels, "set_by": portal.levels.set_by}


def _covers(portal: Portal, level: Any) -> list[dict[str, Any]]:
    """Return when a level is covered, and of which `category` that holds, if not of all."""
    labels = {category.id: category.label for category in portal.categories.categories}
    covers = [
        (labels[cover.category], cover_words(portal, cover))
        for cover, levels in possible_covers(portal)
        if any(each["entry"] is level for each in levels)
    ]
    if all(words == covers[0][1] for _, words in covers):
        return [words | {"category": ""} for _, words in covers[:1]]
    return [words | {"category": label} for label, words in covers]
