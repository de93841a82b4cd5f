"""What the components need in a site that has its own MkDocs: their files, and on each page that has one, the loader and the styles."""

import re

from ..sources.files import display_path
from ..sources.problems import Problem, ProblemsFound
from ..views.components import render
from .calendars import write_calendars
from .content_policy import write_policy
from .own_assets import copy_assets
from .site import BuiltPage, Site
from .source_date import set_source_date

_ARTICLE = re.compile(r"<article\b[^>]*>")


def add_components(site: Site) -> None:
    """Copy the components' files, and let each page that has one load them. Raises `ProblemsFound` for each page on which they wouldn't work."""
    copy_assets(site)
    pages = [page for page in site.pages if page.source in site.drawn]
    if problems := [problem for page in pages if (problem := _find_obstacle(site, page))]:
        raise ProblemsFound(problems)
    for page in pages:
        loads = str(render("guest-page.html", {}, site.context_of(page)))
        page.html = _ARTICLE.sub(lambda found, loads=loads: found[0] + loads, page.html, count=1)  # type: ignore[misc]


def _find_obstacle(site: Site, page: BuiltPage) -> Problem | None:
    file = display_path(site.docs_dir / page.source)
    if "data-md-color-scheme" not in page.html:
        hint = "in mkdocs.yml, theme: name: material; or take the macros off this page"
        return Problem(file, 1, 1, "", "a component on a page that another theme draws", "the theme Material", hint)
    if not _ARTICLE.search(page.html):
        hint = "call the block `content` of the theme's template, or take the macros off this page"
        return Problem(file, 1, 1, "", "a component on a page without the theme's <article>", "a template that keeps it", hint)
    return None


def add_calendars(site: Site) -> None:
    """Write the calendars, which begin with the year of the sources. What MkDocs dates is written by now, and keeps the site's own date."""
    set_source_date(site.docs_dir.parent)
    write_calendars(site)


def add_policy(site: Site) -> None:
    """Add the content security policy to the head of every page."""
    for page in site.pages:
        policy = render("guest-policy.html", {"policy": write_policy(site.directives)}, site.context_of(page))
        page.html = page.html.replace("<head>", f"<head>{policy}", 1)
