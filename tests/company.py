"""Fernblick, the invented company that the engine is tested on: its sources, copies that a test may change, and builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def build(config: Path, site: Path, *options: str, url: str = "http://127.0.0.1/help/", project: Path = PROJECT) -> None:
    """Build the project of `config` strictly into `site`, to stand at `url`, with the engine in `project`. A warning fails too."""
    command = [sys.executable, "-m", "macros.commands.build", "--config", str(config), "--site-dir", str(site), *options]
    environment = {"SOURCE_DATE_EPOCH": BUILT_ON, **os.environ, "SITE_URL": url}
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"the strict build failed:\n{result.stdout}{result.stderr}"
    assert not result.stderr, f"the strict build warned:\n{result.stderr}"
