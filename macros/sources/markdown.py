"""Find in a page's Markdown what the build will make of it: prose, links, HTML and anchors, each with its place.

No Markdown parser: that takes ten times as long as the whole check. What is subtler than this the strict build reports.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown.extensions.toc import slugify, unique

_FENCES = (
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|^[ \t]+(?P<inner>`{3,}|~{3,})[^\n]*\n.*?^[ \t]+(?P=inner)[ \t]*$|<!--.*?-->"
)
_TICKS = r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_JINJA = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
_BLOCKS = re.compile(f"{_FENCES}|{_JINJA}", re.DOTALL | re.MULTILINE)
CODE = re.compile(f"{_FENCES}|{_TICKS}", re.DOTALL | re.MULTILINE)
NOT_PROSE = re.compile(rf"{_FENCES}|{_TICKS}|{_JINJA}|\]\([^)\s]*\)|^\[[^\]]+\]:[^\n]*$", re.DOTALL | re.MULTILINE)
# HTML at the start of a line holds until an empty line, and backticks in it are no code.
_HTML_OR_CODE = re.compile(rf"^ {{0,3}}</?[A-Za-z][^\n]*(?:\n[^\n]+)*|{_TICKS}", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?P<image>!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<(?P<angle>[^>\n]*)>|(?P<bare>[^)\s]*))")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:[ \t]*<?(?P<bare>[^\s>]+)", re.MULTILINE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:\s(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*|/)?)(?P<closed>>?)")
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?""")
_LIST = re.compile(r"\{:?[ ]*(?P<attributes>[^}\n ][^}\n]*)\}")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$|^(?P<above>[^\n#>|-][^\n]*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_HEADING_ID = re.compile(r"\{[^}]*#(?P<id>[\w:.-]+)[^}]*\}\s*$")
_ANY_ID = re.compile(r"\{:?[^}\n]*#(?P<list>[\w:.-]+)[^}\n]*\}|\b(?:id|name)\s*=\s*[\"']?(?P<html>[\w:.-]+)")
_LINKED = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class Link(NamedTuple):
    """An address in a page."""

    target: str
    offset: int
    loads: bool
    """Whether the browser loads it with the page, as it does an image."""
    raw: bool
    """Whether it stands in HTML, whose addresses MkDocs leaves as they are."""


class Attribute(NamedTuple):
    """An attribute of an HTML tag, or of a list in braces behind a Markdown element (then `tag` is empty)."""

    tag: str
    name: str
    value: str
    offset: int


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with every match blanked out; places stay the same."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def without_code(body: str) -> str:
    """Return the body with code, comments and macro calls blanked out."""
    text = blank(_BLOCKS, body)
    return _HTML_OR_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]) if match["ticks"] else match[0], text)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def list_tags(visible: str) -> Iterator[tuple[str, bool, int]]:
    """Yield the name, whether it is closed by `>`, and the offset of each HTML tag; `visible` is the text without code."""
    for match in _TAG.finditer(visible):
        following = visible[match.end("name") : match.end("name") + 1]
        starts_line = not visible[visible.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        # An address in angle brackets is a link, and `a<b` in a sentence is text.
        if following not in ("@", ":", ".", "+") and (match["closed"] or starts_line):
            yield match["name"].lower(), bool(match["closed"]), match.start()


def list_attributes(visible: str) -> Iterator[Attribute]:
    """Yield each attribute of each tag, and of each list in braces."""
    found = [(match["name"].lower(), match) for match in _TAG.finditer(visible) if match["closed"]] + [
        ("", match) for match in _LIST.finditer(visible)
    ]
    for tag, match in found:
        for attribute in _ATTRIBUTE.finditer(match["attributes"]):
            if tag or attribute[0] != attribute["name"]:  # in braces, `#id` and `.class` carry no value
                value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
                yield Attribute(tag, attribute["name"].lower(), value, match.start("attributes") + attribute.start())


def list_links(visible: str) -> Iterator[Link]:
    """Yield every address that stands in Markdown, and in HTML."""
    for match in _LINK.finditer(visible):
        group = "bare" if match["angle"] is None else "angle"
        yield Link(match[group], match.start(group), bool(match["image"]), raw=False)
    for match in _DEFINITION.finditer(visible):
        yield Link(match["bare"], match.start("bare"), loads=False, raw=False)
    for attribute in list_attributes(visible):
        if attribute.name in ("href", "src") and attribute.tag:
            yield Link(attribute.value, attribute.offset, attribute.name == "src", raw=True)


def list_anchors(body: str) -> set[str]:
    """Return the anchors that MkDocs gives the headings of a body, and those that its writer names."""
    visible = blank(re.compile(_FENCES, re.DOTALL | re.MULTILINE), body)
    named = {match["list"] or match["html"] for match in _ANY_ID.finditer(visible)}
    taken: set[str] = set(named)
    for match in _HEADING.finditer(blank(re.compile(_JINJA, re.DOTALL), visible)):
        text = (match["text"] or match["above"]).strip()
        if not _HEADING_ID.search(text):
            unique(slugify(_LINKED.sub(r"\1", text), "-"), taken)
    return taken
