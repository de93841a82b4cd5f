"""Each page as Markdown beside it, made from what a reader sees, with macros drawn; and `llms.txt`, the list of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from .site import Site, text_between

_ARTICLE = re.compile(r"(<article\b.*?</article>)", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
# What works only on the page itself, and what a reader does not see.
_UNREAD = ("script", "style", "template", "svg", "button", "input", "select", "textarea", "nav", "form")


@dataclass(frozen=True)
class PageText:
    """A page in words."""

    path: Path
    address: str
    title: str
    description: str
    markdown: str

    @property
    def name(self) -> str:
        """The address of its Markdown below the site."""
        return f"{self.address}index.md" if not self.address or self.address.endswith("/") else self.address.replace(".html", ".md")


def read_texts(site: Site) -> list[PageText]:
    """Every page made from Markdown, in words."""
    return [_read(path, address) for path, address in site.sources()]


def write_texts(site: Site, texts: list[PageText]) -> None:
    """Write each page's Markdown beside it, and the list."""
    for text in texts:
        (site.folder / text.name).write_text(text.markdown, encoding="utf-8")
    lines = [f"# {site.name}", "", f"> {site.description}", "", "## Pages", ""]
    lines += [f"- [{text.title}]({site.whole(text.name)})" + (f": {text.description}" if text.description else "") for text in texts]
    (site.folder / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(path: Path, address: str) -> PageText:
    html = path.read_text(encoding="utf-8")
    article = text_between(html, _ARTICLE)
    title = " ".join(BeautifulSoup(text_between(article, _TITLE), "html.parser").get_text().replace("¶", "").split())
    return PageText(path, address, title, unescape(text_between(html, _DESCRIPTION)), to_markdown(article))


def to_markdown(html: str) -> str:
    """The words of a piece of a page as Markdown."""
    tree = BeautifulSoup(html, "html.parser")
    for element in tree.select(", ".join((*_UNREAD, "a.headerlink", "a.md-content__button", "[hidden]"))):
        element.decompose()
    text = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(tree)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
