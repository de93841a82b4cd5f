"""The date at the foot of a page is that of its last commit, and there is none where git does not know it."""

import subprocess
from pathlib import Path

import pytest

from macros.publish.source_date import last_changes
from macros.steps import log


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    identity = ["-c", "user.name=Writer", "-c", "user.email=writer@example.com"]
    date = f"{day}T12:00:00Z"
    environment = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, env=environment)


def test_each_page_has_the_day_of_its_last_commit(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    docs = tmp_path / "project" / "docs"
    docs.mkdir(parents=True)
    assert last_changes(docs) == {}
    git(docs.parent, "init", "-q")
    for number, (name, text) in enumerate([("old.md", "a"), ("new.md", "b"), ("new.md", "c")], 1):
        (docs / name).write_text(text, encoding="utf-8")
        git(docs.parent, "add", ".")
        git(docs.parent, "commit", "-qm", text, day=f"2026-01-0{number}")
    assert {path: f"{when:%d}" for path, when in last_changes(docs).items()} == {"old.md": "01", "new.md": "03"}
    git(tmp_path, "clone", "-q", "--depth", "1", docs.parent.as_uri(), "shallow")
    with caplog.at_level("INFO", log.name):
        assert last_changes(tmp_path / "shallow" / "docs") == {}
    assert "A clone without its history" in caplog.text
