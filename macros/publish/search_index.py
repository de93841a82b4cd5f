"""Give a built site the search: the split index, the worker, and its name on every page.

Works on any site built with the theme Material, whatever its pages and settings. The theme's bundle is left as it is: each
page names the worker in its `__config` block, and loads one style sheet and one module more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from ..facts.search import SearchFile
from ..facts.site import PagesFile
from ..portal import Portal
from ..search.browser_stemmer import read_stemmer
from ..search.definition import Definition
from ..search.documents import LISTING, read_pages
from ..search.index import split_index, write_index
from ..search.page_kinds import kind_of
from ..views.components import PageContext, render
from .direct_answers import list_answers
from .own_assets import COMPONENTS, copy_assets
from .site import BuiltPage, Site

_CONFIG = re.compile(r'(<script id="?__config"? type="?application/json"?>)(.*?)(?=</script)', re.DOTALL)  # some sites drop the quotes
_BOX = re.compile(r'(?=<\w+ class="md-search-result")')


def add_search(site: Site) -> None:
    """Write the index and let every page use it. A site whose theme lists no pages for a search stays without one."""
    listing = site.listing
    if listing is None:
        return
    definition = make_definition(site.search, site.portal, site.language.partition("-")[0])
    pages_file = site.portal.pages if site.portal else PagesFile()
    context = PageContext(site.docs_dir, "", site.directory_urls, pages=pages_file, language=site.language, addresses=site.addresses)
    extra = {
        "kindNames": json.loads(render("page-kinds.html", {}, context)),
        "answers": list_answers(site.portal, context, definition) if site.portal else [],
    }
    written = {page.address: page for page in site.written_pages()}
    pages = read_pages(listing, lambda address: _facts(written.get(address)))
    name = write_index(split_index(pages, definition, extra), site.folder / "search")
    stub = {"config": listing.get("config", {}), "docs": []}  # the theme loads this on every page
    site.write(LISTING, json.dumps(stub, ensure_ascii=False, sort_keys=True))
    copy_assets(site, "search/")  # for a site that has none of our overrides
    if script := read_stemmer(definition.language):
        site.write(f"search/lunr-{definition.language}.js", script)

    home = site.portal.home if site.portal else None

    def draw(template: str, root: str) -> str:
        return str(render(template, {"root": root, "index": name, "popular": home.search.examples if home else ()}, context))

    # A site that has its own MkDocs has none of our styles on most pages, which hide the sentence until it is true.
    make_pieces = cache(lambda block: _make_pieces(block, draw, None if site.guest else "search-missing.html"))
    for page in site.pages:
        _add_to_page(page, make_pieces)


def make_definition(search: SearchFile, portal: Portal | None, language: str = "en") -> Definition:
    """Return the definition of a site's search, with the other names in its portal's glossary as synonyms."""
    terms = portal.glossary.terms if portal else ()
    return Definition(search, tuple((term.term, *term.aliases) for term in terms if term.aliases), language)


def _facts(page: BuiltPage | None) -> Mapping[str, Any]:
    """Return what a page's writer says about it: its kind, its title in menus, and the symptoms it answers."""
    if page is None:
        return {}
    symptoms = page.meta.get("symptoms", page.meta.get("keywords", ()))
    return {
        "kind": kind_of(page.source, page.meta.get("kind")),
        "title": page.meta.get("title"),
        "description": page.description,
        "symptoms": tuple(map(str, symptoms)) if isinstance(symptoms, list | tuple) else (),
    }


def _add_to_page(page: BuiltPage, make_pieces: Callable[[str], tuple[str, str, str] | None]) -> None:
    """Load our script in a page and name our worker in its configuration; a page without one stays as it is."""
    found = _CONFIG.search(page.html)
    pieces = make_pieces(found[2]) if found else None
    if found and pieces:
        config, parts, missing = pieces
        before = _BOX.sub(lambda _: missing, page.html[: found.start()], count=1)
        page.html = "".join((before, found[1], config, page.html[found.end() :]))
        page.foot.append(parts)


def _make_pieces(block: str, draw: Callable[[str, str], str], missing: str | None) -> tuple[str, str, str] | None:
    """Return a page's configuration with our worker, what goes to the end of the page, and what the box says without our script.

    None when the page has no search.
    """
    config = json.loads(block)
    if not config.get("search"):
        return None
    base = re.match(r"(?:.*/)?(?=assets/)", config["search"])
    root = base[0] if base else ""
    config["search"] = f"{root}{COMPONENTS}/search/search-worker.js"
    return str(htmlsafe_json_dumps(config)), draw("search-parts.html", root), draw(missing, root) if missing else ""
