"""A built site as the publishing steps see it: where it lies, where it will stand, and its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from ..facts.site import HostingFile, RedirectsFile
from ..portal import Portal
from ..views.components import Place
from .page_facts import address_of


@dataclass(frozen=True)
class Site:
    """A folder of pages, and what a step may ask about it."""

    folder: Path
    docs_dir: Path
    url: str
    """The address at which it will stand; "" when nobody has said."""
    name: str
    description: str
    directory_urls: bool
    portal: Portal
    built: int
    """The moment to write down as its date, in seconds since 1970: that of the sources, not of the clock."""

    @cached_property
    def hosting(self) -> HostingFile:
        return self.portal.hosting or HostingFile()

    @cached_property
    def redirects(self) -> RedirectsFile:
        return self.portal.redirects or RedirectsFile()

    @property
    def base_path(self) -> str:
        """The path under which the host serves the site: `/`, or `/help/`."""
        return f"/{urlsplit(self.url).path.strip('/')}/".replace("//", "/")

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.built, UTC)

    def html_files(self) -> list[Path]:
        """Every page, the one for unknown addresses too, in a fixed order."""
        return sorted(self.folder.rglob("*.html"))

    def sources(self) -> Iterator[tuple[Path, str]]:
        """Each page made from Markdown, and its address below the site, in a fixed order."""
        for source in sorted(self.docs_dir.rglob("*.md")):
            name = source.relative_to(self.docs_dir).as_posix()
            if self.file_of(name).is_file():
                yield self.file_of(name), self.address(name)

    def file_of(self, page: str) -> Path:
        """Where the engine wrote a page named by its Markdown path."""
        address = self.address(page)
        return self.folder / (address if address.endswith(".html") else f"{address}index.html")

    def place_of(self, page: Path) -> Place:
        """Where fragments on a page stand. The page for unknown addresses is shown at any depth."""
        inside = page.relative_to(self.folder).as_posix()
        place = Place(self.docs_dir, inside.removesuffix("index.html") if self.directory_urls else inside, self.directory_urls)
        return AtAnyDepth(place.docs_dir, place.page_url, place.directory_urls, self.base_path) if inside == "404.html" else place

    def address(self, page: str, anchor: str = "") -> str:
        """The address below the site of a page named by its Markdown path."""
        return address_of(page, self.directory_urls) + (f"#{anchor}" if anchor else "")

    def whole(self, address: str) -> str:
        """The full address of something below the site, or a relative one when nobody has said where it stands."""
        return urljoin(self.url if self.url.endswith("/") else f"{self.url}/", address) if self.url else address


@dataclass(frozen=True)
class AtAnyDepth(Place):
    """A place whose links start at the host's root."""

    base_path: str = "/"

    @property
    def to_root(self) -> str:
        return self.base_path


def text_between(html: str, pattern: re.Pattern[str]) -> str:
    """The first group of `pattern` in a page, or ""."""
    found = pattern.search(html)
    return found[1] if found else ""
