"""The engine in a site that has its own MkDocs: its macros, theme, settings, plugins, scripts and policy stay as they are.

The search needs no facts. The components need those in `docs/_data` that they draw, and are on the pages that call their macros.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from pathspec.gitignore import GitIgnoreSpec

from .checks import check_facts, check_languages
from .checks.guest_pages import check_guest_pages
from .checks.links import check_fact_pages
from .facts.guest import GuestSettings
from .facts.reading import parse_model
from .facts.search import SearchFile
from .portal import Portal, read_search
from .sources.files import display_path
from .sources.page_file import read_pages
from .sources.problems import Problem, format_report
from .sources.yaml_file import Source, read_source
from .views import MACROS
from .views.arguments import ArgumentRefused

SETTINGS = ("extra", "portal")


@dataclass
class Guest:
    """What a build knows of the site it is a guest in."""

    settings: GuestSettings
    portal: Portal | None
    search: SearchFile
    drawn: set[str] = field(default_factory=set)
    """The sources of the pages on which a component was drawn."""
    refused: list[Problem] = field(default_factory=list)
    """Calls that only the build could try, because their arguments are no constants."""
    is_checked: bool = False
    """Whether the pages were checked: before the first of them, once all macros of the site are known."""


def enter(env: Any, draw: Callable[..., str]) -> Guest:
    """Read the settings and the facts, and register our macros beside the site's own. Raises `PluginError` with every problem at once."""
    settings = _read_settings(env)
    _check_order(env, settings)
    docs_dir = Path(env.conf["docs_dir"])
    portal, problems = None, list[Problem]()
    if (docs_dir / "_data" / "levels.yml").is_file():
        portal, sources, problems = check_facts(docs_dir / "_data")
        problems += check_languages(docs_dir / "_data", problems)
        problems += check_fact_pages(portal, sources, read_pages(docs_dir))
        search = portal.search if portal else SearchFile()
    else:
        search, problems = read_search(docs_dir)
    _refuse(problems)
    guest = Guest(settings, portal, search)
    if portal:
        kept = env.conf["exclude_docs"] or GitIgnoreSpec([])
        env.conf["exclude_docs"] = kept + GitIgnoreSpec.from_lines(["/_data/"])
        for name in MACROS:
            if name not in env.macros:
                env.macro(_Macro(name, env, guest, draw), name)
    return guest


class _Macro:
    """A macro of ours, told apart from one of the site's own with the same name."""

    def __init__(self, name: str, env: Any, guest: Guest, draw: Callable[..., str]) -> None:
        self.name, self.env, self.guest, self.draw = name, env, guest, draw

    def __call__(self, *arguments: Any, **options: Any) -> str:
        source = self.env.page.file.src_uri
        try:
            html = self.draw(self.name, *arguments, **options)
        except ArgumentRefused as refused:
            self.guest.refused.append(Problem(source, 1, 1, "", f"{self.name}: {refused.found}", refused.expected, refused.hint))
            return ""
        self.guest.drawn.add(source)
        return html


def check_pages(env: Any, guest: Guest) -> None:
    """Check the calls of our macros on all pages. Raises `PluginError` with every problem at once."""
    if guest.portal and not guest.is_checked:
        guest.is_checked = True
        ours = {name for name, macro in env.macros.items() if isinstance(macro, _Macro)}
        by_default, literals = env.config["render_by_default"], guest.settings.literals
        _refuse([*check_guest_pages(guest.portal, read_pages(Path(env.conf["docs_dir"])), ours, by_default=by_default, literals=literals)])


def leave(guest: Guest) -> None:
    """Raise `PluginError` with the calls that were refused while the pages were drawn."""
    _refuse(guest.refused)


def _check_order(env: Any, settings: GuestSettings) -> None:
    """Raise `PluginError` when the theme's search would write its list of pages only after us: our index is made from it."""
    names = [name.rpartition("/")[2] for name in env.conf["plugins"]]
    if settings.search and "search" in names[names.index("macros") :]:
        _refuse([Problem(display_path(Path(env.conf["config_file_path"])), 1, 1, "plugins", "macros above search", "search above macros")])


def _read_settings(env: Any) -> GuestSettings:
    given = (env.conf["extra"] or {}).get("portal") or {}
    path = Path(env.conf["config_file_path"])
    whole = read_source(path, display_path(path))
    depth = len(SETTINGS)
    values, keys = (
        {at[depth:]: place for at, place in positions.items() if at[:depth] == SETTINGS}
        for positions in (whole.positions, whole.key_positions)
    )
    settings, problems = parse_model(Source(whole.file, given, values, keys), GuestSettings)
    _refuse(problems)
    return settings or GuestSettings()


def _refuse(problems: list[Problem]) -> None:
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise PluginError("\n" + format_report(errors))
