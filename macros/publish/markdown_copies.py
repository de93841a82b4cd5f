"""Each page as Markdown beside it, made from what a reader sees, with macros drawn; and `llms.txt`, the list of them."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from ..views import draw
from ..views.components import PageContext
from .site import Site

# What works only on the page itself, and what a reader does not see.
_UNREAD = frozenset({"script", "style", "template", "svg", "button", "input", "select", "textarea", "nav", "form"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "source", "col", "area"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "div", "dl", "fieldset", "figure", "footer", "header", "main", "ol", "p", "section", "ul", "details"}
)
_INLINE = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~"}
_FIRST = ("policy", "support")
_BLANKS = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_\[\]])")


def write_markdown_copies(site: Site) -> None:
    """Write each page's Markdown beside it, and the list: the key facts, then the pages of each folder, the policy first."""
    sections: dict[str, list[str]] = {}
    for page in site.written_pages():
        heading = "" if "<h1" in page.content else f"# {page.title}\n\n"  # the theme writes the missing heading of a page
        page.markdown = heading + convert(page.content)
        site.write(page.markdown_address, page.markdown)
        folder = page.source.rpartition("/")[0].partition("/")[0]
        line = f"- [{page.title}]({site.whole(page.markdown_address)})" + (f": {page.description}" if page.description else "")
        sections.setdefault(folder, []).append(line)
    lines = [f"# {site.name}", "", f"> {site.description}", ""]
    if site.portal:
        lines += ["## Key facts", "", *_list_key_facts(site), ""]
    for folder in sorted(sections, key=_place_of):
        lines += [f"## {_title_of(site, folder)}", "", *sections[folder], ""]
    site.write("llms.txt", "\n".join(lines[:-1]) + "\n")


def _list_key_facts(site: Site) -> list[str]:
    """Return five facts that answer most questions about the support: when it works, and the principles."""
    context = PageContext(site.docs_dir, directory_urls=site.directory_urls)
    coverage = convert(draw("coverage_summary", site.facts, context)).splitlines()
    principles = [convert(escape(principle.text)) for principle in site.facts.organisation.principles]
    return [*coverage, *(f"- {text.strip()}" for text in principles)][:5]


def _place_of(folder: str) -> tuple[int, str]:
    """Order folders: the policy, how to get support, the rest by name, and last the pages in none."""
    return (_FIRST.index(folder) if folder in _FIRST else len(_FIRST) + (not folder)), folder


def _title_of(site: Site, folder: str) -> str:
    index = site.page_of(f"{folder}/index.md") if folder else None
    return index.title if index else folder.replace("-", " ").capitalize() or "Other pages"


def convert(html: str) -> str:
    """Return the words of a piece of a page as Markdown."""
    converter = _Converter()
    converter.feed(html)
    converter.close()
    text = "".join(converter.stack[0].parts)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


class _Element:
    """An open element, and the Markdown of what it holds so far."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.parts: list[str] = []

    @property
    def is_unread(self) -> bool:
        return self.tag in _UNREAD or "hidden" in self.attributes or "headerlink" in (self.attributes.get("class") or "")


class _Converter(HTMLParser):
    """Writes the Markdown of each element when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = [_Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._add_void(tag, dict(attrs))
        else:
            self.stack.append(_Element(tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._add_void(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if all(element.tag != tag for element in self.stack):
            return
        closed = ""
        while closed != tag:
            element = self.stack.pop()
            closed = element.tag
            if not element.is_unread:
                self._add(self._write(element))

    def handle_data(self, data: str) -> None:
        if not self._is_in("pre"):
            data = _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", data)).replace("<", "&lt;") if not self._is_in("code") else _BLANKS.sub(" ", data)
        self._add(data)

    def _is_in(self, tag: str) -> bool:
        return any(element.tag == tag for element in self.stack)

    def _add(self, text: str) -> None:
        parts = self.stack[-1].parts
        if text.startswith(" ") and (not parts or parts[-1].endswith(("\n", " "))) and not self._is_in("pre"):
            text = text[1:]
        if text:
            parts.append(text)

    def _add_void(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._add({"br": "\\\n", "hr": "\n\n---\n\n", "img": attributes.get("alt") or ""}.get(tag, ""))

    def _write(self, element: _Element) -> str:
        """Return the Markdown of an element that has ended."""
        tag, text = element.tag, "".join(element.parts)
        if self._is_in("pre"):
            return text
        words = text.strip()
        if tag == "pre":
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
            return f"\n\n{fence}\n{text.rstrip()}\n{fence}\n\n"
        if re.fullmatch("h[1-6]", tag):
            return f"\n\n{'#' * int(tag[1])} {_one_line(words)}\n\n"
        if tag in ("td", "th"):
            return f"| {_one_line(words).replace('|', chr(92) + '|')} "
        if tag == "tr":
            return f"{words} |\n"
        if tag == "table":
            return _table(words)
        if tag == "li":
            return self._item(words)
        if not words:
            return " " if text else ""
        if tag in _INLINE:
            return text.replace(words, f"{_INLINE[tag]}{words}{_INLINE[tag]}")
        if tag == "code":
            return f"`{text}`"
        if tag == "a" and (address := element.attributes.get("href")):
            return text.replace(words, f"[{words}]({address})")
        if tag == "blockquote":
            return "\n\n" + "\n".join(f"> {line}".rstrip() for line in re.sub(r"\n{3,}", "\n\n", words).splitlines()) + "\n\n"
        if tag in ("summary", "legend", "caption", "figcaption", "dt"):
            return f"\n\n**{_one_line(words)}**\n\n"
        if tag in _BLOCKS or tag == "dd" or "-" in tag:
            return f"\n\n{words}\n\n"
        return text

    def _item(self, words: str) -> str:
        """Return an item of a list; what follows its first line is indented under it."""
        mark = "-"
        if self.stack[-1].tag == "ol":
            mark = f"{1 + sum(part.startswith(chr(10)) for part in self.stack[-1].parts)}."
        inside = re.sub(r"\n{3,}", "\n\n", words).replace("\n", "\n" + " " * (len(mark) + 1))
        return f"\n{mark} {inside}"


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("\\\n", " "))


def _table(rows: str) -> str:
    """Return rows as a table; its first row is the head."""
    head, _, body = rows.partition("|\n")
    columns = head.count("| ")
    return f"\n\n{head}|\n{'| --- ' * columns}|\n{body}\n\n" if columns else f"\n\n{rows}\n\n"
