"""Ways in: the search field and doors of the home page, the search on a page, and for readers without scripts all topics from A to Z."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from ..facts.home import Door, LiveHours
from ..portal import Portal
from ..rules.clock import hours_of
from ..search.tokens import fold
from ..sources.page_file import Page, read_pages
from .arguments import get_by_id, require
from .coverage import schedule_words

_HEADING = re.compile(r"^# +(.+?) *$", re.MULTILINE)
_DIGITS = "0-9"


def search_form(portal: Portal) -> dict[str, Any]:
    """A large search field that answers while somebody types."""
    return {"name": portal.organisation.name, "search": portal.home.search if portal.home else None}


def doors(portal: Portal) -> dict[str, Any]:
    """The ways on from the home page, each with a line that is up to date."""
    home = require(portal.home, "doors", "home.yml")
    counts = {"troubleshooters": len(portal.troubleshooters), "articles": len(portal.articles)}
    return {
        "doors": [_door(portal, door) for door in home.doors],
        "counts": counts,
        "levels": portal.levels.levels,
        "status": portal.status,
    }


def _door(portal: Portal, door: Door) -> dict[str, Any]:
    if not isinstance(door.live, LiveHours):
        return {"entry": door, "hours": None, "words": None}
    schedule = get_by_id(portal.schedules.schedules, door.live.schedule)
    return {"entry": door, "hours": hours_of(schedule).as_json(), "words": schedule_words(portal, schedule.id)}


class TopicEntry(NamedTuple):
    """One line of the list."""

    label: str
    page: str
    title: str
    """The page's title, when the label is one of its symptoms; else empty."""


def topic_index(
    portal: Portal, docs_dir: Path | None = None, addresses: Mapping[str, str] = MappingProxyType({}), language: str = ""
) -> dict[str, Any]:
    """Return the titles and symptoms of all pages by first letter, each letter by the alphabet. `draw` says where the pages are."""
    letters: dict[str, list[TopicEntry]] = defaultdict(list)
    for path, page in _list_pages(docs_dir, addresses, language) if docs_dir else ():
        for entry in _entries(page, path) if path not in (portal.pages.search, portal.pages.topics) else ():  # ways to search, no answers
            letters[_letter(entry.label)].append(entry)
    return {
        "letters": [(letter, sorted(set(letters[letter]), key=lambda entry: (fold(entry.label), entry))) for letter in sorted(letters)],
        "count": sum(map(len, letters.values())),
    }


def _list_pages(docs_dir: Path, addresses: Mapping[str, str], language: str) -> Iterable[tuple[str, Page]]:
    """Return each page by its path; in a site of several languages, by that without the language, and in the reader's one."""
    pages = read_pages(docs_dir)
    in_order = sorted(pages, key=lambda page: (page.language == language, not page.language))
    paths = {page.path if page.path in addresses else page.path_in_any_language: page for page in in_order}
    return [(path, page) for path, page in paths.items() if path in addresses]


def _entries(page: Page, path: str) -> Iterator[TopicEntry]:
    title = _title(page)
    if not title:
        return
    yield TopicEntry(title, path, "")
    symptoms = page.meta.get("symptoms", ())
    for symptom in symptoms if isinstance(symptoms, list | tuple) else ():
        yield TopicEntry(str(symptom), path, title)


def _title(page: Page) -> str:
    heading = _HEADING.search(page.body)
    return str(page.meta.get("title") or (heading[1] if heading else ""))


def _letter(label: str) -> str:
    first = next((letter for letter in fold(label) if letter.isalnum()), "0").upper()
    return _DIGITS if first.isdigit() else first


def search_page(_portal: Portal) -> dict[str, Any]:
    """The search on a page of its own: a form, and the results for the address's `q`."""
    return {}
