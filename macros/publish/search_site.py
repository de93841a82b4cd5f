"""Gives a built site the search: this portal's, another company's portal, or any other site of the theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ..portal import Portal, load_portal
from ..search.definition import Definition
from ..search.documents import NoListing, Page
from ..search.page_kinds import KINDS
from ..views.components import Place, render
from .direct_answers import list_answers
from .page_facts import look_up, read_page_facts
from .search_index import publish_search

PROJECT = Path(__file__).resolve().parents[2]


def add_search(site_dir: Path, docs_dir: Path, directory_urls: bool) -> list[Page]:
    """Puts the index, the worker and the box's parts into the site made from `docs_dir`; returns the pages indexed.

    A site whose theme lists no pages for a search stays without one. A site without facts of its own is searched by this
    portal's definition. Raises `ProblemsFound` when the facts are not good.
    """
    own = load_portal(docs_dir / "_data") if (docs_dir / "_data" / "levels.yml").is_file() else None
    definition = make_definition(own if own and own.search else load_portal(PROJECT / "docs/_data"))
    place = Place(docs_dir, "", directory_urls)
    extra: dict[str, Any] = {"kindNames": KINDS, "answers": list_answers(own, place) if own else []}
    draw_parts = cache(lambda root: render("search-parts.html", {"root": root}, place))
    facts = look_up(read_page_facts(docs_dir, directory_urls))
    try:
        return publish_search(site_dir, definition, PROJECT / "docs/assets", draw_parts, facts, extra)
    except NoListing:
        return []


def make_definition(portal: Portal) -> Definition:
    """The definition of a portal's search, with its glossary's other names as synonyms."""
    assert portal.search is not None
    return Definition(portal.search, tuple((term.term, *term.aliases) for term in portal.glossary.terms if term.aliases))
