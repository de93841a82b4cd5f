"""Lint, check formats and types, then run the tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

from macros.commands.browser import NoBrowser, find_browser

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
    if arguments == ["--lint"]:
        return run_steps(LINTERS)
    try:
        os.environ["PORTAL_CHROMIUM"] = find_browser()
    except NoBrowser as problem:
        print(problem, file=sys.stderr)
        return 1
    if arguments:
        return subprocess.run([*TESTS, *arguments], cwd=ROOT, check=False).returncode
    return run_steps({**LINTERS, "tests": [*TESTS, *SIDE_BY_SIDE]})


def run_steps(steps: dict[str, list[str]]) -> int:
    """Run every step and say how each went and how long it took; return 1 when one failed."""
    failed = []
    for name, command in steps.items():
        print(f"{name} …", flush=True)
        began = time.monotonic()
        passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
        print(f"{name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
        if not passed:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
