"""The same sources give the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.verify import NotTheSame, compare


def test_two_builds_in_other_folders_zones_and_locales_are_the_same_bytes(project_dir: Path) -> None:
    command = [sys.executable, "-m", "scripts.build", "--verify"]
    result = subprocess.run(command, cwd=project_dir, capture_output=True, text=True, check=False)
    assert result.returncode == 0, (result.stdout + result.stderr)[:4000]
    assert "byte for byte" in result.stdout


def test_one_byte_or_one_file_more_is_noticed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("same", encoding="utf-8")
    assert compare(tmp_path / "a", tmp_path / "b") == 1
    (tmp_path / "b/index.html").write_text("sane", encoding="utf-8")
    (tmp_path / "a/more.txt").write_text("", encoding="utf-8")
    with pytest.raises(NotTheSame, match=r"index\.html\nmore\.txt"):
        compare(tmp_path / "a", tmp_path / "b")
