"""A built site as the publishing steps see it: its pages in memory, where it will stand, and its facts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..facts.search import SearchFile
from ..facts.site import GuestSettings, HostingFile, PagesFile
from ..portal import Portal
from ..views.components import PageContext


@dataclass
class BuiltPage:
    """One HTML page. It is read once; steps change it in memory; it is written once."""

    path: Path
    address: str
    """Its address below the site: `policy/severity-levels/`, or `404.html`."""
    html: str
    source: str = ""
    """Its path below the docs folder; "" for a page that no writer wrote."""
    title: str = ""
    content: str = ""
    """The HTML of its article, without the theme around it."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """Its front matter."""
    language: str = "en"
    """The language of its readers."""
    place: int = 0
    """How many pages of the navigation come before it."""
    section: str = ""
    """The title of the navigation's part that it is in."""
    markdown: str = ""
    """Its article as Markdown, once a step has converted it."""
    head: list[str] = field(default_factory=list)
    """What steps add to its head, after the style sheets and before the first script."""
    foot: list[str] = field(default_factory=list)
    """What steps add to the end of its body."""

    @property
    def description(self) -> str:
        return str(self.meta.get("description") or "")

    @property
    def markdown_address(self) -> str:
        """The address of its Markdown copy below the site."""
        return f"{self.address}index.md" if not self.address or self.address.endswith("/") else self.address.replace(".html", ".md")

    def write(self) -> None:
        """Write the page with its head and foot in place."""
        html, head, foot = self.html, "".join(f"{part}\n" for part in self.head), "".join(f"{part}\n" for part in self.foot)
        if head:
            at = html.find("<script")
            at = at if at >= 0 else html.find("</head>")
            html = html[:at] + head + html[at:]
        if foot:
            at = html.rfind("</body>")
            html = html[:at] + foot + html[at:]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(html, encoding="utf-8")


@dataclass
class Site:
    """A folder of pages, and what a step may ask about it."""

    folder: Path
    docs_dir: Path
    url: str
    """The address at which it will stand; "" when nobody has said."""
    name: str
    description: str
    preview: bool
    """Whether it is a preview for its writers."""
    portal: Portal | None
    """Its facts; None for a site that has its own MkDocs and takes nothing but the search."""
    guest: GuestSettings | None = None
    """What a site that has its own MkDocs wants; None for a whole portal."""
    drawn: Mapping[str, Collection[str]] = field(default_factory=dict)
    """In a site that has its own MkDocs, the macros that were drawn on each page, by its source."""
    search: SearchFile = field(default_factory=SearchFile)
    """How it is searched."""
    language: str = "en"
    """The language of its readers, as the theme names it."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where each page is, by its path below the docs folder; in a site of several languages, in this one."""
    listing: Mapping[str, Any] | None = None
    """What the theme's search lists of its pages; None where it lists none."""
    pages: list[BuiltPage] = field(default_factory=list)
    directives: dict[str, str] = field(default_factory=dict)
    """The content security policy, once a step has computed it."""
    leads: list[tuple[str, str]] = field(default_factory=list)
    """Paths on the host: where a reader comes, and where the reader is led; once a step has listed them."""
    scripts_version: str = ""
    """A name for the published scripts, once a step has written them."""

    @property
    def root(self) -> PageContext:
        """Where templates stand of what is on no page."""
        pages = self.portal.pages if self.portal else PagesFile()
        return PageContext(self.docs_dir, "", self.addresses, self.preview, pages, self.language)

    @property
    def facts(self) -> Portal:
        """The facts, for the steps that run only when there are any."""
        assert self.portal is not None
        return self.portal

    @property
    def hosting(self) -> HostingFile:
        return self.portal.hosting if self.portal else HostingFile()

    @property
    def base_path(self) -> str:
        """The path under which the host serves the site: `/`, or `/help/`."""
        return base_path_of(self.url)

    def written_pages(self) -> Iterator[BuiltPage]:
        """Yield each page made from Markdown."""
        return (page for page in self.pages if page.source)

    def page_of(self, source: str | None) -> BuiltPage | None:
        """Return the page made from a Markdown file, named by its path below the docs folder, which may leave out the language."""
        address = self.addresses.get(source or "")
        return next((page for page in self.pages if page.source == source or (address is not None and page.address == address)), None)

    def context_of(self, page: BuiltPage) -> PageContext:
        """Return where templates on a page stand. The page for unknown addresses is shown at any depth."""
        place = replace(self.root, page_url=page.address, language=page.language)
        return AtAnyDepth(**vars(place), base_path=self.base_path) if page.address == "404.html" else place

    def whole(self, address: str) -> str:
        """Return the full address of something below the site, or a relative one when nobody has said where it stands."""
        return urljoin(self.url if self.url.endswith("/") else f"{self.url}/", address) if self.url else address

    def write(self, path: str, text: str) -> None:
        """Write a text file, named by its path below the site's root."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def base_path_of(url: str | None) -> str:
    """Return the path of a site's address: `/`, or `/help/`."""
    return f"/{urlsplit(url or '').path.strip('/')}/".replace("//", "/")


@dataclass(frozen=True)
class AtAnyDepth(PageContext):
    """A page whose links start at the host's root."""

    base_path: str = "/"

    @property
    def to_root(self) -> str:
        return self.base_path
