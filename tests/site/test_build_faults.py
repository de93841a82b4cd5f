"""The whole portal's build, when the machine fails it: the old site stays, and one sentence says why."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.test_repeatable import read_site

PROJECT = Path(__file__).resolve().parents[2]
CONFIG = PROJECT / "tests/examples/fernblick/mkdocs.yml"


def command(site: Path) -> list[str]:
    return [sys.executable, "-m", "macros.commands.build", "--config", str(CONFIG), "--site-dir", str(site)]


def build(site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(site), cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of a few kilobytes; skips the test where nobody may mount one."""
    folder.mkdir()
    options = f"size={kilobytes}k"
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False).returncode
    ):
        pytest.skip("only root may mount a small disk, and not in every container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def assert_said_in_a_sentence(result: subprocess.CompletedProcess[str], words: str) -> None:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert words in result.stderr
    assert "as it was" in result.stderr


def test_a_full_disk_is_named_and_leaves_the_old_site(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 900) as disk:
        old = disk / "site" / "index.html"
        old.parent.mkdir()
        old.write_text("old", encoding="utf-8")
        assert_said_in_a_sentence(build(disk / "site"), "No space left on device")
        assert old.read_text(encoding="utf-8") == "old"
        assert [path.name for path in disk.iterdir()] == ["site"]


def test_a_disk_that_is_read_only_is_named(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 900) as disk:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert_said_in_a_sentence(build(disk / "site"), "Read-only file system")


def test_two_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    site, whole = tmp_path / "together" / "site", tmp_path / "site"
    build(whole)
    running = [subprocess.Popen(command(site), cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert read_site(site) == read_site(whole)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    started = time.monotonic()
    assert build(site).returncode == 0
    length = time.monotonic() - started
    before = read_site(site)
    for moment in range(6):
        process = subprocess.Popen(command(site), cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(length * moment / 5)
        process.kill()
        process.wait()
        assert read_site(site) == before
    assert build(site).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("date", ["yesterday", "-5", "1e9"])
def test_a_date_that_is_none_is_refused_in_a_sentence(tmp_path: Path, date: str) -> None:
    result = build(tmp_path / "site", SOURCE_DATE_EPOCH=date)
    assert_said_in_a_sentence(result, "SOURCE_DATE_EPOCH")


def test_files_from_the_future_change_nothing(tmp_path: Path) -> None:
    sites = []
    for name, date in (("now", None), ("later", 4070908800)):
        shutil.copytree(CONFIG.parent, tmp_path / name, ignore=shutil.ignore_patterns(".cache"))
        config = tmp_path / name / "mkdocs.yml"
        config.write_text(config.read_text(encoding="utf-8").replace("../../../", f"{PROJECT}/"), encoding="utf-8")
        for path in (tmp_path / name).rglob("*") if date else ():
            os.utime(path, (date, date))
        sites.append(tmp_path / name / "site")
        arguments = [sys.executable, "-m", "macros.commands.build", "--config", str(config)]
        result = subprocess.run(
            arguments, cwd=PROJECT, env={**os.environ, "SOURCE_DATE_EPOCH": "86400"}, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr
    assert read_site(sites[0]) == read_site(sites[1])
