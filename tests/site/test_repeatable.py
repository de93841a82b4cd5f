"""The same sources give the same bytes, whoever starts MkDocs, and wherever and whenever."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.company import copy_company

CONFIG = "tests/examples/fernblick/mkdocs.yml"
# What differs between two machines, as far apart as it goes.
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"}


def run(project: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | environment
    return subprocess.run([sys.executable, "-m", *command], cwd=project, env=environment, capture_output=True, text=True, check=False)


def read_site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_mkdocs_and_our_script_write_the_same_site_in_any_zone_and_locale(project_dir: Path, tmp_path: Path) -> None:
    bare = run(project_dir, "mkdocs", "build", "--quiet", "--config-file", CONFIG, "--site-dir", str(tmp_path / "one"), **HERE)
    ours = run(project_dir, "macros.commands.build", "--config", CONFIG, "--site-dir", str(tmp_path / "two"), **THERE)
    assert (bare.returncode, ours.returncode) == (0, 0), bare.stderr + ours.stderr
    one, two = read_site(tmp_path / "one"), read_site(tmp_path / "two")
    assert sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name)) == []
    assert {"_headers", "search/lunr.js", "llms.txt", "robots.txt"} <= one.keys()
    assert re.findall(r"^(.+) …\n\1: \d+\.\d s$", ours.stdout, re.MULTILINE) == [
        "Check facts and pages", "Draw the pages", "Index and publish the pages",
    ]  # fmt: skip


def test_a_site_carries_the_date_of_its_last_commit(project_dir: Path, tmp_path: Path) -> None:
    last = subprocess.run(["git", "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d"],
                          cwd=project_dir, env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=True)  # fmt: skip
    run(project_dir, "mkdocs", "build", "--quiet", "--config-file", CONFIG, "--site-dir", str(tmp_path))
    assert f"<lastmod>{last.stdout.strip()}</lastmod>" in (tmp_path / "sitemap.xml").read_text(encoding="utf-8")


def test_without_git_the_site_carries_the_date_of_its_newest_file_and_says_so(project_dir: Path, tmp_path: Path) -> None:
    docs = copy_company(tmp_path)
    for path in (tmp_path / "mkdocs.yml", *docs.rglob("*")):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    os.utime(docs / "index.md", (1_700_000_000, 1_700_000_000))
    result = run(project_dir, "macros.commands.build", "--config", str(tmp_path / "mkdocs.yml"), GIT_DIR=str(tmp_path / "none"))
    assert "No git here: the site carries the date of the newest file, 2023-11-14." in result.stdout
    assert "<lastmod>2023-11-14</lastmod>" in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")


def test_a_clone_without_history_says_so(project_dir: Path, tmp_path: Path) -> None:
    copy_company(tmp_path / "all")
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.com", "-C", str(tmp_path / "all"))
    for command in (
        ("init", "--quiet"),
        ("add", "."),
        ("commit", "--quiet", "-m", "All"),
        ("commit", "--quiet", "--allow-empty", "-m", "More"),
    ):
        subprocess.run([*git, *command], check=True)
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", (tmp_path / "all").as_uri(), tmp_path / "shallow"], check=True)
    result = run(project_dir, "macros.commands.build", "--config", str(tmp_path / "shallow/mkdocs.yml"))
    assert "A clone without its history" in result.stdout, result.stderr


def test_files_from_the_future_change_nothing(project_dir: Path, tmp_path: Path) -> None:
    for name, date in (("now", None), ("later", 4_070_908_800)):
        copy_company(tmp_path / name)
        for path in (tmp_path / name).rglob("*") if date else ():
            os.utime(path, (date, date))
        result = run(project_dir, "macros.commands.build", "--config", str(tmp_path / name / "mkdocs.yml"), SOURCE_DATE_EPOCH="86400")
        assert result.returncode == 0, result.stderr
    assert read_site(tmp_path / "now/site") == read_site(tmp_path / "later/site")


def test_a_wrong_fact_is_reported_before_mkdocs_touches_the_site(project_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "docs/_data").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "docs/_data/levels.yml").write_text("levels: 3\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old", encoding="utf-8")
    plugins = "plugins: [search, {macros: {module_name: %s, on_error_fail: true}}]" % (project_dir / "macros")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Small\ntheme: {{name: material, font: false}}\n{plugins}\n", encoding="utf-8")
    result = run(project_dir, "mkdocs", "build", "--config-file", str(tmp_path / "mkdocs.yml"))
    assert result.returncode == 1
    assert "levels.yml:1:" in result.stderr
    assert "Traceback" not in result.stderr
    assert (tmp_path / "site/index.html").read_text(encoding="utf-8") == "old"
