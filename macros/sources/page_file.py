"""Read the Markdown pages as their writers see them, and find what the engines would not tell clearly.

A page is its front matter and its body; both keep the line numbers of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .problems import Problem
from .yaml_file import Source, parse_source


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
    def renders_macros(self) -> bool:
        """Whether the engine will look for macros in this page."""
        return self.meta.get("render_macros") is True

    def problem(self, line: int, column: int, found: str, expected: str, hint: str = "") -> Problem:
        """Return a `Problem` at a place in the body."""
        return Problem(self.file, line, column, "", found, expected, hint)


def read_pages(docs_dir: Path, shown_as: str) -> Iterator[Page]:
    """Yield every page below `docs_dir`, sorted by path; `shown_as` is what reports call that folder."""
    for path in sorted(docs_dir.rglob("*.md")):
        name = path.relative_to(docs_dir).as_posix()
        if not name.startswith("_data/"):
            yield read_page(path.read_bytes(), f"{shown_as}/{name}", name)


def read_page(raw: bytes, file: str, path: str) -> Page:
    """Return the page in `raw`. Bytes that are not UTF-8 become a problem of its front matter."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(file, line, 1, "", "a byte that is not UTF-8", "text saved as UTF-8")
        return Page(file, path, Source(file, problems=(problem,)), "")
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return Page(file, path, Source(file), text)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return Page(file, path, Source(file), text)
    meta = parse_source("\n" + "\n".join(lines[1:end]) + "\n", file) if any(lines[1:end]) else Source(file)
    return Page(file, path, meta, "\n" * (end + 1) + "\n".join(lines[end + 1 :]))


def read_entry(path: Path, file: str) -> Source:
    """Return the front matter of one page as a data source; the name of the file becomes its `slug`.

    A page without front matter gives a source that lacks every key, so that each is reported.
    """
    source = read_page(path.read_bytes(), file, path.name).front_matter
    data = source.data if isinstance(source.data, dict) else {}
    return replace(source, data={**data, "slug": path.stem})
