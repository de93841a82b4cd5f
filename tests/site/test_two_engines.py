"""Zensical reads the same mkdocs.yml and gives pages with the same components."""

from __future__ import annotations

import importlib.util
import os
import posixpath
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest

ERROR_WORDS = ("Macro Rendering Error", "Macro Rendering", "Traceback (most recent call last)")


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory, project_dir: Path) -> Path:
    """The folder that Zensical wrote from a copy of the project."""
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("Zensical is an optional group of dependencies and is not installed")
    site = tmp_path_factory.mktemp("zensical") / "site"
    command = [sys.executable, "-m", "scripts.build", "--engine", "zensical", "--site-dir", str(site)]
    environment = {**os.environ, "SITE_URL": "http://127.0.0.1/help/"}
    result = subprocess.run(command, cwd=project_dir, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return site


def components(page: Path) -> list[str]:
    """Return what our fragments drew on a page: each block's classes and each entry's facts, in order."""
    tree = html5lib.parse(page.read_bytes())
    drawn = []
    for element in tree.iter():
        classes = (element.get("class") or "").split()
        if "portal-block" in classes or element.get("data-facts") or "-" in str(element.tag).rpartition("}")[2]:
            drawn.append(f"{element.tag} {' '.join(classes)} {element.get('data-facts') or ''}")
    return drawn


def test_both_engines_write_the_same_pages_with_the_same_components(built_site: Path, other_site: Path) -> None:
    pages = {path.relative_to(built_site) for path in built_site.rglob("index.html")}
    assert pages == {path.relative_to(other_site) for path in other_site.rglob("index.html")}
    different = [str(page) for page in sorted(pages) if components(built_site / page) != components(other_site / page)]
    assert different == []
    assert sum(len(components(built_site / page)) for page in pages) > 200


def test_links_of_fragments_lead_to_the_same_pages_under_both_engines(built_site: Path, other_site: Path) -> None:
    compared = 0
    for path in sorted(built_site.rglob("index.html")):
        page = path.relative_to(built_site)
        targets = [fragment_links(site, page) for site in (built_site, other_site)]
        assert targets[0] == targets[1], page
        compared += len(targets[0])
    assert compared > 100


def fragment_links(site: Path, page: Path) -> list[str]:
    """Return where the links inside our blocks lead, as paths below the site."""
    tree = html5lib.parse((site / page).read_bytes())
    found = []
    for block in tree.iter():
        if "portal-block" in (block.get("class") or "").split():
            for element in block.iter():
                target = element.get("href") or element.get("action")
                if target and not urlsplit(target).scheme and not target.startswith("#"):
                    found.append(posixpath.normpath(posixpath.join("/site", page.parent.as_posix(), target)))
    return found


def test_no_page_of_the_other_engine_hides_an_error(other_site: Path) -> None:
    """Zensical exits with 0 when a macro fails, so its pages are searched for the words of a failure."""
    broken = [page.name for page in other_site.rglob("*.html") if any(word in page.read_text(encoding="utf-8") for word in ERROR_WORDS)]
    assert broken == []


def test_both_engines_are_published_the_same_way(built_site: Path, other_site: Path) -> None:
    for name in ("_redirects", "robots.txt", "app.webmanifest", "opensearch.xml", ".well-known/security.txt"):
        assert (built_site / name).read_bytes() == (other_site / name).read_bytes(), name
    for name in ("_headers", "hosting/nginx.conf", "hosting/Caddyfile", "version.json", "SHA256SUMS", "llms.txt"):
        assert (other_site / name).is_file(), name


def test_a_macro_that_fails_fails_the_build_of_the_other_engine(tmp_path: Path, project_dir: Path) -> None:
    project = tmp_path / "project"
    for part in ("docs", "macros", "overrides"):
        shutil.copytree(project_dir / part, project / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(project_dir / "mkdocs.yml", project)
    fragment = project / "overrides/fragments/severity-table.html"
    fragment.write_text("{{ nothing_of_this_name }}", encoding="utf-8")
    command = [sys.executable, "-m", "scripts.build", "--engine", "zensical", "--config", str(project / "mkdocs.yml")]
    result = subprocess.run(
        command, cwd=project, env={**os.environ, "PYTHONPATH": str(project_dir)}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "nothing_of_this_name" in result.stderr
    assert not (project / "site").exists()
