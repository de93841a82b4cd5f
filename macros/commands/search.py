"""Ask the search of a built site from the command line, or judge it by a file of queries with known answers.

The ranking runs where readers run it, in Chromium: there is no second one. A single query prints the parts of each score; an
evaluation types every query into the theme's own search box, so that any site of the theme can be compared.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..engine import Failed, call, find_project
from .build import build_site
from .search_box import ask_box, ask_engine, open_site
from .search_judging import Judged, judge, read_golden, read_judged, summarise

COLUMNS = ("first", "three", "nothing")


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=call("search"), description="Ask the search of a built site, or judge it.")
    parser.add_argument("query", nargs="?", help="what a reader types")
    parser.add_argument("--evaluate", type=Path, metavar="FILE", help="queries with their pages, one JSON object a line")
    parser.add_argument("--golden", action="store_true", help="judge by the golden searches of the portal (docs/_data/searches.yml)")
    parser.add_argument("--site", type=Path, metavar="DIR", help="a built site (default: build this portal)")
    parser.add_argument("--misses", action="store_true", help="with --evaluate or --golden: list what came instead of each miss")
    options = parser.parse_args(arguments)
    if sum(map(bool, (options.query, options.evaluate, options.golden))) != 1:
        parser.error("name a query, or a file with --evaluate, or --golden")
    return options


@contextmanager
def site_of(options: argparse.Namespace) -> Iterator[Path]:
    """The folder to ask: the one named, or a fresh build of the portal."""
    if options.site:
        yield options.site
        return
    with tempfile.TemporaryDirectory() as folder:
        build_site(find_project() / "mkdocs.yml", Path(folder), strict=False)
        yield Path(folder)


def print_answer(found: dict) -> None:
    """Ranked results, each with the parts of its score."""
    for correction in found["corrections"]:
        print(f"searched for {correction['meant']} instead of {correction['typed']}")
    if found.get("answer"):
        print(f"answer: {found['answer']['title']} ({found['answer']['url']})")
    print(f"{found['total']} pages, {found['good']} good")
    for place, result in enumerate(found["results"], 1):
        parts = "  ".join(f"{name} {value:.2f}" for name, value in result["parts"].items())
        heading = f" > {result['heading']}" if result["heading"] else ""
        print(f"{place:2}. {result['score']:7.2f}  {result['title']}{heading}\n      {result['url']}\n      {parts}")


def print_judgement(judged: list[Judged], misses: bool) -> None:
    """A line for all queries and for each type; with `misses`, what came instead."""
    print(f"{'type':<12}{'queries':>8}" + "".join(f"{name:>9}" for name in COLUMNS))
    for kind, count, values in summarise(judged):
        print(f"{kind:<12}{count:>8}" + "".join(f"{value:>9.3f}" for value in values))
    for one in judged if misses else ():
        if one.place != 1:
            print(f"\n{one.query.text} ({one.query.kind}): {'not found' if one.place is None else f'in place {one.place}'}")
            print("  wanted " + ", ".join(page for page, grade in one.query.relevant.items() if grade > 1))
            print("  came   " + (", ".join(one.came[:3]) or "nothing"))


def main(arguments: list[str]) -> int:
    options = read_arguments(arguments)
    try:
        with ExitStack() as stack:
            site = stack.enter_context(site_of(options))
            page, url = stack.enter_context(open_site(site))
            if options.query:
                print_answer(ask_engine(page, url, options.query))
            else:
                queries = read_golden(find_project() / "docs/_data") if options.golden else read_judged(options.evaluate)
                print_judgement([judge(query, ask_box(page, query.text)) for query in queries], options.misses)
    except BrokenPipeError:
        return 0  # whoever read along has seen enough
    except FileNotFoundError as problem:
        raise Failed(str(problem)) from None
    return 0
