"""The portal's macros. This module is the only one that knows the engine (MkDocs or Zensical)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Register every macro with the engine. Raises a plain error with the whole report when the sources are not good."""
    from macros.portal import load_portal
    from macros.problems import ProblemsFound
    from macros.rendering import Place
    from macros.views import MACROS, draw

    docs_dir = Path(env.project_dir, env.conf["docs_dir"])
    try:
        # Zensical calls this once per page, and its verb checks the project first; MkDocs calls it once per build.
        portal = load_portal(docs_dir / "_data") if isinstance(env.conf, dict) else _load_checked(docs_dir)
    except ProblemsFound as found:
        raise _engine_error(str(found)) from None

    def call(name: str, *arguments: Any, **options: Any) -> str:
        page_url = getattr(env.page, "url", "") or ""
        preview = bool((env.conf["extra"] or {}).get("preview"))
        place = Place(docs_dir, page_url, env.conf["use_directory_urls"], preview, from_source=isinstance(env.conf, dict))
        return draw(name, portal, place, *arguments, **options)

    for name in MACROS:
        env.macro(partial(call, name), name)


def on_post_build(env: Any) -> None:
    """Write what belongs beside the pages, once they are all there. MkDocs calls this; a script does it after Zensical."""
    from macros.portal import load_portal
    from macros.publish import publish

    publish(Path(env.conf["site_dir"]), load_portal(Path(env.project_dir, env.conf["docs_dir"]) / "_data"))


def _load_checked(docs_dir: Path) -> Any:
    """Return the portal when its pages are good too, all read once. Raises `ProblemsFound`."""
    from macros.checking import check_project
    from macros.problems import ProblemsFound

    portal, problems = check_project(docs_dir, None)
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise ProblemsFound(errors)
    return portal


def _engine_error(report: str) -> Exception:
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        return RuntimeError(report)
    return PluginError("\n" + report)
