"""The pages of a built site, section by section, as its theme's own search data lists them."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_SPACE = re.compile(r"\s+")
LISTING = "search/search_index.json"


@dataclass(frozen=True)
class SearchSection:
    """One heading and the text under it."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class SearchPage:
    """One page: where it is, what it is called, of what kind, and its sections; the first is its opening."""

    url: str
    title: str
    sections: tuple[SearchSection, ...]
    kind: str = ""
    symptoms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Other titles it is known by, as its writer named it for menus."""
    linked: tuple[str, ...] = ()
    """The words of links to it from other pages."""
    around: tuple[str, ...] = ()
    """What stands around those links."""
    description: str = ""
    """What is shown of an opening that has no text of its own."""


def read_pages(listing: Mapping[str, Any]) -> list[SearchPage]:
    """The pages in the theme's search data, in its order."""
    grouped: dict[str, list[SearchSection]] = {}
    for entry in listing["docs"]:
        url, _, anchor = entry["location"].partition("#")
        grouped.setdefault(url, []).append(SearchSection(anchor, plain_text(entry["title"]), plain_text(entry.get("text", ""))))
    return [SearchPage(url, sections[0].heading, tuple(sections)) for url, sections in grouped.items()]


def plain_text(markup: str) -> str:
    """What a reader sees of a piece of HTML, with single blanks."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()
