"""The verbs people type: each a Python file that can be executed, usable from any folder, by its name, and on Windows too."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
VERBS = sorted(path.name for path in SCRIPTS.iterdir() if path.is_file() and not path.suffix)


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_verbs_of_the_readme_are_here() -> None:
    assert {"bench", "build", "check", "new", "serve", "test"} <= set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_explains_itself_from_any_folder_and_through_a_link(verb: str, tmp_path: Path) -> None:
    link = tmp_path / "linked"
    link.symlink_to(SCRIPTS / verb)
    assert os.access(link, os.X_OK)
    result = run(link, "--help", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert f"usage: scripts/{verb}" in result.stdout
    assert not result.stderr


@pytest.mark.parametrize("verb", ["serve", "build", "check"])
def test_a_verb_names_an_option_that_it_does_not_know(verb: str) -> None:
    result = run(SCRIPTS / verb, "--nonsense")
    assert result.returncode == 2
    assert "--nonsense" in result.stderr
    assert "Traceback" not in result.stderr


def test_scripts_keep_their_line_ends_on_windows(tmp_path: Path) -> None:
    """A checkout with autocrlf still has `#!/usr/bin/env python3` and no carriage return after it, and locks keep their bytes."""
    clone = tmp_path / "clone"
    run("git", "init", "--quiet", clone)
    for name in (".gitattributes", "scripts/build", "scripts/launch.py", "requirements/runtime.txt", "docs/index.md"):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_bytes((ROOT / name).read_bytes())
    git = ("git", "-C", str(clone), "-c", "core.autocrlf=true", "-c", "user.name=A", "-c", "user.email=a@example.com")
    for command in (("add", "."), ("commit", "--quiet", "-m", "All"), ("rm", "-rq", "."), ("checkout", "--quiet", "HEAD", "--", ".")):
        assert run(*git, *command).returncode == 0
    assert (clone / "scripts/build").read_bytes() == (SCRIPTS / "build").read_bytes()
    assert (clone / "requirements/runtime.txt").read_bytes() == (ROOT / "requirements/runtime.txt").read_bytes()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_needs_no_module_that_windows_lacks(verb: str) -> None:
    module = re.search(r'launch\("([\w.]+)"', (SCRIPTS / verb).read_text(encoding="utf-8"))
    assert module
    lacking = "import sys, runpy; sys.modules.update(dict.fromkeys(('fcntl', 'resource', 'pwd', 'grp', 'termios')))"
    start = f"{lacking}; sys.argv[1:] = ['--help']; runpy.run_module({module[1]!r}, run_name='__main__')"
    result = run(sys.executable, "-c", start, cwd=ROOT)
    assert result.returncode == 0, result.stderr
