"""Lint, check formats and types, then run the tests."""

import os
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

from macros.commands.browser import find_browser
from macros.engine import Failed

ROOT = Path(__file__).resolve().parents[1]
HELP = """usage: scripts/test [--lint | PYTEST ARGUMENT...]

Without arguments: lint everything, then run all tests, some at a time. With --lint: only lint. With
other arguments: only run the tests that pytest makes of them:

  scripts/test tests/unit
  scripts/test -k "escalation and not browser"
  scripts/test --last-failed

Paths are relative to the project. PORTAL_CHROMIUM names a browser to use instead of looking for one."""
LINTERS = {
    "ruff lint": ["ruff", "check", "--quiet"],
    "ruff format": ["ruff", "format", "--check", "--quiet"],
    "mypy": ["mypy"],
    "biome": ["biome", "check"],
    "djlint": ["djlint", "overrides", "--lint", "--quiet"],
    "codespell": ["codespell"],
    "messages": [sys.executable, "-m", "scripts.messages", "--check"],
}
TESTS = [sys.executable, "-m", "pytest"]
# One more than there are processors: a browser test is half waiting.
SIDE_BY_SIDE = ["--numprocesses", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    # The linters stand beside this Python.
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    # Some tests start Python, which would compile the engine each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments == ["--lint"]:
        return report(lint())
    try:
        os.environ["PORTAL_CHROMIUM"] = find_browser()
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    if arguments:
        return subprocess.run([*TESTS, *arguments], cwd=ROOT, check=False).returncode
    failed = lint()
    if subprocess.run([*TESTS, *SIDE_BY_SIDE], cwd=ROOT, check=False).returncode:
        failed.append("tests")
    return report(failed)


def lint() -> list[str]:
    """Run all linters at once, print what each says, and return those that failed."""
    running = {name: subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=STDOUT, text=True) for name, command in LINTERS.items()}
    said = {name: process.communicate()[0] for name, process in running.items()}
    failed = [name for name, process in running.items() if process.returncode]
    for name, text in said.items():
        print(f"{name}: {'FAILED' if name in failed else 'passed'}\n{text}", end="", flush=True)
    return failed


def report(failed: list[str]) -> int:
    """Say what failed, last of all; return the exit code."""
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
