"""The engine in a site that has its own MkDocs: its macros, theme, settings, plugins, scripts and policy stay as they are.

The search needs no facts. The components need those in `docs/_data` that they draw, and are on the pages that call their macros.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from pathspec.gitignore import GitIgnoreSpec

from .checks import check_facts, check_languages
from .checks.guest_pages import check_guest_pages
from .checks.links import check_fact_pages
from .checks.page_code import find_call
from .facts.reading import parse_model
from .facts.search import SearchFile
from .facts.site import GuestSettings
from .portal import Portal, read_search
from .sources.files import display_path, read_text
from .sources.page_file import parse_page, read_pages
from .sources.problems import Problem, format_report
from .sources.translation import list_languages
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
    problems: list[Problem]
    """What is wrong with the settings and the facts: told together with what is wrong on the pages."""
    drawn: dict[str, set[str]] = field(default_factory=dict)
    """The macros that were drawn on each page, by its source."""
    refused: list[Problem] = field(default_factory=list)
    """Calls that only the build could try, because their arguments are no constants: told when all pages are drawn."""


def enter(env: Any, draw: Callable[..., str]) -> Guest:
    """Read the settings and the facts, and register our macros beside the site's own."""
    settings, problems = _read_settings(env)
    problems += _check_order(env, settings)
    docs_dir = Path(env.conf["docs_dir"])
    if has_facts(docs_dir):
        portal, sources, found = check_facts(docs_dir / "_data")
        found += check_languages(docs_dir / "_data", found)
        found += check_fact_pages(portal, sources, read_pages(docs_dir))
        guest = Guest(settings, portal, portal.search if portal else SearchFile(), [*problems, *found])
        _keep_facts_unpublished(env.conf)
        for name in MACROS:
            if name not in env.variables:
                env.macro(_Macro(name, env, guest, draw), name)
        return guest
    search, found = read_search(docs_dir)
    return Guest(settings, None, search, [*problems, *found])


def has_facts(docs_dir: Path) -> bool:
    """Whether a site has facts of ours; a folder `_data` alone may be its own."""
    return (docs_dir / "_data" / "levels.yml").is_file()


def _keep_facts_unpublished(config: Any) -> None:
    """Leave out our data files and the folders of them, in each language; what else is in `_data` is the site's own."""
    kept = config["exclude_docs"] or GitIgnoreSpec([])
    stems = [field.replace("_", "-") for field in Portal.model_fields]
    folders = ("/_data/", *(f"/_data/{language}/" for language in list_languages(Path(config["docs_dir"]) / "_data")))
    lines = [f"{folder}{stem}{end}" for folder in folders for stem in stems for end in (".yml", "/")]
    config["exclude_docs"] = kept + GitIgnoreSpec.from_lines(lines)


class _Macro:
    """A macro of ours, told apart from one of the site's own with the same name."""

    def __init__(self, name: str, env: Any, guest: Guest, draw: Callable[..., str]) -> None:
        self.name, self.env, self.guest, self.draw = name, env, guest, draw

    def __call__(self, *arguments: Any, **options: Any) -> str:
        file = self.env.page.file
        try:
            html = self.draw(self.name, *arguments, **options)
        except ArgumentRefused as refused:
            shown = display_path(Path(file.abs_src_path))
            page = parse_page(read_text(Path(file.abs_src_path), shown), shown, file.src_uri)
            self.guest.refused.append(
                page.problem(*find_call(page, self.name), f"{self.name}: {refused.found}", refused.expected, refused.hint)
            )
            return ""
        self.guest.drawn.setdefault(file.src_uri, set()).add(self.name)
        return html


def check_all(env: Any, guest: Guest) -> None:
    """Check the settings, the facts and the calls of our macros on all pages. Raises `PluginError` with every problem at once."""
    docs_dir = Path(env.conf["docs_dir"])
    own = {*env.variables, *env.env.globals} - {name for name, macro in env.macros.items() if isinstance(macro, _Macro)}
    found = check_guest_pages(
        guest.portal,
        read_pages(docs_dir),
        own,
        has_facts=has_facts(docs_dir),
        by_default=env.config["render_by_default"],
        literals=guest.settings.literals,
    )
    refuse([*guest.problems, *found])


def _check_order(env: Any, settings: GuestSettings) -> list[Problem]:
    """Return a problem when the theme's search would write its list of pages only after us: our index is made from it."""
    path = Path(env.conf["config_file_path"])
    names = [name.rpartition("/")[2] for name in env.conf["plugins"]]
    if not settings.search or "search" not in names[names.index("macros") :]:
        return []
    hint = "our search is made from the list of pages that the theme's search writes"
    return [read_source(path, display_path(path)).problem(("plugins",), "macros above search", "search above macros", hint, at_key=True)]


def _read_settings(env: Any) -> tuple[GuestSettings, list[Problem]]:
    given = (env.conf["extra"] or {}).get("portal") or {}
    path = Path(env.conf["config_file_path"])
    whole = read_source(path, display_path(path))
    depth = len(SETTINGS)
    values, keys = (
        {at[depth:]: place for at, place in positions.items() if at[:depth] == SETTINGS}
        for positions in (whole.positions, whole.key_positions)
    )
    settings, problems = parse_model(Source(whole.file, given, values, keys), GuestSettings)
    settings = settings or GuestSettings()
    offline = env.conf["plugins"].get("material/offline")
    if offline and offline.config.enabled:  # opened as a file, a page may load no worker and no module: the theme's search can do without
        settings = settings.model_copy(update={"search": False})
    return settings, problems


def refuse(problems: list[Problem]) -> None:
    """Raise `PluginError` with the errors among some problems."""
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise PluginError("\n" + format_report(errors))
