"""Turn a context of plain values into HTML with a fragment of `overrides/fragments`.

An environment of our own, because neither engine's escapes what it prints.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

PROJECT = Path(__file__).resolve().parents[2]
FRAGMENTS = PROJECT / "overrides" / "fragments"
# A browser draws no blank between blocks. The theme lists a page's words for the search by dropping its tags: without one, two cells are one word.
_BLOCK_MEETS_TAG = re.compile(r"(</(?:caption|dd|div|dt|h[1-6]|legend|li|option|p|summary|td|text|th|tr)>)(?=<)")


@dataclass(frozen=True)
class Place:
    """Where a fragment will stand, so that its links work from any page and below any sub-path."""

    docs_dir: Path
    page_url: str = ""
    """The page's address below the site's root, like `policy/severity-levels/`."""
    directory_urls: bool = True
    """Whether `policy/severity-levels.md` becomes `policy/severity-levels/` (else `policy/severity-levels.html`)."""
    preview: bool = False
    """Whether the site is a preview for its writers, where `?now=` sets the clock of a page."""
    from_source: bool = False
    """Whether the engine reads `a href` and `img src` as relative to the Markdown file, and moves them (Zensical does)."""

    def link(self, page: str, anchor: str = "") -> str:
        """Return what to write into `href` for a page named by its Markdown path, or "" when this portal has no such page."""
        address = self.address(page, anchor)
        return self._as_engine_wants(address) if address else ""

    def file_link(self, path: str) -> str:
        """Return what to write into `href` for a file named by its path below the site's root."""
        return self._as_engine_wants(self.to_root + path)

    def address(self, page: str, anchor: str = "") -> str:
        """Return the relative address of a page as a browser needs it, for attributes that no engine moves; "" as above."""
        if not (self.docs_dir / page).is_file():
            return ""
        return self.to_root + self._below_root(page) + (f"#{anchor}" if anchor else "")

    @property
    def to_root(self) -> str:
        """The relative address of the site's root."""
        return "../" * self.page_url.count("/") or "./"

    def _as_engine_wants(self, address: str) -> str:
        if not self.from_source or self._is_index:
            return address
        return address.removeprefix("../") if address.startswith("../../") else "./" + address.removeprefix("../")

    @property
    def _is_index(self) -> bool:
        return not self.directory_urls or not (self.docs_dir / f"{self.page_url.rstrip('/')}.md").is_file()

    def _below_root(self, page: str) -> str:
        stem = page.removesuffix(".md")
        if not self.directory_urls:
            return stem + ".html"
        return stem.removesuffix("index") if stem.split("/")[-1] == "index" else stem + "/"


def render(fragment: str, context: Mapping[str, Any], place: Place) -> Markup:
    """Return the HTML of `fragment` (a file name) filled with `context`; raises on a name the context lacks.

    Fragments also know `link(page, anchor)`, `file_link(path)`, `address(page, anchor)`, `to_root` and `preview`.
    """
    template = _environment().get_template(fragment)
    names: dict[str, Any] = {"link": place.link, "file_link": place.file_link, "address": place.address}
    names |= {"to_root": place.to_root, "preview": place.preview}
    return Markup(_BLOCK_MEETS_TAG.sub(r"\1 ", template.render(context, **names).strip()))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FRAGMENTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled_fragments(),
    )


def _compiled_fragments() -> BytecodeCache | None:
    """Where compiled fragments are kept from one build to the next: to compile them takes as long as to read all facts.

    Each is known by a hash of its text, so a changed fragment is compiled anew. None when the folder cannot be written.
    """
    folder = PROJECT / ".cache" / "fragments"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
