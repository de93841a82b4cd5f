"""Redirects lead from an address that nobody else has to a page that is there."""

from collections.abc import Iterator

from ..portal import Portal, Sources
from ..sources.page_file import Pages
from ..sources.problems import Problem, nearest, show_value


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
                yield source.problem((key, index, "page"), show_value(entry.page), "a page below docs", nearest(page, known))
    for index, redirect in enumerate(portal.redirects.redirects):
        if redirect.old.removesuffix("index.html").removesuffix(".html").strip("/") in taken:
            yield source.problem(("redirects", index, "old"), show_value(redirect.old), "an address that no page has")
