"""Check the few words of `mkdocs.yml` that the theme writes into every page as they are. The engine checks the rest."""

from collections.abc import Iterator

from ..portal import Portal, Sources
from ..sources.page_file import Pages
from ..sources.problems import Problem
from .pages import PLAIN, find_markup

SETTINGS = "mkdocs.yml"
_WORDS = ("site_name", "site_description", "site_author")


def check_settings(_portal: Portal | None, sources: Sources, _pages: Pages) -> Iterator[Problem]:
    """Yield each of these settings in which a browser would read markup, and a missing address. Settings that are no YAML are the engine's to refuse."""
    settings = sources[SETTINGS]
    for key in _WORDS if isinstance(settings.data, dict) else ():
        value = settings.data.get(key)
        if isinstance(value, str) and (found := find_markup(value)):
            yield settings.problem((key,), f"{found} in the {key}", PLAIN, "say it in words")
    if isinstance(settings.data, dict) and "INHERIT" not in settings.data and not settings.data.get("site_url"):
        hint = "without it there is no sitemap, no feed for search engines, and no full address in machine-readable data"
        yield settings.problem(("site_url",), "no site_url", "the address at which the site will stand", hint, level="warning")
