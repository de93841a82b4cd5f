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

Paths are relative to the project. PORTAL_CHROMIUM names a browser to use instead of looking for one."""


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
    tests = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False)
    if lint.returncode:
        print("The linter found what is listed at the top.", file=sys.stderr)
    return tests.returncode or lint.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
