"""Check what `hosting.yml` and `redirects.yml` say of pages: what is kept for when the network goes is there, and old addresses lead somewhere."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ..portal import Portal, Sources
from ..sources.page_file import Pages
from ..sources.problems import Problem, show_value


def check_redirects(portal: Portal, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each redirect to a page that is not there, and for each that would hide a page.

    A redirect leads to a page and never to a redirect, so there can be no loop.
    """
    if not portal.has("redirects"):
        return
    source, known = sources["redirects"], pages.by_path
    taken = {path.removesuffix(".md").removesuffix("index").strip("/") for path in known}
    for key in ("redirects", "moved_anchors"):
        for index, entry in enumerate(getattr(portal.redirects, key)):
            page = entry.page.partition("#")[0]
            if page not in known:
                yield source.unknown((key, index, "page"), entry.page, known, "a page below docs")
    for index, redirect in enumerate(portal.redirects.redirects):
        if redirect.old.removesuffix("index.html").removesuffix(".html").strip("/") in taken:
            yield source.problem(("redirects", index, "old"), show_value(redirect.old), "an address that no page has")


def check_offline_pages(portal: Portal, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each listed page or folder that has no page below docs."""
    offline = portal.hosting.offline_pages
    if offline is None:
        return
    known = {*pages.by_path, *(f"{folder}/" for path in pages.by_path for folder in PurePosixPath(path).parents if folder.name)}
    listed = [(("offline_pages", "pages", index), page) for index, page in enumerate(offline.pages)]
    for place, page in (*listed, (("offline_pages", "instead"), offline.instead)):
        if page not in known:
            yield sources["hosting"].unknown(place, page, known, "a page below docs, or a folder of them")
