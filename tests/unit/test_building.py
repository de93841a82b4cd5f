"""`scripts/build` on a small project: all or nothing, whatever happens on the way."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Result, run_command
from tests.company import PROJECT

CONFIG = """\
strict: true
site_name: Small
site_url: https://example.org/help/
theme: {name: material, font: false}
plugins: [search]
"""


def write_project(folder: Path) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# First\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A project that was built once, with what the build said."""
    project = write_project(tmp_path_factory.mktemp("original"))
    return project, build(project)


@pytest.fixture
def project(tmp_path, original):
    """A copy of the built project."""
    return Path(shutil.copytree(original[0], tmp_path / "copy"))


def build(project: Path, *options: str, **environment: str) -> Result:
    return run_command("build", "--config", project / "mkdocs.yml", *options, **environment)


def test_a_build_keeps_the_versions_of_the_check_that_other_sites_name(project: Path) -> None:
    script = project / "site" / "check" / "v-0123456789ab.js"
    script.parent.mkdir()
    script.write_text("older", encoding="utf-8")
    (script.parent / "severity-check.js").write_text("older", encoding="utf-8")
    assert build(project).returncode == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in script.parent.iterdir()} == {script.name: "older"}


def start(project: Path) -> subprocess.Popen:
    """Start a build in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "macros.commands", "build", "--config", project / "mkdocs.yml"],
        cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell lets what it starts in the background ignore it
    )  # fmt: skip


def read_heading(project: Path) -> str:
    page = (project / "site" / "index.html").read_text(encoding="utf-8")
    return page.partition("<h1")[2].partition(">")[2].partition("<")[0]


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_slow(project: Path, moment: str) -> None:
    """Let the build stop at this event of MkDocs."""
    (project / "slow.py").write_text(
        f"import pathlib, time\n\ndef {moment}(config):\n"
        "    pathlib.Path(config.config_file_path).with_name('reached').touch()\n    time.sleep(600)\n",
        encoding="utf-8",
    )
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [slow.py]\n")


def wait_for_moment(project: Path, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 300
    while not (project / "reached").exists():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_build_writes_the_site_and_nothing_beside_it(original):
    project, result = original
    assert result.returncode == 0, result.stderr
    assert not result.stderr
    assert read_heading(project) == "First"
    assert sorted(path.name for path in project.iterdir()) == ["docs", "mkdocs.yml", "site"]


def test_a_page_that_was_removed_goes_from_the_site(project):
    (project / "docs" / "index.md").rename(project / "docs" / "other.md")
    build(project)
    assert not (project / "site" / "index.html").exists()
    assert (project / "site" / "other" / "index.html").exists()


def test_a_warning_fails_the_build_and_leaves_the_old_site(project):
    (project / "docs" / "index.md").write_text("# Second\n\n[gone](gone.md)\n", encoding="utf-8")
    result = build(project)
    assert result.returncode == 1
    assert "gone.md" in result.stderr
    assert "Traceback" not in result.stderr
    assert read_heading(project) == "First"
    assert build(project, "--draft").returncode == 0
    assert read_heading(project) == "Second"


@pytest.mark.parametrize("text", ["plugins: [", "nonsense", "plugins: [no-such-plugin, search, nor-this]\nsite_name: x"])
def test_a_broken_configuration_is_reported_without_a_traceback(project, text):
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    result = build(project)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "no-such-plugin" not in text or ("no-such-plugin" in result.stderr and "nor-this" in result.stderr)
    assert read_heading(project) == "First"


def test_a_missing_configuration_is_said_in_one_sentence(tmp_path):
    result = build(tmp_path)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("by", "moment"),
    [(signal.SIGTERM, "on_post_build"), (signal.SIGINT, "on_pre_build"), (signal.SIGKILL, "on_post_build")],
)
def test_a_stopped_build_leaves_the_old_site_and_the_next_one_cleans_up(project, by, moment):
    before = read_files(project / "site")
    (project / "docs" / "index.md").write_text("# Second\n", encoding="utf-8")
    make_slow(project, moment)
    process = start(project)
    wait_for_moment(project, process)
    process.send_signal(by)
    said, _ = process.communicate(timeout=300)
    assert process.returncode
    assert "Traceback" not in said
    assert read_files(project / "site") == before
    (project / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    assert build(project).returncode == 0
    assert read_heading(project) == "Second"
    assert not list(project.glob(".site*"))


def test_a_build_cut_short_between_taking_away_and_putting_in_place_is_mended(project):
    (project / "site").rename(project / ".site.previous")
    (project / "docs" / "index.md").write_text("[gone](gone.md)\n", encoding="utf-8")
    assert build(project).returncode == 1
    assert read_heading(project) == "First"


def test_a_relative_site_dir_is_where_the_person_stands(project):
    result = subprocess.run(
        [PROJECT / "scripts" / "build", "--config", "mkdocs.yml", "--site-dir", "elsewhere"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (project / "elsewhere" / "index.html").is_file()


def test_no_site_takes_the_place_of_what_no_build_has_written(project):
    (project / "a-file").touch()
    (project / "theirs").mkdir()
    (project / "theirs" / "notes.txt").touch()
    before = read_files(project)
    for name in (".", "..", "docs", "a-file", "theirs"):
        result = build(project, "--site-dir", str(project / name))
        assert_said_in_a_sentence(result, "--site-dir")
    assert read_files(project) == before


def test_the_address_of_the_site_can_be_given(project):
    build(project, "--site-url", "https://example.net/portal/")
    assert b"https://example.net/portal/" in (project / "site" / "sitemap.xml").read_bytes()


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


def assert_said_in_a_sentence(result: Result, words: str) -> None:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert words in result.stderr
    assert "as it was" in result.stderr


def test_a_disk_that_is_full_or_read_only_is_named_and_leaves_the_old_site(project: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 900) as disk:
        old = disk / "site" / "index.html"
        old.parent.mkdir()
        old.write_text("old", encoding="utf-8")
        assert_said_in_a_sentence(build(project, "--site-dir", str(disk / "site")), "No space left on device")
        assert old.read_text(encoding="utf-8") == "old"
        assert [path.name for path in disk.iterdir()] == ["site"]
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert_said_in_a_sentence(build(project, "--site-dir", str(disk / "site")), "Read-only file system")


def test_two_builds_at_once_leave_one_whole_site(project: Path) -> None:
    whole = read_files(project / "site")
    running = [start(project), start(project)]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert read_files(project / "site") == whole
    assert sorted(path.name for path in project.iterdir()) == ["docs", "mkdocs.yml", "site"]


@pytest.mark.parametrize("date", ["yesterday", "-5", "1e9"])
def test_a_date_that_is_none_is_refused_in_a_sentence(project: Path, date: str) -> None:
    result = build(project, SOURCE_DATE_EPOCH=date)
    assert_said_in_a_sentence(result, "SOURCE_DATE_EPOCH")
