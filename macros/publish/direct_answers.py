"""Queries that have one answer: a severity level (`P2`), an article about codes (`http-503`), and questions of `search.yml` that facts answer."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from ..portal import Portal
from ..search.definition import Definition
from ..views import draw
from ..views.components import PageContext

_ABOUT_CODES = re.compile(r"([a-z]+)((?:-\d{3})+)$")


def list_answers(portal: Portal, place: PageContext, definition: Definition) -> list[dict[str, Any]]:
    """Every direct answer: what a reader says for it, and the card.

    `says` lists whole queries, folded as the search folds them; `asks` lists phrases as stems, whose words a query must have.
    """
    return [*_levels(portal, place), *_codes(portal, place), *_questions(portal, place, definition)]


def _questions(portal: Portal, place: PageContext, definition: Definition) -> Iterator[dict[str, Any]]:
    for answer in portal.search.answers:
        principles = [principle.text for principle in portal.organisation.principles if principle.id == answer.principle]
        said = [text for text in (answer.text, *principles) if text]
        parts = [draw("channel_hours", portal, place, channel) for channel in answer.channels]
        if answer.paid_option:
            parts.append(draw("paid_summary", portal, place, answer.paid_option))
        if answer.coverage:
            parts.append(draw("coverage_summary", portal, place))
        url = place.link(answer.page, answer.anchor or "")
        if url:
            yield {
                "says": [],
                "asks": definition.all_stems(answer.says),
                "title": answer.title,
                "text": " ".join([*said, *map(_plain, parts)]),
                "url": url.removeprefix("./"),
            }


def _plain(html: str) -> str:
    """Return the words of a component as sentences, one for each line that has words."""
    lines = [str(Markup(line).striptags()) for line in html.splitlines()]
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines if line)


def _levels(portal: Portal, place: PageContext) -> Iterator[dict[str, Any]]:
    for rank, level in enumerate(portal.levels.levels, 1):
        label = level.label.lower()
        url = place.link(place.pages.severity_levels, level.id)
        if url:
            yield {
                "says": [
                    *dict.fromkeys((label, level.name.lower())),
                    *(f"{word} {label}" for word in ("level", "severity", "priority", "what is")),
                ],
                "title": f"{level.label}: {level.word}" if level.word else level.label,
                "text": " ".join(filter(None, (level.meaning, level.advice))),
                "url": url.removeprefix("./"),
                "rank": min(rank, 6),
            }


def _codes(portal: Portal, place: PageContext) -> Iterator[dict[str, Any]]:
    for slug, article in portal.articles.items():
        found = _ABOUT_CODES.match(slug)
        url = place.link(f"{article.pages_folder}/{slug}.md")
        if not found or not url:
            continue
        codes = found[2].strip("-").split("-")
        yield {
            "says": [said for code in codes for said in (code, f"{found[1]} {code}", f"error {code}", f"code {code}", f"{code} error")],
            "title": article.title,
            "text": article.description,
            "url": url.removeprefix("./"),
        }
