"""Links, anchors and images lead to something that is in the site, as the strict build would say, but with line and column."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from urllib.parse import unquote, urlsplit

from ..portal import Portal, Sources
from ..sources.markdown import Link, list_anchors, list_links, place, without_code
from ..sources.page_file import Page, Pages, address_of
from ..sources.problems import Problem, nearest, show_value
from ..views import draw
from ..views.arguments import ArgumentRefused
from ..views.components import PageContext
from .page_code import list_calls
from .settings import SETTINGS, find_excluded

SCHEMES = ("https", "http", "mailto", "tel")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ID = re.compile(r"""\b(?:id|name)=["']?([\w:.-]+)""")
# Footnotes and the like: made by extensions that this check does not read.
_MADE = re.compile(r"fn(?:ref)?\d*:|__")


def check_links(portal: Portal, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield each address in a page that leads nowhere, and each image that another site would send."""
    excluded = find_excluded(sources[SETTINGS], pages)
    finder = _Finder(portal, pages, excluded, sources[SETTINGS].value(("use_directory_urls",)) is not False)
    for page in pages:
        if page.path not in excluded:
            visible = without_code(page.body)
            for link in list_links(visible):
                yield from finder.check(page, link, *place(visible, link.offset))


def check_fact_pages(_portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield each page that a fact names and that is not there: its link would be left out without a word."""
    for key, source in sources.items():
        for path in source.positions if key not in ("redirects", "hosting") else ():  # they have checks of their own
            if path[-1:] == ("page",) or path[-2:-1] == ("pages",) or (key == "pages" and path):
                name = source.value(path)
                if isinstance(name, str) and name.endswith(".md") and name not in pages.by_path:
                    yield source.problem(
                        path, show_value(name), "a page below docs", nearest(name, pages.by_path) or "write the page, or leave the fact out"
                    )


class _Finder:
    """Where an address of a page leads."""

    def __init__(self, portal: Portal, pages: Pages, excluded: frozenset[str], directory_urls: bool) -> None:
        self.portal, self.pages = portal, pages
        self.files = pages.files - excluded
        self.images = {host.origin for host in portal.hosting.external_hosts if "images" in host.loads}
        self.addresses = {path: address_of(path, directory_urls) for path in pages.by_path if path in self.files}
        self.paths = {address: path for path, address in self.addresses.items()}
        self.anchors = cache(self._find_anchors)

    def check(self, page: Page, link: Link, line: int, column: int) -> Iterator[Problem]:
        """Yield what is wrong with one address."""
        target = link.target
        if not target:
            yield page.problem(line, column, "a link to nothing", "an address")
        elif target.startswith("//") or _SCHEME.match(target):
            yield from self._check_outside(page, link, line, column)
        elif target.startswith("/"):
            expected = "an address relative to this page, like ../policy/index.md"
            yield page.problem(line, column, show_value(target), expected, "the portal may stand below a path of its host")
        else:
            yield from self._check_inside(page, link, line, column)

    def _check_outside(self, page: Page, link: Link, line: int, column: int) -> Iterator[Problem]:
        try:
            parts = urlsplit(link.target)
            known = parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme in ("mailto", "tel"))
        except ValueError:
            known = False
        if not known:
            yield page.problem(line, column, show_value(link.target), "an address that starts with https://, mailto: or tel:")
        elif link.loads and f"{parts.scheme}://{parts.netloc}" not in self.images:
            hint = "copy it below docs/assets, or allow its host under external_hosts in hosting.yml"
            yield page.problem(line, column, f"an image of another site, {show_value(link.target)}", "an image of this portal", hint)

    def _check_inside(self, page: Page, link: Link, line: int, column: int) -> Iterator[Problem]:
        path, _, anchor = link.target.partition("#")
        path = unquote(path.partition("?")[0])
        if link.raw and path:
            base = self.addresses[page.path]
            there = posixpath.normpath(posixpath.join(base if base.endswith("/") or not base else posixpath.dirname(base), path))
            found = self.paths.get("" if there == "." else there + "/") or self.paths.get(there)
            found = found or (there if there in self.files and not there.endswith(".md") else None)
            expected = "an address of the built site, as HTML needs it, or a Markdown link"
        else:
            there = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            found = there if there in self.files else None
            expected = "a file below docs, relative to this page"
        if found is None:
            near = nearest(there, self.files) or nearest(there + ".md", self.files)
            yield page.problem(line, column, show_value(link.target), expected, near)
            return
        translated = f"{found.removesuffix('.md')}.{page.language}.md"
        found = translated if translated in self.files else found
        if anchor and found in self.pages.by_path and not _MADE.match(anchor) and unquote(anchor) not in self.anchors(found):
            where = f"an anchor of {found}"
            yield page.problem(line, column, show_value(f"#{anchor}"), where, nearest(anchor, self.anchors(found)))

    def _find_anchors(self, path: str) -> set[str]:
        page = self.pages.by_path[path]
        found = list_anchors(page.body)
        if page.renders_macros():
            here = PageContext(self.pages.docs_dir, self.addresses[path], self.addresses)
            for name, arguments, options in list_calls(page):
                with suppress(ArgumentRefused, TypeError):  # a call that its macro refuses is reported by itself
                    found |= set(_ID.findall(draw(name, self.portal, here, *arguments, **options)))
        return found
