"""Turn a context of plain values into HTML with a fragment of `overrides/fragments`.

An environment of our own, because neither engine's escapes what it prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FRAGMENTS = Path(__file__).resolve().parent.parent / "overrides" / "fragments"


@dataclass(frozen=True)
class Place:
    """Where a fragment will stand, so that its links work from any page and below any sub-path."""

    docs_dir: Path
    page_url: str = ""
    """The page's address below the site's root, like `support/severity/`."""
    directory_urls: bool = True
    """Whether `support/severity.md` becomes `support/severity/` (else `support/severity.html`)."""
    preview: bool = False
    """Whether the site is a preview for its writers, where `?now=` sets the clock of a page."""

    def link(self, page: str, anchor: str = "") -> str:
        """Return the relative address of a page named by its Markdown path, or "" when this portal has no such page."""
        if not (self.docs_dir / page).is_file():
            return ""
        return self.to_root + self._address(page) + (f"#{anchor}" if anchor else "")

    @property
    def to_root(self) -> str:
        """The relative address of the site's root."""
        return "../" * self.page_url.count("/") or "./"

    def _address(self, page: str) -> str:
        stem = page.removesuffix(".md")
        if not self.directory_urls:
            return stem + ".html"
        return stem.removesuffix("index") if stem.split("/")[-1] == "index" else stem + "/"


def render(fragment: str, context: Mapping[str, Any], place: Place) -> Markup:
    """Return the HTML of `fragment` (a file name) filled with `context`; raises on a name the context lacks.

    Fragments also know `link(page, anchor)`, `to_root` and `preview` of `place`.
    """
    template = _environment().get_template(fragment)
    return Markup(template.render(context, link=place.link, to_root=place.to_root, preview=place.preview).strip())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FRAGMENTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
