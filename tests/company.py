"""Fernblick, the invented company that the engine is tested on: its sources, copies that a test may change, and builds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from macros.sources.page_file import address_of
from macros.views.components import PageContext
from tests.commands import run_command

PROJECT = Path(__file__).resolve().parents[1]
COMPANY = PROJECT / "tests" / "examples" / "fernblick"
DOCS = COMPANY / "docs"
DATA = DOCS / "_data"
BUILT_ON = "1793491200"  # 2026-11-01, before the days to which tests set the clocks of pages


def copy_company(folder: Path) -> Path:
    """Copy the company's project into `folder`; return its docs folder."""
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("schema"))
    settings = (COMPANY / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("../../../", f"{PROJECT}/"), encoding="utf-8")
    return folder / "docs"


def place_in(docs: Path, page_url: str = "", **more: Any) -> PageContext:
    """Return where a page stands among those in `docs`."""
    paths = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    return PageContext(docs, page_url, {path: address_of(path, True) for path in paths}, **more)


def build(config: Path, site: Path, *options: str, url: str = "http://127.0.0.1/help/") -> None:
    """Build the project of `config` strictly into `site`, to stand at `url`. A warning fails too."""
    environment = {"SOURCE_DATE_EPOCH": BUILT_ON, **os.environ, "SITE_URL": url}
    result = run_command("build", "--config", config, "--site-dir", site, *options, **environment)
    assert result.returncode == 0, f"the strict build failed:\n{result.stdout}{result.stderr}"
    assert not result.stderr, f"the strict build warned:\n{result.stderr}"
