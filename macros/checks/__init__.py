"""Every check of facts, pages and settings, in the order in which they run.

To add one, write a function of the portal, its sources and the pages that yields problems, and list it here. A check opens no file.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from ..portal import Portal, Sources, read_portal
from ..sources.page_file import Pages, read_pages, read_settings
from ..sources.problems import Problem
from ..sources.translation import list_languages
from .articles import check_articles, check_knowledge_base
from .channels import check_channels, check_composer, check_provider
from .coverage import check_coverage, check_next_steps, check_states, check_targets
from .links import check_fact_pages, check_links
from .page_code import check_markup, check_page_code
from .pages import check_pages, check_prose, check_titles
from .references import check_references
from .review_dates import check_review_dates
from .settings import SETTINGS, check_navigation, check_settings
from .severity import check_severity
from .site import check_offline_pages, check_redirects
from .translations import check_translations
from .troubleshooters import check_translated_pages, check_troubleshooter_articles, check_troubleshooter_pages, check_troubleshooters

# What must hold across the data files.
FACT_CHECKS: tuple[Callable[[Portal, Sources], Iterator[Problem]], ...] = (
    check_references,
    check_states,
    check_coverage,
    check_severity,
    check_targets,
    check_composer,
    check_next_steps,
    check_troubleshooters,
    check_provider,
    check_translations,
)

# What must hold for each page whatever the facts say. The portal is None while its facts are wrong.
PAGE_CHECKS: tuple[Callable[[Portal | None, Sources, Pages], Iterator[Problem]], ...] = (
    check_settings,
    check_navigation,
    check_articles,
    check_pages,
    check_page_code,
    check_markup,
    check_titles,
    check_prose,
)

# What pages and facts say of each other.
PROJECT_CHECKS: tuple[Callable[[Portal, Sources, Pages], Iterator[Problem]], ...] = (
    check_troubleshooter_pages,
    check_knowledge_base,
    check_troubleshooter_articles,
    check_links,
    check_fact_pages,
    check_channels,
    check_redirects,
    check_offline_pages,
)


def check_project(docs_dir: Path, today: date | None, *, strict_dates: bool = False) -> tuple[Portal | None, list[Problem]]:
    """Return the portal of `docs_dir` (None when its facts cannot be used) and every problem, facts first, then settings and pages.

    `today` is the day against which facts that age are judged; None leaves their age alone, so that the same sources
    always build. With `strict_dates` an overdue review is an error.
    """
    settings, pages = read_settings(docs_dir), read_pages(docs_dir)
    own = settings.value(("theme", "language"))
    portal, sources, problems = check_facts(docs_dir / "_data", own if own in list_languages(docs_dir / "_data") else "")
    problems += check_languages(docs_dir / "_data", problems, pages)
    usable = None if any(problem.level == "error" for problem in problems) else portal
    sources[SETTINGS] = settings
    problems += pages.problems
    problems += [problem for check in PAGE_CHECKS for problem in check(usable, sources, pages)]
    if usable:
        problems += [problem for check in PROJECT_CHECKS for problem in check(usable, sources, pages)]
    if portal and today:
        problems += check_review_dates(portal, sources, today, strict_dates)
    return portal, problems


def check_facts(data_dir: Path, language: str = "") -> tuple[Portal | None, Sources, list[Problem]]:
    """Return the portal (None when a file of it cannot be used), its sources, and every problem of the facts alone."""
    portal, sources, problems = read_portal(data_dir, language)
    if portal:
        problems += [problem for check in FACT_CHECKS for problem in check(portal, sources)]
    return portal, sources, problems


def check_languages(data_dir: Path, known: list[Problem], pages: Pages | None = None) -> list[Problem]:
    """Return every problem of the facts in their other languages, and of pages that say them, that the facts alone do not have."""
    found = []
    for language in list_languages(data_dir):
        portal, _, problems = check_facts(data_dir, language)
        found += [*problems, *(check_translated_pages(portal, language, pages) if portal and pages else ())]
    return [problem for problem in found if problem not in known]
