"""Read every source, report every problem, build nothing."""

from __future__ import annotations

import argparse
import contextlib
import sys
from datetime import date
from pathlib import Path

from ..checks import check_project
from ..checks.review_dates import format_due, list_due
from ..engine import call, find_project
from ..facts.schemas import write_schemas
from ..portal import read_portal
from ..sources.problems import format_report


def main(arguments: list[str] | None = None) -> int:
    """Print the report and return the exit code: 0 when nothing stands in the way of a build, else 1."""
    parser = argparse.ArgumentParser(prog=call("check"), description="Check the facts and pages without building the site.")
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    parser.add_argument("--today", type=_day, default=date.today(), help="the day facts are judged by, YYYY-MM-DD (default: today)")
    parser.add_argument("--strict-dates", action="store_true", help="fail when a review is overdue")
    parser.add_argument("--due", action="store_true", help="list what somebody must look at within 60 days, by owner, and do nothing else")
    options = parser.parse_args(arguments)
    if options.docs.is_dir():
        with contextlib.suppress(OSError):  # help for editors only
            write_schemas(options.docs.resolve().parent)
    if options.due:
        return _print_due(options.docs, options.today)
    portal, problems = check_project(options.docs, options.today, strict_dates=options.strict_dates)
    if problems:
        print(format_report(problems), file=sys.stderr)
    failed = portal is None or any(problem.level == "error" for problem in problems)
    if not failed:
        print("The facts and pages are good.")
    return 1 if failed else 0


def _print_due(docs_dir: Path, today: date) -> int:
    portal, sources, problems = read_portal(docs_dir / "_data")
    if portal is None:
        print(format_report(problems), file=sys.stderr)
        return 1
    print(format_due(list_due(portal, sources, today)))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as YYYY-MM-DD") from None


if __name__ == "__main__":
    sys.exit(main())
