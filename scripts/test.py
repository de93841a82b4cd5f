"""Run the linter and all tests."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.browser import NoBrowser, provide_browser

ROOT = Path(__file__).resolve().parents[1]
HELP = """usage: scripts/test [PYTEST ARGUMENT...]

Lint the Python, then run the tests. Without arguments, all of them; with, what pytest makes of them, for example:

  scripts/test tests/unit
  scripts/test -k "escalation and not browser"
  scripts/test --lf

Without arguments, as many tests run at a time as there are processors. What fails is tried twice more, alone, and counts when it fails each time. Paths are relative to the project. PORTAL_CHROMIUM names a browser to use instead of looking for one."""


SIDE_BY_SIDE = ["--numprocesses", "auto", "--dist", "worksteal"]
MORE_TRIES = 2
TESTS_FAILED = 1  # pytest's exit code when it ran and something failed


def main(arguments: list[str]) -> int:
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    try:
        os.environ["PORTAL_CHROMIUM"] = provide_browser()
    except NoBrowser as problem:
        print(problem, file=sys.stderr)
        return 1
    lint = subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet"], cwd=ROOT, check=False)
    tests = run_tests(arguments or SIDE_BY_SIDE)
    for _ in range(MORE_TRIES):
        if tests == TESTS_FAILED:
            print("\nWhat failed is tried once more, alone: a browser on a busy machine can come too late.", flush=True)
            tests = run_tests([*arguments, "--last-failed", "--last-failed-no-failures=none"])
    if lint.returncode:
        print("The linter found what is listed at the top.", file=sys.stderr)
    return tests or lint.returncode


def run_tests(arguments: list[str]) -> int:
    """Return the exit code of pytest."""
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
