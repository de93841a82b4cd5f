"""Build pages with MkDocs, and publish them."""

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class BuildFailed(Exception):
    """Nothing was built; what is wrong has been logged or is the message."""


def read_settings(config: Path, site_dir: Path, site_url: str | None, strict: bool | None, **overrides: Any) -> Any:
    """Return MkDocs's settings of `config`."""
    from mkdocs.config import load_config

    if site_url:
        overrides["site_url"] = site_url
    return load_config(str(config), site_dir=str(site_dir), strict=strict, **overrides)


def run_mkdocs(settings: Any) -> None:
    """Write the pages with MkDocs. Raises MkDocsException, or SystemExit, as its plugins do."""
    from mkdocs.commands.build import build

    settings.plugins.on_startup(command="build", dirty=False)
    try:
        build(settings)
    finally:
        settings.plugins.on_shutdown()


def publish_site(settings: Any, offline: Path | None = None) -> None:
    """Add the search and all that belongs beside the pages; or all that makes them work from a folder, and pack it into `offline`.

    Raises BuildFailed.

    A preview keeps scripts and style sheets as they were written, for whoever reads an error in the browser.
    """
    from macros.publish.folding import fold_assets
    from macros.publish.own_assets import minify_assets
    from macros.publish.search_site import add_search
    from macros.sources.problems import ProblemsFound

    site_dir, docs_dir = Path(settings.site_dir), Path(settings.docs_dir)
    try:
        add_search(site_dir, docs_dir, settings.use_directory_urls)
        if not settings.extra.get("preview"):
            own = (docs_dir / "assets", ROOT / "docs" / "assets")
            if not offline:  # that copy has one script made of all modules
                fold_assets(site_dir, *own)
            minify_assets(site_dir, *own)
        if (docs_dir / "_data" / "levels.yml").is_file():
            publish_own(settings, site_dir, docs_dir, offline)
        elif offline:
            raise BuildFailed(f"Only a portal can be packed for use without a server: {docs_dir} has no facts.")
    except ProblemsFound as found:
        raise BuildFailed(str(found)) from None


def publish_own(settings: Any, site_dir: Path, docs_dir: Path, offline: Path | None) -> None:
    from macros.portal import load_portal
    from macros.publish.hosting import publish_hosting
    from macros.publish.offline_copy import publish_offline, write_zip
    from macros.publish.site import Site

    portal = load_portal(docs_dir / "_data")
    built = int(os.environ.get("SOURCE_DATE_EPOCH") or 0)
    words = (settings.site_name, settings.site_description or settings.site_name)
    site = Site(site_dir, docs_dir, settings.site_url or "", *words, settings.use_directory_urls, portal, built)
    if offline:
        publish_offline(site)
        write_zip(site, offline)
    else:
        publish_hosting(site, as_written=bool(settings.extra.get("preview")))
