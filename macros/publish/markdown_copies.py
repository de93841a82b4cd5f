"""Each page as Markdown beside it, made from what a reader sees, with macros drawn; and `llms.txt`, the list of them."""

import re
from html import escape, unescape

from ..views import draw
from .markup import plain_words
from .site import Site

# A page's own HTML is well formed: a pattern reads it five times as fast as `html.parser`.
_TOKEN = re.compile(
    r"<(?:!--.*?--|(?P<raw>script|style)\b.*?</(?P=raw)\s*|(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*))>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_COUNTS = re.compile(r"\b(?:hidden|data-live|href|headerlink|alt)\b")
# What works only on the page itself, and what a reader does not see.
_UNREAD = frozenset({"template", "svg", "button", "select", "textarea", "nav", "form"})
_UNSEEN = frozenset({"hidden", "data-live"})  # what is live has words only once a script knows the time
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"})
_BLOCKS = frozenset("address article aside dd details div dl fieldset figure footer header main ol p section ul".split())
_TITLES = frozenset({"caption", "dt", "figcaption", "legend", "summary"})
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_INLINE = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~"}
_FIRST = ("policy", "support")
_BLANKS = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_\[\]])")


def write_markdown_copies(site: Site) -> None:
    """Write each page's Markdown beside it, and the list: the key facts, then the pages of each folder, the policy first.

    In a folder, they stand as in the navigation, and last those that it leaves out.
    """
    sections: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    paths = {address: path for path, address in site.addresses.items()}
    for page in sorted(site.written_pages(), key=lambda page: page.place):
        heading = "" if "<h1" in page.content else f"# {_in_words(page.title)}\n\n"  # the theme writes the missing heading of a page
        page.markdown = heading + convert(page.content)
        site.write(page.markdown_address, page.markdown)
        folder = paths.get(page.address, page.source).rpartition("/")[0].partition("/")[0]
        line = f"- [{_in_words(page.title)}]({site.whole(page.markdown_address)})"
        line += f": {_in_words(page.description)}" if page.description else ""
        sections.setdefault(folder, []).append(line)
        titles.setdefault(folder, page.section)
    lines = [f"# {site.name}", "", f"> {site.description}", ""]
    if site.portal:
        lines += [*_list_key_facts(site), ""]  # no heading: below one, programs expect links
    titles[""] = plain_words(site.language)["others"]
    for folder in sorted(sections, key=_place_of):
        index = site.page_of(f"{folder}/index.md") if folder else None
        title = index.title if index else titles[folder] or folder.replace("-", " ").capitalize()
        lines += [f"## {_in_words(title)}", "", *sections[folder], ""]
    site.write(f"{site.root.own_folder}llms.txt", "\n".join(lines[:-1]) + "\n")


def _list_key_facts(site: Site) -> list[str]:
    """Return five facts that answer most questions about the support: when it works, and the principles."""
    coverage = convert(draw("coverage_summary", site.facts, site.root)).splitlines()
    principles = [f"- {_in_words(principle.text)}" for principle in site.facts.organisation.principles]
    return [*coverage, *principles][:5]


def _in_words(text: str) -> str:
    """Return plain text as one line of Markdown that shows it as it is."""
    return convert(escape(text)).strip()


def _place_of(folder: str) -> tuple[int, str]:
    """Order folders: the policy, how to get support, the rest by name, and last the pages in none."""
    return (_FIRST.index(folder) if folder in _FIRST else len(_FIRST) + (not folder)), folder


def convert(html: str) -> str:
    """Return the words of a piece of a page as Markdown."""
    converter = _Converter()
    for token in _TOKEN.finditer(html):
        converter.take(token)
    text = "".join(converter.stack[0].parts)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


class _Element:
    """An open element, and the Markdown of what it holds so far."""

    __slots__ = ("address", "parts", "tag")

    def __init__(self, tag: str, address: str = "") -> None:
        self.tag, self.address = tag, address
        self.parts: list[str] = []


class _Converter:
    """Writes the Markdown of each element when it ends."""

    def __init__(self) -> None:
        self.stack = [_Element("")]
        self.unread = ""
        """The tag of the element that is being passed over, and how many of its kind are open."""
        self.depth = self.pre = self.code = 0

    def take(self, token: re.Match[str]) -> None:
        tag, text = token["tag"], token["text"]
        if self.unread:
            if tag == self.unread:
                self.depth += -1 if token["end"] else 1
                self.unread = self.unread if self.depth else ""
        elif text is not None:
            self._add(self._words(unescape(text)))
        elif tag and token["end"]:
            self._close(tag.lower())
        elif tag:
            self._open(tag.lower(), token["attributes"])

    def _open(self, tag: str, said: str) -> None:
        attributes = (
            {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(said)} if _COUNTS.search(said) else {}
        )
        if tag in _VOID:
            self._add({"br": "\\\n", "hr": "\n\n---\n\n", "img": unescape(attributes.get("alt", ""))}.get(tag, ""))
        elif tag in _UNREAD or attributes.keys() & _UNSEEN or "headerlink" in attributes.get("class", ""):
            self.unread, self.depth = tag, 1
        else:
            self.pre += tag == "pre"
            self.code += tag == "code"
            self.stack.append(_Element(tag, unescape(attributes.get("href", ""))))

    def _close(self, tag: str) -> None:
        if not any(element.tag == tag for element in reversed(self.stack)):
            return
        closed = ""
        while closed != tag:
            element = self.stack.pop()
            closed = element.tag
            self.pre -= closed == "pre"
            self.code -= closed == "code"
            self._add(self._write(element))

    def _words(self, text: str) -> str:
        if self.pre:
            return text
        text = _BLANKS.sub(" ", text)
        return text if self.code else _SPECIAL.sub(r"\\\1", text).replace("<", "&lt;")

    def _add(self, text: str) -> None:
        parts = self.stack[-1].parts
        if text.startswith(" ") and not self.pre and (not parts or parts[-1].endswith(("\n", " "))):
            text = text[1:]
        if text:
            parts.append(text)

    def _write(self, element: _Element) -> str:
        """Return the Markdown of an element that has ended."""
        tag, text = element.tag, "".join(element.parts)
        words = text.strip()
        if self.pre:
            return text
        if tag == "pre":
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
            return f"\n\n{fence}\n{text.rstrip()}\n{fence}\n\n"
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
        if tag in _HEADINGS:
            return f"\n\n{_HEADINGS[tag]} {_one_line(words)}\n\n"
        if tag in _INLINE:
            return text.replace(words, f"{_INLINE[tag]}{words}{_INLINE[tag]}")
        if tag == "code":
            return f"`{text}`"
        if tag == "a" and element.address:
            return text.replace(words, f"[{words}]({element.address})")
        if tag == "blockquote":
            return "\n\n" + "\n".join(f"> {line}".rstrip() for line in re.sub(r"\n{3,}", "\n\n", words).splitlines()) + "\n\n"
        if tag in _TITLES:
            return f"\n\n**{_one_line(words)}**\n\n"
        return f"\n\n{words}\n\n" if tag in _BLOCKS or "-" in tag else text

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
