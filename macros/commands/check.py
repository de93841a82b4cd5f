"""Read every source, report every problem, build nothing."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from ..checks import check_project
from ..checks.review_dates import check_review_dates, format_due, list_due
from ..engine import PACKAGE, Failed, call, find_project
from ..portal import read_portal
from ..schemas import write_schemas
from ..sources.files import display_path
from ..sources.problems import Problem, format_report
from .build import log_to_people, run_mkdocs
from .settings import is_portal, list_missing_plugins, names_engine, read_mkdocs_yml

UNNAMED = f"{{}} doesn't name the engine, so there is nothing to check: write modules: [{PACKAGE}] under plugins > macros."


def main(arguments: list[str]) -> int:
    """Print the report and return the exit code: 0 when nothing stands in the way of a build, else 1."""
    parser = argparse.ArgumentParser(prog=call("check"), description="Check the facts and pages without building the site.")
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    parser.add_argument("--today", type=_day, default=date.today(), help="the day facts are judged by, YYYY-MM-DD (default: today)")
    parser.add_argument("--strict-dates", action="store_true", help="fail when a review is overdue")
    parser.add_argument("--due", action="store_true", help="list what somebody must look at within 60 days, by owner, and do nothing else")
    options = parser.parse_args(arguments)
    if options.docs.is_dir():
        write_schemas(options.docs.resolve().parent)
    if options.due:
        return _print_due(options.docs, options.today)
    config = options.docs.resolve().parent / "mkdocs.yml"
    settings = read_mkdocs_yml(config) if config.is_file() else {}
    if names_engine(settings) and not is_portal(settings):
        return _check_guest(config, options)
    missing = list_missing_plugins(config) if settings else []
    if settings and not is_portal(settings) and not options.docs.joinpath("_data").is_dir():
        print(format_report(missing) or UNNAMED.format(display_path(config)))
        return 1 if missing else 0
    _, problems = check_project(options.docs, options.today, strict_dates=options.strict_dates)
    return _report([*problems, *missing], "The facts and pages are good.")


def _check_guest(config: Path, options: argparse.Namespace) -> int:
    """Check what a site that has its own MkDocs took of us, as its build does."""
    from ..guest import check_all

    log_to_people()
    found: list[Problem] = []

    def work(conf: Any) -> None:
        conf = conf.plugins.on_config(conf)
        env = conf.plugins["macros"]
        if getattr(env, "guest", None) is None:  # another module of our name
            raise Failed(UNNAMED.format(display_path(config)))
        check_all(env, env.guest)
        if env.portal:
            _, sources, _ = read_portal(Path(conf["docs_dir"]) / "_data")
            found.extend(check_review_dates(env.portal, sources, options.today, options.strict_dates))

    run_mkdocs(work, config)
    return _report(found, "What the site takes of the engine is good.")


def _report(problems: list[Problem], good: str) -> int:
    if problems:
        print(format_report(problems), file=sys.stderr)
    if any(problem.level == "error" for problem in problems):
        return 1
    print(good)
    return 0


def _print_due(docs_dir: Path, today: date) -> int:
    portal, sources, problems = read_portal(docs_dir / "_data")
    if portal is None:
        raise Failed(format_report(problems))
    print(format_due(list_due(portal, sources, today)))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as YYYY-MM-DD") from None
