"""The same sources give the same bytes, whoever starts MkDocs, and wherever and whenever."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.commands.build import build_site
from macros.engine import Failed
from macros.publish.source_date import VARIABLE, set_source_date
from macros.steps import log
from tests.commands import as_it_was
from tests.company import PROJECT, copy_company

# What differs between two machines, as far apart as it goes.
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"}
COMMITTED = "2026-10-20T23:30:00-04:00"


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE} | environment
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def commit_company(folder: Path) -> None:
    """Make a repository of the company, with one commit."""
    copy_company(folder)
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.com", "-C", folder)
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "All")):
        run(*git, *command, GIT_COMMITTER_DATE=COMMITTED, GIT_AUTHOR_DATE=COMMITTED).check_returncode()


def set_times(folder: Path, time: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (time, time))


def read_site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_mkdocs_and_our_script_write_the_same_site_in_any_zone_and_locale_and_at_any_time(tmp_path: Path) -> None:
    commit_company(tmp_path / "one")
    run("git", "clone", "--quiet", tmp_path / "one", tmp_path / "two").check_returncode()
    set_times(tmp_path / "two", 4_070_908_800)  # in the future
    bare = run(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", tmp_path / "one/mkdocs.yml", **HERE)
    ours = run(sys.executable, "-m", "macros.commands", "build", "--config", tmp_path / "two/mkdocs.yml", **THERE)
    assert (bare.returncode, ours.returncode) == (0, 0), bare.stderr + ours.stderr
    one, two = read_site(tmp_path / "one/site"), read_site(tmp_path / "two/site")
    assert sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name)) == []
    assert {"_headers", "search/lunr-en.js", "llms.txt", "robots.txt"} <= one.keys()
    assert set(re.findall(rb"<lastmod>(.*)</lastmod>", one["sitemap.xml"])) == {b"2026-10-21"}  # of the last commit
    assert re.findall(r"^(.+) …\n\1: \d+\.\d s$", ours.stdout, re.MULTILINE) == [
        "Check facts and pages", "Draw the pages", "Index and publish the pages",
    ]  # fmt: skip


def test_without_git_the_site_carries_the_date_of_its_newest_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(VARIABLE, "0")  # so that it is as it was afterwards
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    docs = copy_company(tmp_path)
    set_times(tmp_path, 1_600_000_000)
    os.utime(docs / "index.md", (1_700_000_000, 1_700_000_000))
    with caplog.at_level("INFO", log.name):
        set_source_date(tmp_path)
    assert "No git here: the site carries the date of the newest file, 2023-11-14." in caplog.text
    assert os.environ[VARIABLE] == "1700000000"


def test_a_wrong_fact_is_reported_before_mkdocs_touches_the_site(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "docs/_data").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "docs/_data/levels.yml").write_text("levels: 3\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old", encoding="utf-8")
    plugins = "plugins: [search, {macros: {module_name: %s, on_error_fail: true}}]" % (PROJECT / "macros")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Small\ntheme: {{name: material, font: false}}\n{plugins}\n", encoding="utf-8")
    with as_it_was(), pytest.raises(Failed):
        build_site(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert "levels.yml:1:9  levels" in caplog.text
    assert (tmp_path / "site/index.html").read_text(encoding="utf-8") == "old"
