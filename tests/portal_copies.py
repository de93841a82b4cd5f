"""Copies of the shipped portal that a test may change and build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def copy_portal(folder: Path) -> Path:
    """Make a project of the shipped sources, with the macros and templates that there are; return its docs folder."""
    shutil.copytree(PROJECT / "docs", folder / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    for name in ("macros", "overrides"):
        (folder / name).symlink_to(PROJECT / name)
    return folder / "docs"


def build_copy(folder: Path, site: Path, url: str, *options: str) -> None:
    """Build the project in `folder` strictly, to stand at `url`. Fails on a warning too."""
    command = [sys.executable, "-m", "scripts.build", "--config", str(folder / "mkdocs.yml"), "--site-dir", str(site), *options]
    environment = {**os.environ, "SITE_URL": url}
    result = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert not result.stderr, result.stderr
