"""The pages of a built site, section by section, as its theme's own search data lists them."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
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
    description: str = ""
    """What is shown of an opening that has no text of its own."""


def read_pages(listing: Mapping[str, Any], about: Callable[[str], Mapping[str, Any]] = lambda _: {}) -> list[SearchPage]:
    """The pages in the theme's search data, in its order. `about(url)` gives `kind` and `symptoms` of a page, where known."""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for entry in listing["docs"]:
        grouped.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return [_page(url, found, about(url)) for url, found in grouped.items()]


def _page(url: str, entries: Iterable[Mapping[str, Any]], about: Mapping[str, Any]) -> SearchPage:
    sections = tuple(_section(entry) for entry in entries)
    name = str(about.get("title") or "")
    return SearchPage(
        url=url,
        title=sections[0].heading,
        sections=sections,
        kind=about.get("kind", ""),
        symptoms=tuple(about.get("symptoms", ())),
        names=(name,) if name and name.casefold() != sections[0].heading.casefold() else (),
        description=str(about.get("description") or ""),
    )


def _section(entry: Mapping[str, Any]) -> SearchSection:
    return SearchSection(entry["location"].partition("#")[2], _plain(entry["title"]), _plain(entry.get("text", "")))


def _plain(markup: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()
