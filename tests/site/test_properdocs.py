"""The way on when MkDocs and Material end: the portal builds strictly on ProperDocs with MaterialX.

Runs only when asked, because it installs an environment of its own: `./scripts/test -m properdocs`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.properdocs


@pytest.fixture(scope="module", name="properdocs")
def _properdocs(project_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of ProperDocs, in a new environment with exactly what its lock pins."""
    folder = tmp_path_factory.mktemp("properdocs")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    lock = project_dir / "requirements/properdocs.txt"
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", lock]
    subprocess.run(pip, check=True)
    return programs / "properdocs"


def test_the_portal_builds_strictly_with_one_word_changed(properdocs: Path, project_dir: Path, tmp_path: Path, shipped_site: Path) -> None:
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(project_dir / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (project_dir / "mkdocs.yml").read_text(encoding="utf-8")
    assert settings.count("  name: material\n") == 1
    (tmp_path / "mkdocs.yml").write_text(settings.replace("  name: material\n", "  name: materialx\n"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "SITE_URL": "http://127.0.0.1/help/"}
    result = subprocess.run(
        [properdocs, "build", "--strict"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    print(result.stdout + result.stderr)
    assert result.returncode == 0, result.stdout + result.stderr
    sitemaps = (site / "sitemap.xml" for site in (tmp_path / "site", shipped_site))
    pages, expected = (re.findall("<loc>.*</loc>", sitemap.read_text(encoding="utf-8")) for sitemap in sitemaps)
    assert pages == expected
