"""Check what `mkdocs.yml` says: words that the theme writes into every page as they are, and the navigation. The engine checks the rest."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from ..facts.articles import Article
from ..portal import Portal, Sources
from ..sources.page_file import Pages
from ..sources.problems import Problem
from ..sources.yaml_file import Source, list_texts

SETTINGS = "mkdocs.yml"
_WORDS = ("site_name", "site_description", "site_author")
PLAIN = 'words without < > { } " and without references like &amp;'
_SIGNS = '<>{}"'
_MARKUP = re.compile(rf"[{_SIGNS}]|&#?\w+;?")


def check_settings(_portal: Portal | None, sources: Sources, _pages: Pages) -> Iterator[Problem]:
    """Yield each of these settings in which a browser would read markup, and a missing address. Settings that are no YAML are the engine's to refuse."""
    settings = sources[SETTINGS]
    for key in _WORDS:
        value = settings.value((key,))
        if isinstance(value, str) and (found := find_markup(value)):
            yield settings.problem((key,), f"{found} in the {key}", PLAIN, "say it in words")
    if isinstance(settings.data, dict) and "INHERIT" not in settings.data and not settings.data.get("site_url"):
        hint = "without it there is no sitemap, no feed for search engines, and no full address in machine-readable data"
        yield settings.problem(("site_url",), "no site_url", "the address at which the site will stand", hint, level="warning")


def check_navigation(_portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield each dead entry of the navigation, and each page that it leaves out where the settings say that this is wrong."""
    settings = sources[SETTINGS]
    nav = settings.value(("nav",))
    if not isinstance(nav, tuple):
        return
    excluded, listed = find_excluded(settings, pages), set()
    for path, entry in list_texts(nav, ("nav",)):
        listed.add(entry)
        if entry.endswith(".md") and "://" not in entry and (entry not in pages.by_path or entry in excluded):
            yield settings.unknown(path, entry, pages.by_path, "a page below docs")
    omitted = settings.value(("validation", "nav", "omitted_files")) or settings.value(("validation", "omitted_files"))
    if omitted != "warn" or settings.value(("strict",)) is not True:
        return
    left_out = match_patterns(settings.value(("not_in_nav",)), pages.by_path)
    if Article.index_page() in listed:  # the build adds the articles
        listed |= {page.path for page in pages if page.path_in_any_language.startswith(f"{Article.pages_folder}/")}
    for page in pages:
        if not {page.path, page.path_in_any_language} & (listed | excluded | left_out):
            is_article = page.path_in_any_language.startswith(f"{Article.pages_folder}/")
            hint = (
                f"or name {Article.index_page()} there: the build then adds its articles" if is_article else "or a pattern under not_in_nav"
            )
            yield Problem(page.file, 1, 1, "", "a page that no navigation shows", f"an entry under nav in {settings.file}", hint)


def find_excluded(settings: Source, pages: Pages) -> frozenset[str]:
    """Return the files that MkDocs leaves out of the site; of `!ENV [NAME, default]` the default counts."""
    patterns = settings.value(("exclude_docs",))
    return match_patterns(patterns[-1] if isinstance(patterns, tuple) else patterns, pages.files)


def match_patterns(patterns: Any, names: Any) -> frozenset[str]:
    """Return the names that the lines of a setting match, as `.gitignore` would."""
    if not isinstance(patterns, str):
        return frozenset()
    from pathspec.gitignore import GitIgnoreSpec  # takes a tenth of the check to import

    return frozenset(GitIgnoreSpec.from_lines(patterns.splitlines()).match_files(names))


def find_markup(said: str) -> str:
    """Return the first sign of a text that a browser would take for markup; "" when there is none."""
    return next((each for each in _MARKUP.findall(said) if each in _SIGNS or unescape(each) != each), "")
