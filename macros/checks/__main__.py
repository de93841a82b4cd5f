"""`python -m macros.checks.__main__`: read every source, report every problem, build nothing."""

from __future__ import annotations

import argparse
import contextlib
import sys
from datetime import date
from pathlib import Path

from ..facts.schemas import write_schemas
from ..sources.problems import format_report
from .project import check_project

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Print the report and return the exit code: 0 when nothing stands in the way of a build, else 1."""
    parser = argparse.ArgumentParser(prog="scripts/check", description="Check the facts and pages without building the site.")
    parser.add_argument("--docs", type=Path, default=PROJECT / "docs", help="the docs folder (default: docs)")
    parser.add_argument("--today", type=_day, default=None, help="the day facts are judged by, YYYY-MM-DD (default: today)")
    options = parser.parse_args(arguments)
    with contextlib.suppress(OSError):  # help for editors only
        write_schemas(options.docs.resolve().parent)
    portal, problems = check_project(options.docs, options.today or date.today())
    if problems:
        print(format_report(problems), file=sys.stderr)
    failed = portal is None or any(problem.level == "error" for problem in problems)
    if not failed:
        print("The facts and pages are good.")
    return 1 if failed else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as YYYY-MM-DD") from None


if __name__ == "__main__":
    sys.exit(main())
