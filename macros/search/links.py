"""What the pages of a site say of one another: the words of a link, and the paragraph, cell or item that it stands in."""

import html
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from .documents import plain_text

_EDGE = re.compile(r"</?(?:p|[uo]l|li|d[ltd]|table|t[hrd]|h[1-6]|pre|div|blockquote)\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^>]*?\shref=["']?([^"'\s>]+)[^>]*>(.*?)</a\s*>""", re.IGNORECASE | re.DOTALL)


class Mentions(NamedTuple):
    """What other pages say of a page, each thing once and in order."""

    linked: tuple[str, ...] = ()
    """The words that lead to it."""
    around: tuple[str, ...] = ()
    """What stands around them."""


def read_mentions(pages: Mapping[str, str]) -> dict[str, Mentions]:
    """What other pages say of each page. In: the HTML of each article, by the address of its page."""
    known = {bare_address(address): address for address in pages}
    linked: dict[str, dict[str, None]] = defaultdict(dict)
    around: dict[str, dict[str, None]] = defaultdict(dict)
    for address, article in pages.items():
        for block in _EDGE.split(article):
            for href, words in _LINK.findall(block):
                target = _target(address, html.unescape(href), known)
                if target in (None, address):
                    continue
                said, text = plain_text(words), plain_text(block)
                linked[target][said] = None
                if text != said:
                    around[target][text] = None
    return {address: Mentions(tuple(linked[address]), tuple(around[address])) for address in linked}


def _target(address: str, href: str, known: Mapping[str, str]) -> str | None:
    """The page that a link leads to; a link may be written for a site that stands below another path."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    path = bare_address(urljoin(f"/{address}", parts.path))
    while path not in known and "/" in path:
        path = path.partition("/")[2]
    return known.get(path)


def bare_address(path: str) -> str:
    """An address without what differs between the ways to write it: `guides/index.md` is at `guides/`."""
    return re.sub(r"(^|/)(?:index|README)$", r"\1", unquote(path).strip("/").removesuffix(".html").removesuffix(".md")).strip("/")
