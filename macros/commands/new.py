"""Begin a portal, the facts of a site that has its own MkDocs, or a skeleton, whose gaps the check names one by one."""

import argparse
import json
import os
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from string import Template

from ..engine import FOLDER, PACKAGE, REPOSITORY, VERSION, Failed, call, find_project
from ..facts.articles import Article
from ..facts.organisation import DATA_VERSION
from ..facts.troubleshooting import Troubleshooter
from ..sources.files import display_path
from ..sources.yaml_file import read_source

SKELETONS = Path(__file__).resolve().parent / "skeletons"
STARTER = FOLDER / "starter"
REVIEW_AFTER = timedelta(days=365)
LONGEST_SLUG = 60
ABOUT_PAGES = ("home.yml", "pages.yml")
"""What names pages of the starter, which another site lacks."""


def write_article(docs: Path, title: str, today: date) -> Path:
    """Write the skeleton of an article and return its path. Raises `Failed` when there is one of that name."""
    slug = slug_of(title)
    values = {"slug": slug, "title": json.dumps(title), "review_by": (today + REVIEW_AFTER).isoformat()}
    topics = read_source(docs / "_data" / "article-topics.yml", "article-topics.yml").data or {}
    headings = "".join(f"## {heading}\n\nFILL IN: this section.\n\n" for heading in topics.get("headings", ()))
    return write_skeleton(docs / Article.pages_folder / f"{slug}.md", SKELETONS / "article.md", headings=headings, **values)


def write_troubleshooter(docs: Path, title: str, today: date) -> Path:
    """Write the skeleton of a troubleshooter and of its page; return the path of its data. Raises `Failed` as above."""
    values = {"slug": slug_of(title), "title": json.dumps(title), "review_by": (today + REVIEW_AFTER).isoformat()}
    page = docs / Troubleshooter.pages_below / f"{values['slug']}.md"
    if page.exists():
        raise Failed(f"Nothing was written: {display_path(page)} is there already, and was left as it is.")
    data = write_skeleton(docs / "_data" / "troubleshooters" / f"{values['slug']}.yml", SKELETONS / "troubleshooter.yml", **values)
    write_skeleton(page, SKELETONS / "troubleshooter.md", **values)
    return data


def write_status(docs: Path, page: str, today: date) -> Path:
    """Write where the status page is, and return the path of the file. Raises `Failed` as above."""
    if not re.fullmatch(r"https?://[^\s\"'<>]+", page):
        raise Failed(f"Nothing was written: '{page}' is no address of a status page: begin with https://.")
    values = {"page": page, "review_by": (today + REVIEW_AFTER).isoformat()}
    return write_skeleton(docs / "_data" / "status.yml", SKELETONS / "status.yml", **values)


def write_facts(docs: Path, name: str, today: date) -> Path:
    """Write the facts of a small portal, for a site that has its own pages, and return their folder. Raises `Failed` as above."""
    facts = (path for path in (STARTER / "docs" / "_data").iterdir() if path.name not in ABOUT_PAGES)
    _write_starter({docs / "_data" / path.name: path for path in facts}, name, today)
    return docs / "_data"


def write_portal(folder: Path, name: str, today: date) -> list[Path]:
    """Write a small portal into `folder` and return the paths of its files. Raises `Failed` when one of them is there already."""
    # Under its own name, `.gitignore` would be obeyed where the engine is packed.
    names = {path.relative_to(STARTER).as_posix().replace("gitignore", ".gitignore"): path for path in STARTER.rglob("*") if path.is_file()}
    return _write_starter({folder / name: path for name, path in sorted(names.items())}, name, today)


def _write_starter(files: dict[Path, Path], name: str, today: date) -> list[Path]:
    if not re.fullmatch(r"\w[\w .'-]*", name):
        raise Failed(f"Nothing was written: '{name}' is no name: use letters, digits, blanks and hyphens.")
    values = {"name": name, "package": PACKAGE, "version": VERSION, "data_version": str(DATA_VERSION), "today": today.isoformat()}
    values |= {"review_by": (today + REVIEW_AFTER).isoformat(), "mkdocs": version("mkdocs"), "material": version("mkdocs-material")}
    if there := next((path for path in files if path.exists()), None):
        raise Failed(f"Nothing was written: {display_path(there)} is there already.")
    return [write_skeleton(path, skeleton, **values) for path, skeleton in files.items()]


def name_of(folder: Path) -> str:
    """Return what a company may be called whose portal is in `folder`."""
    return " ".join(re.findall(r"[^\W_]+", folder.resolve().name)).title() or "Example"


# What can be begun -> the function that writes it: (docs folder, title, today) -> path.
KINDS: dict[str, Callable[[Path, str, date], Path]] = {
    "article": write_article,
    "troubleshooter": write_troubleshooter,
    "facts": write_facts,
    "status": write_status,
}


def slug_of(title: str) -> str:
    """Return the name of a file for a title: small letters, digits and hyphens. Raises `Failed` when none are left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-")
    if not slug or slug == "index":
        raise Failed(f"Nothing was written: '{title}' gives no name for a file: use letters from a to z, and not the word index alone.")
    return slug


def write_skeleton(path: Path, skeleton: Path, **values: str) -> Path:
    """Write a file with what a skeleton leaves open filled in, and return its path. Raises `Failed` when there is one already."""
    text = Template(skeleton.read_text(encoding="utf-8")).substitute(values)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Failed(f"Nothing was written: {display_path(path)} is there already, and was left as it is.") from None
    return path


def main(arguments: list[str]) -> int:
    """Write what is asked for and say where it is."""
    parser = argparse.ArgumentParser(prog=call("new"), description=__doc__)
    parser.add_argument("kind", nargs="?", choices=["portal", *sorted(KINDS)], default="portal", help="what to begin (default: portal)")
    parser.add_argument(
        "title",
        metavar="DIR|TITLE|NAME|URL",
        help="the portal's folder; of an article or a troubleshooter the title, in quotes; of facts the company's name; of status the status page",
    )
    parser.add_argument("--name", help="what the portal's company is called (default: as the folder)")
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="the day of writing, YYYY-MM-DD (default: today)")
    options = parser.parse_intermixed_args(arguments)
    today = options.today or date.today()
    try:
        if options.kind == "portal":
            folder = Path(options.title)
            written = write_portal(folder, options.name or name_of(folder), today)
            go_there = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
            look = f"{call('serve')} --config {folder / 'mkdocs.yml'}" if REPOSITORY in os.environ else f"{go_there}{call('serve')}"
            print(f"Wrote a portal of {len(written)} files. Look at it: {look}")
            return 0
        path = KINDS[options.kind](options.docs, options.title, today)
    except OSError as problem:
        raise Failed(f"Cannot write {problem.filename} ({problem.strerror}).") from None
    print(f"Wrote {display_path(path)}. Now run {call('check')}: it names what you still have to fill in.")
    return 0
