"""Old addresses: `_redirects` for hosts that read it, a small page for those that do not, and anchors that moved."""

import re

from ..facts.site import MovedAnchor, Redirect
from ..sources.problems import Problem, ProblemsFound, show_value
from ..views.components import render
from .site import BuiltPage, Site


def check_anchors(site: Site) -> None:
    """Raise `ProblemsFound` when a redirect leads to an anchor that is on no page: macros draw anchors, so only a built page shows it."""
    problems = []
    entries: tuple[Redirect | MovedAnchor, ...] = (*site.facts.redirects.redirects, *site.facts.redirects.moved_anchors)
    for entry in entries:
        source, _, anchor = entry.page.partition("#")
        if anchor and f'id="{anchor}"' not in _page(site, source).html:
            problems.append(Problem("docs/_data/redirects.yml", 1, 1, entry.old, show_value(entry.page), "an anchor that is on this page"))
    if problems:
        raise ProblemsFound(problems)


def move_anchors(site: Site) -> None:
    """Give each renamed heading its old anchor too, so that links from outside still land there."""
    for moved in site.facts.redirects.moved_anchors:
        source, _, anchor = moved.page.partition("#")
        page = _page(site, source)
        mark = str(render("moved-anchor.html", {"old": moved.old}, site.context_of(page)))
        heading = re.compile(rf"<[a-z0-9-]+ [^>]*\bid=\"{re.escape(anchor)}\"[^>]*>")
        if found := heading.search(page.html):
            page.html = page.html[: found.end()] + mark + page.html[found.end() :]


def write_redirects(site: Site) -> None:
    """Add a page at each old address, and write `_redirects`."""
    for redirect in site.facts.redirects.redirects:
        source, _, anchor = redirect.page.partition("#")
        target = _page(site, source).address + (f"#{anchor}" if anchor else "")
        _add_page(site, redirect.old, target)
        old = site.base_path + redirect.old.strip("/")
        site.leads += [(each, site.base_path + target) for each in ((old, f"{old}/") if redirect.old.endswith("/") else (old,))]
    site.write("_redirects", "".join(f"{old} {new} 301\n" for old, new in site.leads))


def _page(site: Site, source: str) -> BuiltPage:
    page = site.page_of(source)
    assert page is not None  # `check_redirects` has seen that it is there
    return page


def _add_page(site: Site, old: str, target: str) -> None:
    path = site.folder / (f"{old}index.html" if old.endswith("/") else old)
    if path.suffix != ".html":
        return  # only a server can lead from an address that is no page
    page = BuiltPage(path, old, "", language=site.language)
    context = site.context_of(page)
    page.html = str(render("redirect.html", {"target": context.to_root + target, "whole": site.whole(target)}, context)) + "\n"
    site.pages.append(page)
