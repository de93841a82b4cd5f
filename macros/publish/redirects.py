"""Old addresses: `_redirects` for hosts that read it, a small page for those that do not, and anchors that moved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..sources.problems import Problem, ProblemsFound, show_value
from ..views.components import Place, render
from .site import Site

Leads = tuple[tuple[str, str], ...]
"""Pairs of paths on the host: where a reader comes, and where the reader is led."""


def add_redirects(site: Site) -> Leads:
    """Write a page at each old address, and `_redirects`; return what a server should do. Raises `ProblemsFound`."""
    if problems := list(_find_lost_anchors(site)):
        raise ProblemsFound(problems)
    leads = []
    for redirect in site.redirects.redirects:
        page, _, anchor = redirect.page.partition("#")
        target = site.address(page, anchor)
        _write_page(site, redirect.old, target)
        old = site.base_path + redirect.old.strip("/")
        leads += [(each, site.base_path + target) for each in ((old, f"{old}/") if redirect.old.endswith("/") else (old,))]
    (site.folder / "_redirects").write_text("".join(f"{old} {new} 301\n" for old, new in leads), encoding="utf-8")
    return tuple(leads)


def move_anchors(site: Site) -> None:
    """Give each renamed heading its old anchor too, so that links from outside still land there."""
    for moved in site.redirects.moved_anchors:
        page, _, anchor = moved.page.partition("#")
        path = site.file_of(page)
        html = path.read_text(encoding="utf-8")
        mark = render("moved-anchor.html", {"old": moved.old}, Place(site.docs_dir))
        heading = re.compile(rf"<[a-z0-9-]+ [^>]*\bid=\"{re.escape(anchor)}\"[^>]*>")
        path.write_text(heading.sub(lambda found, mark=str(mark): found[0] + mark, html, count=1), encoding="utf-8")


def _find_lost_anchors(site: Site) -> Iterator[Problem]:
    for entry in (*site.redirects.redirects, *site.redirects.moved_anchors):
        page, _, anchor = entry.page.partition("#")
        if anchor and f'id="{anchor}"' not in site.file_of(page).read_text(encoding="utf-8"):
            yield Problem("docs/_data/redirects.yml", 1, 1, entry.old, show_value(entry.page), "an anchor that is on this page")


def _write_page(site: Site, old: str, target: str) -> None:
    path = site.folder / (f"{old}index.html" if old.endswith("/") else old)
    if path.suffix != ".html":
        return  # only a server can lead from an address that is no page
    place = site.place_of(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    context = {"target": place.to_root + target, "whole": site.whole(target)}
    path.write_text(render("redirect.html", context, place) + "\n", encoding="utf-8")
