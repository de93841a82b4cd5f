"""One function says whether the sources are good: the build and `scripts/check` both call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from ..portal import Portal, check_data, display_path
from ..sources.page_file import Page, read_pages
from ..sources.problems import Problem
from .articles import check_article
from .offline_pages import check_kept_pages
from .pages import check_page
from .redirects import check_redirects
from .settings import check_settings
from .troubleshooter_pages import check_troubleshooter_pages

# Checks over all pages at once. Each yields located problems.
PagesCheck = Callable[[Portal, list[Page]], Iterator[Problem]]
PAGES_CHECKS: tuple[PagesCheck, ...] = (check_troubleshooter_pages, check_redirects, check_kept_pages)


def check_project(docs_dir: Path, today: date | None) -> tuple[Portal | None, list[Problem]]:
    """Return the portal of `docs_dir` (None when its facts cannot be used) and every problem, facts first, then the settings and pages.

    `today` is the day against which facts that age are judged; None leaves their age alone, so that the same sources
    always build.
    """
    portal, problems = check_data(docs_dir / "_data", today)
    problems += check_settings(docs_dir)
    usable = None if any(problem.level == "error" for problem in problems) else portal
    pages = list(read_pages(docs_dir, display_path(docs_dir)))
    for page in pages:
        problems += check_article(page)
    if portal is None:
        return None, problems
    for page in pages:
        problems += check_page(page, usable)
    for check in PAGES_CHECKS if usable else ():
        problems += check(portal, pages)
    return portal, problems
