"""Lint, check formats and types, then run the tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

from scripts.browser import NoBrowser, find_browser

ROOT = Path(__file__).resolve().parents[1]
HELP = """usage: scripts/test [PYTEST ARGUMENT...]

Lint everything, then run the tests. Without arguments, all of them, as many at a time as there are processors; with arguments,
what pytest makes of them, and nothing is linted:

  scripts/test tests/unit
  scripts/test -k "escalation and not browser"
  scripts/test --last-failed

Paths are relative to the project. PORTAL_CHROMIUM names a browser to use instead of looking for one."""
# Each is a step of pre-commit too (.pre-commit-config.yaml).
STEPS = {
    "ruff lint": ["ruff", "check", "--quiet"],
    "ruff format": ["ruff", "format", "--check", "--quiet"],
    "mypy": ["mypy"],
    "biome": ["biome", "check"],
    "djlint": ["djlint", "overrides", "--lint", "--quiet"],
    "codespell": ["codespell"],
}
TESTS = [sys.executable, "-m", "pytest"]
SIDE_BY_SIDE = ["--numprocesses", "auto", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    try:
        os.environ["PORTAL_CHROMIUM"] = find_browser()
    except NoBrowser as problem:
        print(problem, file=sys.stderr)
        return 1
    if arguments:
        return subprocess.run([*TESTS, *arguments], cwd=ROOT, check=False).returncode
    steps = {**STEPS, "tests": [*TESTS, *SIDE_BY_SIDE]}
    failed = [name for name, command in steps.items() if not passes(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one step, from the environment that runs this, and say how it went and how long it took."""
    print(f"{name} …", flush=True)
    began = time.monotonic()
    # The tools stand beside this Python; on Windows a name is looked up in the path of this process.
    environment = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))}
    os.environ["PATH"] = environment["PATH"]
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    print(f"{name}: {'passed' if result.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
