"""Turn a context of plain values into HTML with the template of a component.

An environment of our own, because neither engine's escapes what it prints.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..engine import COMPONENTS
from ..facts.site import PagesFile
from .messages import formats, load_catalogue

# A browser draws no blank between blocks. The theme lists a page's words for the search by dropping its tags: without one, two cells are one word.
_BLOCK_MEETS_TAG = re.compile(r"(</(?:caption|dd|div|dt|h[1-6]|legend|li|option|p|summary|td|text|th|tr)>)(?=<)")


NO_PAGES = PagesFile()


@dataclass(frozen=True)
class PageContext:
    """Where a template will stand, so that its links work from any page and below any sub-path."""

    docs_dir: Path
    page_url: str = ""
    """The page's address below the site's root, like `policy/severity-levels/`."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where each page of the site is, by its path below the docs folder; in a site of several languages, in the reader's one."""
    preview: bool = False
    """Whether the site is a preview for its writers, where `?now=` sets the clock of a page."""
    pages: PagesFile = NO_PAGES
    """Which page stands for what."""
    language: str = "en"
    """The reader's language, as the theme names it."""

    def link(self, page: str | None, anchor: str = "") -> str:
        """Return what to write into `href` for a page named by its Markdown path, or "" when this portal has no such page."""
        address = self.addresses.get(page or "")
        return "" if address is None else self.to_root + address + (f"#{anchor}" if anchor else "")

    def file_link(self, path: str) -> str:
        """Return what to write into `href` for a file named by its path below the site's root."""
        return self.to_root + path

    @property
    def own_folder(self) -> str:
        """Where files are that each language has: `de/`, and "" in the default one."""
        home = self.addresses.get("index.md", "")
        return home[: home.rfind("/") + 1]

    @property
    def to_root(self) -> str:
        """The relative address of the site's root."""
        return "../" * self.page_url.count("/") or "./"


def render(template: str, context: Mapping[str, Any], place: PageContext) -> Markup:
    """Return the HTML of `template` (a file name, which is unique among all components) filled with `context`.

    Raises on a name the context lacks. Templates also know `link(page, anchor)`, `file_link(path)`, `site_pages`, `to_root`, `preview`,
    `language` and `own_folder`, and what `messages.py` gives them to write in that language.
    """
    names: dict[str, Any] = {"link": place.link, "file_link": place.file_link}
    names |= {"to_root": place.to_root, "here": place.to_root + place.page_url, "preview": place.preview, "site_pages": place.pages}
    names |= {"language": place.language, "own_folder": place.own_folder}
    html = _environment(place.language).get_template(template).render(context, **names).strip()
    html = html.replace("<template ", "<template data-search-exclude ")  # the theme would list what no reader sees
    return Markup(_BLOCK_MEETS_TAG.sub(r"\1 ", html))


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(sorted(COMPONENTS.iterdir())),
        auto_reload=False,  # a preview starts a process for each build
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(load_catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(formats(language))
    return environment
