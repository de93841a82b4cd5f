"""Rename an id everywhere: `level p3 major` changes the entry, all that refers to it, and the macros of pages."""

import argparse
import re
import sys
from pathlib import Path

from ..checks import check_project
from ..checks.page_code import check_page_code
from ..checks.references import list_marks
from ..checks.settings import SETTINGS
from ..engine import Failed, call, find_project
from ..facts.base import ID_PATTERN, Defines
from ..portal import load_portal, models, read_portal
from ..sources.page_file import read_pages, read_settings
from ..sources.problems import Problem, ProblemsFound, format_report, show_value

Place = tuple[Path, int, int]


def rename(docs: Path, kind: str, old: str, new: str) -> tuple[list[Place], list[Problem]]:
    """Rename the `kind` called `old`; return the places that changed, and what is left to do. Raises Failed or ProblemsFound."""
    load_portal(docs / "_data")
    changed = replace_all(find_ids(docs, kind, old, new), old, new)
    # Macros on pages name ids too. Those that name the old one are what the check of pages now finds.
    portal, sources, _ = read_portal(docs / "_data")
    sources[SETTINGS] = read_settings(docs)
    broken = (each for each in check_page_code(portal, sources, read_pages(docs)) if each.found.endswith(show_value(old)))
    changed += replace_all({(Path(each.file), each.line, each.column) for each in broken}, old, new)
    return sorted(changed), [problem for problem in check_project(docs, None)[1] if problem.level == "error"]


def replace_all(places: set[Place], old: str, new: str) -> list[Place]:
    """Replace from the end of each line, so that the places before stay where they are; return the places that changed."""
    return [place for place in sorted(places, reverse=True) if replace(place, old, new)]


def find_ids(docs: Path, kind: str, old: str, new: str) -> set[Place]:
    """Return where the facts define and mention the id. Raises Failed when there is none, or `new` cannot be taken."""
    portal, sources, _ = read_portal(docs / "_data")
    assert portal is not None
    marks = [(key, mark, value, path) for key, model in models(portal) for mark, value, path in list_marks(model)]
    kinds = {mark.kind for _, mark, _, _ in marks if isinstance(mark, Defines)}
    ids = {value for _, mark, value, _ in marks if mark.kind == kind and isinstance(mark, Defines)}
    if kind not in kinds:
        raise Failed(f"Nothing was changed: there is no kind '{kind}'; there are {', '.join(sorted(kinds))}.")
    if old not in ids:
        raise Failed(f"Nothing was changed: there is no {kind} '{old}'; there are {', '.join(sorted(ids))}.")
    if new in ids or not re.fullmatch(ID_PATTERN, new):
        why = "taken" if new in ids else "no id: use letters from a to z, digits and hyphens"
        raise Failed(f"Nothing was changed: '{new}' is {why}.")
    positions = ((sources[key], sources[key].locate(path)) for key, mark, value, path in marks if mark.kind == kind and value == old)
    return {(Path(source.file), position.line, position.column) for source, position in positions}


def replace(place: Place, old: str, new: str) -> bool:
    """Write `new` for the first `old` at or after a place, in its line; return whether it is there."""
    path, line, column = place
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    rest, count = re.subn(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, rest, count=1)
    lines[line - 1] = start + rest
    path.write_text("".join(lines), encoding="utf-8", newline="")
    return count > 0


def main(arguments: list[str]) -> int:
    """Rename and say where; return 0 when the check is content after it, else 1."""
    parser = argparse.ArgumentParser(prog=call("rename"), description=__doc__)
    parser.add_argument("kind", help="what it is, like level or channel")
    parser.add_argument("old", help="the id it has")
    parser.add_argument("new", help="the id it gets")
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    options = parser.parse_args(arguments)
    try:
        places, problems = rename(options.docs, options.kind, options.old, options.new)
    except ProblemsFound as found:
        raise Failed(f"{found}\nNothing was changed.") from None
    for path, line, column in places:
        print(f"{path}:{line}:{column}")
    print(f"Renamed in {len(places)} places. Prose and addresses that say '{options.old}' are yours to change.")
    if problems:
        print(f"What is left to do:\n{format_report(problems)}", file=sys.stderr)
    return 1 if problems else 0
