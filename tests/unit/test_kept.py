"""What a build keeps for the next one: used when nothing changed, and never after a change."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.kept import Kept, keep, recall, take_fingerprint

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "examples" / "fernblick"


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".cache", "site"))
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("../../..", str(ROOT)), encoding="utf-8")
    return folder


def build(project: Path) -> subprocess.CompletedProcess:
    """Build with the engine alone; what it says at the end is whether our models were imported."""
    code = (
        "import sys; from mkdocs.__main__ import cli\n"
        "try: cli(['build', '--quiet', '--no-strict'])\n"
        "finally: print('macros.portal' in sys.modules)"
    )
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return subprocess.run([sys.executable, "-c", code], cwd=project, env=environment, capture_output=True, text=True, check=False)


def read_site(project: Path) -> dict[str, bytes]:
    site = project / "site"
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file() and path.suffix != ".gz"}


def test_a_second_build_gives_the_same_bytes_without_reading_the_facts(project):
    first = build(project)
    assert first.returncode == 0, first.stderr
    assert first.stdout.strip() == "True"
    site = read_site(project)
    second = build(project)
    assert second.returncode == 0, second.stderr
    assert second.stdout.strip() == "False"
    assert {name for name, content in read_site(project).items() if content != site[name]} <= {"sitemap.xml"}
    assert read_site(project).keys() == site.keys()


def test_a_changed_fact_is_seen_and_a_wrong_one_reported_although_pages_are_kept(project):
    assert build(project).returncode == 0
    levels = project / "docs" / "_data" / "levels.yml"
    text = levels.read_text(encoding="utf-8")
    label = re.search(r"^ +label: *(.+)$", text, re.MULTILINE)
    levels.write_text(text.replace(label[0], label[0].replace(label[1], "Quite unheard of")), encoding="utf-8")
    assert build(project).returncode == 0
    assert any(b"Quite unheard of" in content for name, content in read_site(project).items() if name.endswith(".html"))
    levels.write_text(text.replace("label:", "lable:", 1), encoding="utf-8")
    failed = build(project)
    assert failed.returncode != 0
    assert "lable" in failed.stderr


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"fingerprint": "f"}', '{"fingerprint": "other", "pages": {}, "files": {}}'])
def test_a_file_that_keeps_something_else_counts_as_none(tmp_path, content):
    file = tmp_path / "drawn.json"
    file.write_text(content, encoding="utf-8")
    assert recall(file, "f") == Kept("f")


def test_what_is_kept_is_recalled_under_its_fingerprint_only(tmp_path):
    file = tmp_path / "new" / "drawn.json"
    keep(file, Kept("f", {"index.md": "ünï {{"}, {"notice.json": "{}\n"}))
    assert recall(file, "f") == Kept("f", {"index.md": "ünï {{"}, {"notice.json": "{}\n"}, known=True)
    assert not recall(file, "g").known
    assert [path.name for path in file.parent.iterdir()] == ["drawn.json"]


def test_a_place_that_cannot_be_written_is_left_alone(tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    keep(tmp_path / "file" / "drawn.json", Kept("f"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_every_source_and_setting_is_part_of_the_fingerprint(tmp_path):
    docs = tmp_path / "docs"
    (docs / "_data").mkdir(parents=True)
    (docs / "index.md").write_text("# A", encoding="utf-8")
    (docs / "_data" / "levels.yml").write_text("a: 1", encoding="utf-8")
    seen = {take_fingerprint(docs, (True, False)), take_fingerprint(docs, (True, True))}
    (docs / "index.md").write_text("# B", encoding="utf-8")
    seen.add(take_fingerprint(docs, (True, False)))
    (docs / "_data" / "levels.yml").write_text("a: 2", encoding="utf-8")
    seen.add(take_fingerprint(docs, (True, False)))
    (docs / "_data" / "more.yml").write_text("", encoding="utf-8")
    seen.add(take_fingerprint(docs, (True, False)))
    (docs / "other.md").write_text("", encoding="utf-8")
    seen.add(take_fingerprint(docs, (True, False)))
    assert len(seen) == 6
    assert json.dumps(sorted(seen)) == json.dumps(sorted({*seen, take_fingerprint(docs, (True, False))}))


def test_changed_settings_are_other_sources(tmp_path):
    (tmp_path / "docs").mkdir()
    prints = []
    for name in ("Acme", "Acme <b>", "Acme"):
        (tmp_path / "mkdocs.yml").write_text(f"site_name: {name}\n", encoding="utf-8")
        prints.append(take_fingerprint(tmp_path / "docs", ()))
    assert prints[0] == prints[2] != prints[1]
