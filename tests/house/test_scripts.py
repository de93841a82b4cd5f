"""The verbs people type: each a Python file that can be executed, usable from any folder, by its name, and on Windows too."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
VERBS = {path.name: path for path in sorted(SCRIPTS.iterdir()) if path.is_file() and not path.suffix}
# Runs each module of its arguments, and the command of it that is named, with --help, where the modules that Windows lacks are missing.
EXPLAIN = """
import runpy, sys
sys.modules.update(dict.fromkeys(("fcntl", "resource", "pwd", "grp", "termios")))
for started in sys.argv[1:]:
    module, *command = started.split()
    sys.argv[1:] = [*command, "--help"]
    try:
        runpy.run_module(module, run_name="__main__")
    except SystemExit as stopped:
        assert not stopped.code, started
"""


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PORTAL_REPOSITORY": str(ROOT)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_a_verb_explains_itself_and_needs_no_module_that_windows_lacks() -> None:
    assert {"bench", "build", "check", "new", "serve", "test"} <= set(VERBS)
    launched = [re.findall(r'^launch\("([\w. ]+)", ', path.read_text(encoding="utf-8"), re.MULTILINE) for path in VERBS.values()]
    result = run(sys.executable, "-W", "ignore", "-c", EXPLAIN, *(module for (module,) in launched), cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.findall(r"^usage: scripts/(\w+)", result.stdout, re.MULTILINE) == list(VERBS)


def test_a_verb_can_be_run_from_any_folder_and_through_a_link(tmp_path: Path) -> None:
    assert [name for name, path in VERBS.items() if not os.access(path, os.X_OK)] == []
    link = tmp_path / "linked"
    link.symlink_to(SCRIPTS / "check")
    result = run(link, "--help", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "usage: scripts/check" in result.stdout


@pytest.mark.parametrize("verb", ["serve", "build", "check"])
def test_a_verb_names_an_option_that_it_does_not_know(verb: str) -> None:
    result = run_command(verb, "--nonsense")
    assert result.returncode == 2
    assert "--nonsense" in result.stderr


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
