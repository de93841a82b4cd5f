"""Read the Markdown pages as their writers see them, and find what the engines would not tell clearly.

A page is its front matter and its body; both keep the line numbers of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.utils.meta import META_RE

from .characters import find_hidden
from .files import display_path, list_files, read_text
from .problems import Problem
from .yaml_file import Source, parse_source, read_source

# The lines that MkDocs takes for the start and the end of front matter.
_START = re.compile(r"-{3}[ \t]*\Z")
_END = re.compile(r"(?:-{3}|\.{3})[ \t]*\Z")
# Where the path of a page names its language: `de/start.md`, or `start.de.md`.
_LANGUAGE = re.compile(r"^([a-z]{2}(?:-[A-Z]{2})?)/|\.([a-z]{2}(?:-[A-Z]{2})?)(?=\.md$)")


@dataclass(frozen=True)
class Page:
    """One Markdown file. `body` starts with as many empty lines as the front matter has, so lines stay true."""

    file: str
    """The path a writer can click."""
    path: str
    """The path below the docs folder, as links name it."""
    front_matter: Source
    body: str

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter as plain data; empty when there is none or it does not parse."""
        return self.front_matter.data if isinstance(self.front_matter.data, dict) else {}

    @property
    def language(self) -> str:
        """The language that its path names, or "" where it names none."""
        found = _LANGUAGE.search(self.path)
        return (found[1] or found[2]) if found else ""

    @property
    def path_in_any_language(self) -> str:
        """Its path as navigation and facts name it in a site of several languages."""
        return _LANGUAGE.sub("", self.path)

    def renders_macros(self, by_default: bool = False) -> bool:
        """Whether the engine will look for macros in this page, where its front matter or the settings say so."""
        wanted = self.meta.get("render_macros")
        return wanted is True or (by_default and wanted is not False)

    def problem(self, line: int, column: int, found: str, expected: str, hint: str = "") -> Problem:
        """Return a `Problem` at a place in the body."""
        return Problem(self.file, line, column, "", found, expected, hint)


@dataclass(frozen=True)
class Pages:
    """Every page of a docs folder, and what else is in it."""

    docs_dir: Path
    pages: tuple[Page, ...]
    files: frozenset[str]
    """The path of every file below the docs folder, pages included."""
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    @cached_property
    def translated(self) -> frozenset[str]:
        """The languages besides the facts' own: those with a folder among the facts. Other folders of facts are named like no language."""
        return frozenset(file.split("/")[1] for file in self.files if file.startswith("_data/"))

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Each page by its path below the docs folder, and by that without its language, in the facts' own language first."""
        inexact = sorted(self.pages, key=lambda page: page.language not in self.translated)
        return {page.path_in_any_language: page for page in inexact} | {page.path: page for page in self.pages}


def read_pages(docs_dir: Path) -> Pages:
    """Read every page below `docs_dir`, sorted by path."""
    listing, folder = list_files(docs_dir), display_path(docs_dir)
    pages = tuple(
        parse_page(read_text(path, f"{folder}/{name}"), f"{folder}/{name}", name)
        for name, path in listing.files.items()
        if name.endswith(".md") and not name.startswith("_data/")
    )
    # The reader of the facts reports its own.
    problems = tuple(problem for problem in listing.problems if not problem.file.startswith(f"{folder}/_data/"))
    return Pages(docs_dir, pages, frozenset(listing.files), problems)


def parse_page(text: str | Problem, file: str, path: str) -> Page:
    """Return the page in `text`, its front matter cut where MkDocs cuts it. What cannot be read becomes a problem of its front matter."""
    if isinstance(text, Problem):
        return Page(file, path, Source(file, problems=(text,)), "")
    if hidden := tuple(find_hidden(text, file)):
        return Page(file, path, Source(file, problems=hidden), "")
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if _END.match(line)), None) if _START.match(lines[0]) else None
    if end is None:
        return Page(file, path, Source(file, problems=tuple(_find_lost_lines(lines, file))), text)
    meta = parse_source("\n" + "\n".join(lines[1:end]) + "\n", file) if any(lines[1:end]) else Source(file)
    return Page(file, path, meta, "\n" * (end + 1) + "\n".join(lines[end + 1 :]))


def _find_lost_lines(lines: list[str], file: str) -> Iterator[Problem]:
    """Yield what MkDocs does to the first lines of a page without front matter: it hides those of the form `key: value`."""
    if _START.match(lines[0]):
        yield Problem(file, 1, 1, "", "front matter without an end", "a second line --- below it")
    elif META_RE.match(lines[0]):
        hint = "begin with a heading, or put --- lines around front matter"
        yield Problem(file, 1, 1, "", "a first line that MkDocs takes for front matter and hides", "text that no reader misses", hint)


def address_of(path: str, directory_urls: bool) -> str:
    """Return where MkDocs puts a page: `guides/first-steps.md` at `guides/first-steps/`."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return (f"{folder}/" if folder else "") + ("" if directory_urls else "index.html")
    return f"{stem}/" if directory_urls else f"{stem}.html"


def read_entry(path: Path, file: str) -> Source:
    """Return the front matter of one page as a data source; the name of the file becomes its `slug`.

    A page without front matter gives a source that lacks every key, so that each is reported.
    """
    page = parse_page(read_text(path, file), file, path.name)
    return replace(page.front_matter, data={**page.meta, "slug": page.path_in_any_language.removesuffix(".md")})


def read_settings(docs_dir: Path) -> Source:
    """Return `mkdocs.yml` beside the docs folder with its places. What is wrong in it MkDocs reports; tags are left out."""
    path = docs_dir.parent / "mkdocs.yml"
    return replace(read_source(path, display_path(path)), problems=())
