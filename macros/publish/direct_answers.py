"""Queries that have one answer: a severity level (`P2`) and a SIP answer (`503`). The search shows it above the results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..portal import Portal
from ..views.components import PageContext

_SIP_CODES = re.compile(r"sip((?:-\d{3})+)$")


def list_answers(portal: Portal, place: PageContext) -> list[dict[str, Any]]:
    """Every direct answer: what a reader says for it, and the card. Words are folded as the search folds a query."""
    return [*_levels(portal, place), *_sip_answers(portal, place)]


def _levels(portal: Portal, place: PageContext) -> Iterator[dict[str, Any]]:
    for rank, level in enumerate(portal.levels.levels, 1):
        label = level.label.lower()
        url = place.link(place.pages.severity_levels, level.id)
        if url:
            yield {
                "says": [
                    label,
                    f"{label} {level.word.lower()}",
                    *(f"{word} {label}" for word in ("level", "severity", "priority", "what is")),
                ],
                "title": f"{level.label}: {level.word}",
                "text": f"{level.meaning} {level.advice}",
                "url": url.removeprefix("./"),
                "rank": min(rank, 6),
            }


def _sip_answers(portal: Portal, place: PageContext) -> Iterator[dict[str, Any]]:
    for slug, article in portal.articles.items():
        found = _SIP_CODES.match(slug)
        url = place.link(f"{article.pages_folder}/{slug}.md")
        if not found or not url:
            continue
        codes = found[1].strip("-").split("-")
        yield {
            "says": [said for code in codes for said in (code, f"sip {code}", f"error {code}", f"code {code}", f"{code} error")],
            "title": article.title,
            "text": article.description,
            "url": url.removeprefix("./"),
        }
