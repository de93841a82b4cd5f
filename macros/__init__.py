"""The portal's macros. This module is the only one that knows the engine (MkDocs or Zensical).

MkDocs calls `define_env` before a build, the page functions around each page, and `on_post_build` after it. Zensical
calls `define_env` for each page, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from .kept import keep, recall, take_fingerprint

KEPT = ".cache/drawn.json"


def define_env(env: Any) -> None:
    """Register every macro with the engine. Raises a plain error with the whole report when the sources are not good."""
    if isinstance(env.conf, dict):  # Zensical, whose verb checks the project first
        for name, macro in _make_macros(env).items():
            env.macro(macro, name)
        return
    docs_dir = _docs_dir(env)
    env.kept = recall(Path(env.project_dir, KEPT), take_fingerprint(docs_dir, _settings(env)))
    if not env.kept.known:
        _check(docs_dir)


def on_pre_page_macros(env: Any) -> None:
    """Give a page as the last build drew it, or see that its macros can be drawn."""
    drawn = env.kept.pages.get(env.page.file.src_uri)
    if drawn is not None:
        env.markdown = drawn
        env.page.meta["render_macros"] = False  # its text may show braces
    elif env.page.meta.get("render_macros") and "severity_table" not in env.macros:
        env.register_macros(_make_macros(env))


def on_post_page_macros(env: Any) -> None:
    """Keep a page that was drawn."""
    if env.page.meta.get("render_macros"):
        env.kept.pages[env.page.file.src_uri] = env.markdown


def on_post_build(env: Any) -> None:
    """Write what belongs beside the pages, once they are all there. MkDocs calls this; a script does it after Zensical."""
    from .publish import publish

    if not env.kept.known:
        from .portal import load_portal
        from .publish import files_beside

        env.kept.files = files_beside(load_portal(_docs_dir(env) / "_data"))
        keep(Path(env.project_dir, KEPT), env.kept)
    publish(Path(env.conf["site_dir"]), env.kept.files)


def _make_macros(env: Any) -> dict[str, Callable[..., str]]:
    """Return every macro by its name, ready to draw on whatever page the engine is at."""
    from .portal import load_portal
    from .sources.problems import ProblemsFound
    from .views import MACROS, draw
    from .views.components import Place

    docs_dir, (directory_urls, preview) = _docs_dir(env), _settings(env)
    try:
        portal = load_portal(docs_dir / "_data")
    except ProblemsFound as found:
        raise _engine_error(str(found)) from None

    def call(name: str, *arguments: Any, **options: Any) -> str:
        page_url = getattr(env.page, "url", "") or ""
        place = Place(docs_dir, page_url, directory_urls, preview, from_source=isinstance(env.conf, dict))
        return draw(name, portal, place, *arguments, **options)

    return {name: partial(call, name) for name in MACROS}


def _check(docs_dir: Path) -> None:
    """Raise an error with the whole report when facts or pages are not good; all is read once."""
    from .checks import check_project
    from .sources.problems import format_report

    _, problems = check_project(docs_dir, None)
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise _engine_error(format_report(errors))


def _docs_dir(env: Any) -> Path:
    return Path(env.project_dir, env.conf["docs_dir"])


def _settings(env: Any) -> tuple[bool, bool]:
    """Return what the engine's settings change in a drawn page."""
    return env.conf["use_directory_urls"], bool((env.conf["extra"] or {}).get("preview"))


def _engine_error(report: str) -> Exception:
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        return RuntimeError(report)
    return PluginError("\n" + report)
