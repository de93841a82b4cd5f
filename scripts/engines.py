"""The two engines that make pages of the same mkdocs.yml, and the publishing step that follows both."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("mkdocs", "zensical")
# Zensical exits with 0 when a macro fails, so its pages are searched for the words of a failure.
FAILURES = ("Macro Rendering Error", "Traceback (most recent call last)")
BUILT_BY_ITSELF = re.compile(r"^site_dir:.*\n?", re.MULTILINE)


class BuildFailed(Exception):
    """Nothing was built; what is wrong has been logged or is the message."""


def read_settings(config: Path, site_dir: Path, site_url: str | None, strict: bool | None, **overrides: Any) -> Any:
    """Return MkDocs's settings of `config`, with `overrides` in place, which hold for both engines."""
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


def run_zensical(settings: Any) -> None:
    """Write the pages with Zensical. Raises BuildFailed with all that it says."""
    from macros.checks.project import check_project
    from macros.sources.problems import format_report

    portal, problems = check_project(Path(settings.docs_dir), None)
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise BuildFailed(format_report(errors))
    site_dir = Path(settings.site_dir)
    result = call_zensical(Path(settings.config_file_path), settings.site_url or "", site_dir)
    broken = [page for page in sorted(site_dir.rglob("*.html")) if any(word in page.read_text(encoding="utf-8") for word in FAILURES)]
    if result.returncode or broken or not (site_dir / "index.html").is_file():
        pages = "".join(f"{page.relative_to(site_dir)} shows an error of a macro.\n" for page in broken)
        raise BuildFailed(f"{result.stdout}{result.stderr}{pages}")
    if portal:
        from macros.publish import files_beside, publish

        publish(site_dir, files_beside(portal))


def call_zensical(config: Path, site_url: str, site_dir: Path) -> subprocess.CompletedProcess[str]:
    """Let Zensical write the pages of `config`, then move them to `site_dir`.

    It takes no folder to write to and accepts none outside the project, so both the folder and the copy of the settings
    that names it lie there for a moment.
    """
    with tempfile.TemporaryDirectory(dir=config.parent, prefix=".site.zensical-") as folder:
        text = BUILT_BY_ITSELF.sub("", config.read_text(encoding="utf-8"))
        text = re.sub(r"^site_url:.*$", f"site_url: {site_url}", text, flags=re.MULTILINE)
        with tempfile.NamedTemporaryFile("w", dir=config.parent, prefix=".site.", suffix=".yml", encoding="utf-8") as copy:
            copy.write(f"{text}\nsite_dir: {Path(folder).name}\n")
            copy.flush()
            command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", copy.name]
            # It finds the macros only when the project's folder is on the path.
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(config.parent), os.environ.get("PYTHONPATH", "")))}
            result = subprocess.run(command, cwd=config.parent, env=environment, capture_output=True, text=True, check=False)
        shutil.copytree(folder, site_dir, dirs_exist_ok=True)
    return result


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
