"""Give a built site the search: the split index, the worker, and its name on every page.

Works on any site built with the theme Material, whatever its pages and settings. The theme's bundle is left as it is: each
page names the worker in its `__config` block, and loads one style sheet and one module more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from jinja2.utils import htmlsafe_json_dumps

from ..facts.search import SearchFile
from ..portal import Portal
from ..search.browser_stemmer import read_stemmer
from ..search.definition import Definition
from ..search.documents import LISTING, SearchPage, read_pages
from ..search.index import split_index, write_index
from ..search.links import Mentions, read_mentions
from ..search.page_kinds import kind_of
from ..views.components import render
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
    extra = {
        "kindNames": json.loads(render("page-kinds.html", {}, site.root)),
        "answers": list_answers(site.portal, site.root, definition) if site.portal else [],
    }
    written = {page.address: page for page in site.written_pages()}
    mentions = read_mentions({address: page.content for address, page in written.items()})
    pages = [
        _describe(page, written[page.url], mentions.get(page.url, Mentions())) if page.url in written else page
        for page in read_pages(listing)
    ]
    name = write_index(split_index(pages, definition, extra), site.folder / "search")
    stub = {"config": listing.get("config", {}), "docs": []}  # the theme loads this on every page
    site.write(LISTING, json.dumps(stub, ensure_ascii=False, sort_keys=True))
    copy_assets(site, "search/")  # for a site that has none of our overrides
    if script := read_stemmer(definition.language):
        site.write(f"search/lunr-{definition.language}.js", script)

    home = site.portal.home if site.portal else None

    @cache
    def draw(template: str, root: str) -> str:
        return str(render(template, {"root": root, "index": name, "popular": home.search.examples if home else ()}, site.root))

    for page in site.pages:
        _add_to_page(page, draw, is_guest=bool(site.guest))


def make_definition(search: SearchFile, portal: Portal | None, language: str = "en") -> Definition:
    """Return the definition of a site's search, with the other names in its portal's glossary as synonyms."""
    terms = portal.glossary.terms if portal else ()
    return Definition(search, tuple((term.term, *term.aliases) for term in terms), language)


def _describe(page: SearchPage, built: BuiltPage, mentions: Mentions) -> SearchPage:
    """Add what a page's writer says about it (its kind, its title in menus, the symptoms it answers), and what other pages say."""
    name = str(built.meta.get("title") or "")
    symptoms = built.meta.get("symptoms", built.meta.get("keywords", ()))
    return replace(
        page,
        kind=kind_of(built.source, built.meta.get("kind")),
        names=(name,) if name and name.casefold() != page.title.casefold() else (),
        symptoms=tuple(map(str, symptoms)) if isinstance(symptoms, list | tuple) else (),
        description=built.description,
        linked=mentions.linked,
        around=mentions.around,
    )


def _add_to_page(page: BuiltPage, draw: Callable[[str, str], str], *, is_guest: bool) -> None:
    """Load our script in a page and name our worker in its configuration; a page without a search stays as it is."""
    found = _CONFIG.search(page.html)
    config = json.loads(found[2]) if found else {}
    if not found or not config.get("search"):
        return
    root = config["search"].rpartition("assets/")[0]
    config["search"] = f"{root}{COMPONENTS}/search/search-worker.js"
    before, after = page.html[: found.start(2)], page.html[found.end() :]
    if not is_guest:  # most pages of a site that has its own MkDocs have none of our styles, which hide the sentence until it is true
        before = _BOX.sub(lambda _: draw("search-missing.html", root), before, count=1)
    page.html = f"{before}{htmlsafe_json_dumps(config)}{after}"
    page.foot.append(draw("search-parts.html", root))
