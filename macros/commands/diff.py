"""Say what a change of the facts since a revision means for readers: which situations move, and what hours, prices and targets were.

With a day, note the same in `changes.yml`, from which the pages and the feed of the changes are made, and write that day's page.
"""

import argparse
import io
import json
import subprocess
import sys
import tarfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

import yaml
from markupsafe import Markup

from ..checks import check_facts
from ..engine import Failed, call, find_project
from ..facts.changes import ChangesFile
from ..facts.reading import parse_model
from ..portal import Portal
from ..publish.markdown_copies import convert
from ..sources.files import display_path
from ..sources.problems import format_problem, format_report
from ..sources.yaml_file import parse_source
from ..views.components import PageContext, render
from ..views.messages import formats, load_catalogue
from ..views.policy import page_of_day
from ..views.situation_moves import situation_moves
from .new import SKELETONS, write_skeleton
from .upgrade import NotUpgraded, take_steps

NEW_FILE = """\
# yaml-language-server: $schema=../../.cache/schema/changes.json
# What each release of the policy means for readers, the oldest first. `portal diff REV --release DAY` adds one.

releases:
"""
DESCRIPTION = 160
"""The longest description that the check lets pass, in characters."""
SHOWN = 3
"""How many of the problems are listed with facts that cannot be read."""
EPILOG = "A combination of answers is counted once for each combination of hours where those matter. Exit codes: 0 compared, 1 not."


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=call("diff"), description=__doc__, epilog=EPILOG)
    parser.add_argument("revision", metavar="REV", help="the commit, tag or branch to compare with, like origin/main")
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    parser.add_argument(
        "--release", type=date.fromisoformat, metavar="DAY", help="note it in changes.yml as what changes on this day, like 2027-01-31"
    )
    parser.add_argument("--language", default="en", help="the language of the sentences (default: en)")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        take_docs(options.docs, options.revision, Path(folder))
        old = read_facts(Path(folder), f"the facts of {options.revision}")
    new = read_facts(options.docs, "the facts")
    place = PageContext(options.docs, language=options.language)
    effects = list_effects(old, new, place)
    print(convert(render("situation-moves.html", {"effects": effects}, place)), end="")
    if options.release and effects:
        note_release(options.docs / "_data" / "changes.yml", options.release, effects)
        write_page(new, options.release, effects, place)
    return 0


def list_effects(old: Portal, new: Portal, place: PageContext) -> list[str]:
    """Return a sentence for each move, with an example, and for each fact that reads otherwise than before."""
    lines = render("effects.html", situation_moves(old, new), place).splitlines()
    return [text for line in lines if (text := Markup(line).striptags())]


def note_release(file: Path, day: date, effects: list[str]) -> None:
    """Add a release at the end of `changes.yml`. Raises `Failed`, and leaves the file as it is, where none can stand there."""
    text = file.read_text(encoding="utf-8") if file.is_file() else NEW_FILE
    written = yaml.safe_dump([{"day": str(day), "effects": effects}], allow_unicode=True, sort_keys=False, width=sys.maxsize)
    text = text.rstrip() + "\n" + "".join(f"  {line}\n" for line in written.splitlines())
    _, problems = parse_model(parse_source(text, display_path(file)), ChangesFile)
    if problems:
        raise Failed("\n".join([*map(format_problem, problems), "No release was noted."]))
    file.write_text(text, encoding="utf-8")


def write_page(portal: Portal, day: date, effects: list[str], place: PageContext) -> None:
    """Write the page of a release and say where it is; none where there is one already, or where the portal has no page of its changes."""
    page = page_of_day(portal, day)
    if not page or (place.docs_dir / page).exists():
        return
    title = load_catalogue(place.language).gettext("Changes of %(day)s") % {"day": formats(place.language)["long_date"](day)}
    values = {"title": title, "description": shorten(f"{title}: {effects[0]}", DESCRIPTION, placeholder="…")}
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    path = write_skeleton(place.docs_dir / page, SKELETONS / "changes.md", **quoted, day=str(day))
    print(f"Wrote {display_path(path)}.", file=sys.stderr)


def take_docs(docs: Path, revision: str, folder: Path) -> None:
    """Write the docs folder of a revision into `folder`, in the form that this engine reads. Raises `Failed`."""
    # What begins with a hyphen would be an option of git's.
    found = subprocess.run(["git", "archive", "--end-of-options", revision, "."], cwd=docs, capture_output=True, check=False)
    if found.returncode:
        expected = f"a revision of this repository that has {display_path(docs)}"
        raise Failed(f"found     {revision}\nexpected  {expected}\nhint      {_last_line(found.stderr)}")
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        archive.extractall(folder, filter="data")
    try:
        list(take_steps(folder))
    except NotUpgraded as why:
        raise Failed(f"This engine cannot read the facts of {revision}: {why}.") from None


def read_facts(docs: Path, name: str) -> Portal:
    """Return the facts in a docs folder. Raises `Failed` when this engine cannot read them."""
    portal, _, problems = check_facts(docs / "_data")
    errors = [problem for problem in problems if problem.level == "error"]
    if portal is None:
        raise Failed(f"{format_report(errors[:SHOWN])}\nThis engine cannot read {name}: it has {len(errors)} problems with them.")
    return portal


def _last_line(text: bytes) -> str:
    return (text.decode(errors="replace").strip().splitlines() or [""])[-1]
