"""What an `mkdocs.yml` says of itself before MkDocs reads it: whose site it is, and which plugins it lacks."""

from pathlib import Path
from typing import Any

from ..engine import FOLDER, PACKAGE
from ..sources.files import display_path
from ..sources.problems import Problem, nearest
from ..sources.yaml_file import read_source


def read_mkdocs_yml(config: Path) -> dict[str, Any]:
    """Return what an `mkdocs.yml` says, with what it inherits and what stands in the environment; nothing when it is no YAML."""
    from mkdocs.utils.yaml import yaml_load

    try:
        with config.open(encoding="utf-8") as file:
            settings = yaml_load(file)
    except Exception:  # MkDocs says what is wrong with it
        return {}
    return settings if isinstance(settings, dict) else {}


def list_missing_plugins(config: Path) -> list[Problem]:
    """Return a problem for each plugin that is not installed, of which MkDocs names only the first, and for a portal without the engine."""
    from mkdocs.plugins import get_plugins

    settings, source = read_mkdocs_yml(config), read_source(config, display_path(config))
    theme = settings.get("theme")
    theme = theme.get("name") if isinstance(theme, dict) else theme
    known = {name.removeprefix(f"{theme}/") for name in get_plugins()}
    problems = []
    for place, name, _ in _list_plugins(settings):
        if name not in known and isinstance(name, str):
            hint = nearest(name, known, 0.8) or "pip install the package that brings it, or take it out"
            problems.append(source.problem(("plugins", place), f"the plugin {name}", "a plugin that is installed", hint, at_key=True))
    if is_portal(settings) and not names_engine(settings):
        hint = "under plugins: macros, with the option modules"
        problems.append(source.problem(("plugins",), "a portal without the engine", f"modules: [{PACKAGE}]", hint, at_key=True))
    return problems


def is_portal(settings: dict[str, Any]) -> bool:
    """Whether an `mkdocs.yml` is that of a whole portal, and not of a site that has its own MkDocs."""
    extra = settings.get("extra")
    return isinstance(extra, dict) and extra.get("portal") is True


def names_engine(settings: dict[str, Any]) -> bool:
    """Whether an `mkdocs.yml` lets the plugin of the macros load us."""
    given = (options for _, name, options in _list_plugins(settings) if name == "macros" and isinstance(options, dict))
    options: dict[str, Any] = next(given, {})
    modules = [*(options.get("modules") or ()), options.get("module_name")]
    return any(Path(str(module)).name in (PACKAGE, FOLDER.name) for module in modules)


def _list_plugins(settings: dict[str, Any]) -> list[tuple[str | int, Any, Any]]:
    """Return the key or number, the name and the options of each plugin."""
    plugins = settings.get("plugins") or ()
    if isinstance(plugins, dict):
        return [(name, name, options) for name, options in plugins.items()]
    entries = [(index, {entry: None} if isinstance(entry, str) else entry) for index, entry in enumerate(plugins)]
    return [(index, name, options) for index, entry in entries if isinstance(entry, dict) for name, options in entry.items()]
