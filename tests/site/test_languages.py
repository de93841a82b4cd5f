"""A portal in two languages from one build: facts once, words beside them, pages by suffix or by folder, and no language in another's search.

Runs only when asked, because it installs an environment of its own: `./scripts/test -m languages`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import venv
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from macros.commands.new import write_portal
from tests.company import BUILT_ON, PROJECT

pytestmark = pytest.mark.languages

HOURS = "schedules:\n  - id: business-hours\n    label: Hafenzeit\n"
LEVELS = "levels:\n  - id: s1\n    word: Kritisch\n    meaning: Bei niemandem in Ihrer Firma läuft der Dienst.\n"
PLUGIN = """\
  - i18n:
      docs_structure: {structure}
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: de, name: Deutsch, site_name: Hafen}}
"""


@pytest.fixture(scope="module", name="python")
def _python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python in a new environment with what the locks pin."""
    folder = tmp_path_factory.mktemp("languages")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    locks = [part for name in ("runtime", "languages") for part in ("-r", PROJECT / f"requirements/{name}.txt")]
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", *locks], check=True)
    return python


def write_harbour(folder: Path, structure: str) -> None:
    """Write a new portal, each page once more in what stands for German, and some German words of its facts."""
    write_portal(folder, "Harbour", date(2026, 1, 1))
    docs = folder / "docs"
    for page in sorted(docs.rglob("*.md")):
        path, text = page.relative_to(docs), page.read_text(encoding="utf-8")
        german = re.sub(r"^(# |title: |description: )", r"\1Hafenwort ", text, flags=re.MULTILINE)
        targets = (docs / "en" / path, docs / "de" / path) if structure == "folder" else (page, page.with_suffix(".de.md"))
        page.unlink()
        for target, words in zip(targets, (text, german), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(words, encoding="utf-8")
    (docs / "_data/de").mkdir()
    (docs / "_data/de/levels.yml").write_text(LEVELS, encoding="utf-8")
    (docs / "_data/de/schedules.yml").write_text(HOURS, encoding="utf-8")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8").replace("    - navigation.instant\n", "")
    settings = settings.replace("/search.md", "search*.md").replace("support_portal", "macros")
    plugin = PLUGIN.format(structure=structure)
    (folder / "mkdocs.yml").write_text(settings.replace("\nmarkdown_extensions:", f"{plugin}\nmarkdown_extensions:"), encoding="utf-8")


def read_table(page: str) -> object:
    """Return what the classifier on a page looks up, without its words."""
    found = re.search(r'<template [^>]*data-part="data">(.*?)</template>', page[page.index("<severity-classifier") :], re.DOTALL)
    assert found
    return json.loads(unescape(found[1]))


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_one_build_makes_both_languages(python: Path, structure: str, tmp_path: Path) -> None:
    write_harbour(tmp_path, structure)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "SOURCE_DATE_EPOCH": BUILT_ON}
    command = [python, "-m", "macros.commands", "build", "--config", tmp_path / "mkdocs.yml"]
    result = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout + result.stderr
    site = tmp_path / "site"
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    english = sorted(name for name in pages if not name.startswith("de/"))
    assert sorted(name for name in pages if name.startswith("de/")) == [f"de/{name}" for name in english if name != "404.html"]
    for name, page in pages.items():
        assert page.count('http-equiv="Content-Security-Policy"') == 1, name
        assert page.count("components/portal/portal.css") == 1, name
        assert f'<html lang="{"de" if name.startswith("de/") else "en"}"' in page, name
        assert ("Hafenwort" in page) == name.startswith("de/"), name
    assert "Kritisch" in pages["de/policy/severity-levels/index.html"]
    assert "Kritisch" not in pages["policy/severity-levels/index.html"]
    assert 'href="../de/support/check-severity/"' in pages["de/index.html"]
    for name, words in (("llms.txt", "Hafenwort"), ("calendars/business-hours.ics", "Hafenzeit")):
        assert [words in (site / folder / name).read_text(encoding="utf-8") for folder in ("", "de")] == [False, True], name
    tables = [read_table(pages[f"{folder}support/check-severity/index.html"]) for folder in ("", "de/")]
    assert tables[0] == tables[1]
    indexes = {name: set(re.findall(r'data-index="(index-\w+)"', page)) for name, page in pages.items()}
    for folder, other in (("", "de/"), ("de/", "")):
        (index,) = set.union(*(found for name, found in indexes.items() if name.startswith("de/") == bool(folder)))
        words = b"".join(gzip.decompress(path.read_bytes()) for path in (site / "search" / index).rglob("*.idx"))
        assert (b"hafenwort" in words.lower()) == bool(folder)
        assert indexes[f"{other}index.html"] != {index}
