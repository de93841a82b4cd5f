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

from scripts.verify import compare

PROJECT = Path(__file__).resolve().parents[2]
CONFIG = PROJECT / "tests/examples/fernblick/mkdocs.yml"


def command(site: Path) -> list[str]:
    return [sys.executable, "-m", "scripts.build", "--config", str(CONFIG), "--site-dir", str(site)]


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
    site = tmp_path / "site"
    running = [subprocess.Popen(command(site), cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    check = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    started = time.monotonic()
    assert build(site).returncode == 0
    length = time.monotonic() - started
    for moment in range(12):
        process = subprocess.Popen(command(site), cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(length * moment / 11)
        process.kill()
        process.wait()
        check = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, capture_output=True, text=True, check=False)
        assert check.returncode == 0, check.stdout
    assert build(site).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("date", ["yesterday", "-5", "1e9"])
def test_a_date_that_is_none_is_refused_in_a_sentence(tmp_path: Path, date: str) -> None:
    result = build(tmp_path / "site", SOURCE_DATE_EPOCH=date)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_a_date_in_the_future_is_told_and_kept_when_somebody_asked_for_it(tmp_path: Path) -> None:
    result = build(tmp_path / "site", SOURCE_DATE_EPOCH="4070908800")
    assert result.returncode == 0
    assert "dated 2099-01-01" in result.stderr
    assert "2099-01-01" in (tmp_path / "site/version.json").read_text(encoding="utf-8")


def test_sources_from_the_future_are_refused_in_a_sentence(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(CONFIG.parent, project, ignore=shutil.ignore_patterns(".cache"))
    dates = {"GIT_AUTHOR_DATE": "2099-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2099-01-01T00:00:00Z"}
    person = ("-c", "user.name=A Writer", "-c", "user.email=writer@example.com")
    for order in (["init", "-q"], ["add", "-A"], [*person, "commit", "-q", "-m", "First"]):
        subprocess.run(["git", *order], cwd=project, env=os.environ | dates, check=True)
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "scripts.build", "--config", str(project / "mkdocs.yml")]
    result = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "dated 2099-01-01" in result.stderr
    assert not (project / "site").exists()


def test_a_date_that_nobody_knows_is_no_day_in_1970(tmp_path: Path, project_dir: Path) -> None:
    command = [sys.executable, "-m", "scripts.build", "--site-dir", str(tmp_path / "site"), "--offline"]
    result = subprocess.run(
        command, cwd=project_dir, env={**os.environ, "SOURCE_DATE_EPOCH": "0"}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert 'data-part="wrong-clock"' not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_files_from_the_future_change_nothing(tmp_path: Path) -> None:
    sites = []
    for name, date in (("now", None), ("later", 4070908800)):
        shutil.copytree(CONFIG.parent, tmp_path / name, ignore=shutil.ignore_patterns(".cache"))
        config = tmp_path / name / "mkdocs.yml"
        config.write_text(config.read_text(encoding="utf-8").replace("../../../", f"{PROJECT}/"), encoding="utf-8")
        for path in (tmp_path / name).rglob("*") if date else ():
            os.utime(path, (date, date))
        sites.append(tmp_path / name / "site")
        arguments = [sys.executable, "-m", "scripts.build", "--config", str(config)]
        result = subprocess.run(
            arguments, cwd=PROJECT, env={**os.environ, "SOURCE_DATE_EPOCH": "86400"}, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr
    assert compare(*sites) > 10


def test_the_clock_of_the_machine_does_not_reach_the_site(tmp_path: Path) -> None:
    """The date is that of the sources, so a wrong clock changes nothing."""
    build(tmp_path / "site", SOURCE_DATE_EPOCH="86400")
    assert "1970-01-02" in (tmp_path / "site/version.json").read_text(encoding="utf-8")
    assert "<lastmod>1970-01-02</lastmod>" in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")
