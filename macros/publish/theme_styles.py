"""Send of the theme's style sheets what this site can show: its other looks wait in front of the first paint for nothing.

A selector goes when it asks for a name (of an element, a class, an id, an attribute or its value) that stands in no tag and in
no script of the site, and a rule goes with its last selector. A name that a script puts together counts when it begins as one
that stands there ends: `"md-tag--"` keeps all that begin so. A custom property goes when nothing reads it. What is not
understood stays. One rule is rewritten, see `colour_change`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from tinycss2.ast import Node

from .colour_change import narrow_colour_change
from .site import Site
from .style_sheets import Block, Part, read_sheet

# Names that carry a hash, as browsers may keep them for good.
_THEME = re.compile(r"(?P<name>.+)\.[0-9a-f]{8}\.min\.css")
_TAG = re.compile(r"""<script\b.*?</script>|<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_CAPITAL = re.compile(r"[A-Z]")
_DECLARED = re.compile(r"\s*(--[\w-]+)\s*:")
_READ = re.compile(r"--[\w-]+(?![\w-]|\s*:)")
_SHORTEST_BEGINNING = 4
# Readers of other languages for the theme's own search: word lists, and none of them knows the page.
_NOT_OF_THE_PAGE = "assets/javascripts/lunr/"


class Names:
    """The names that a site's pages and scripts hold."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole = {name for text in texts for name in _NAME.findall(text)}
        # `dataset.mdState` is the attribute `data-md-state`.
        self._whole |= {f"data-{_CAPITAL.sub(lambda found: f'-{found[0].lower()}', name)}" for name in self._whole if _CAPITAL.search(name)}
        self._beginnings = tuple(name for name in self._whole if name[-1] in "-_" and len(name) >= _SHORTEST_BEGINNING)

    def hold(self, name: str) -> bool:
        return name in self._whole or name.startswith(self._beginnings) or not _NAME.fullmatch(name)


def shorten_theme_styles(site: Site) -> None:
    """Replace each style sheet of the theme by what the site needs of it, under a name with its new hash, in all pages."""
    old = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((site.folder / "assets/stylesheets").rglob("*.css"))
        if _THEME.fullmatch(path.name)
    }
    others = [path.read_text(encoding="utf-8") for path in sorted(site.folder.rglob("*.css")) if path not in old]
    renamed = {}
    for path, text in zip(old, shorten(list(old.values()), others, Names(_list_texts(site))), strict=True):
        name = _THEME.sub(rf"\g<name>.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.css", path.name)
        path.with_name(f"{path.name}.map").unlink(missing_ok=True)
        path.unlink()
        path.with_name(name).write_text(text, encoding="utf-8")
        renamed[path.name] = name
    if not renamed:
        return
    named = re.compile("|".join(map(re.escape, renamed)))
    for page in site.html_files():
        html = page.read_text(encoding="utf-8")
        page.write_text(named.sub(lambda found: renamed[found[0]], html), encoding="utf-8")


def _list_texts(site: Site) -> Iterator[str]:
    """What may name something that a selector asks for: the tags and scripts of each page, and each script of its own."""
    for page in site.html_files():
        yield " ".join(_TAG.findall(page.read_text(encoding="utf-8")))
    for path in sorted(site.folder.rglob("*.*js")):
        if path.suffix in {".js", ".mjs"} and not path.relative_to(site.folder).as_posix().startswith(_NOT_OF_THE_PAGE):
            yield path.read_text(encoding="utf-8")


def shorten(sheets: list[str], others: list[str], names: Names) -> list[str]:
    """Return style sheets without what nothing can match or read on a site with these names and these other sheets."""
    parsed = [read_sheet(sheet, lambda selector: all(map(names.hold, _list_names(selector)))) for sheet in sheets]
    narrow_colour_change(parsed, [read_sheet(sheet) for sheet in others])
    while True:
        texts = ["".join(map(str, parts)) for parts in parsed]
        read = set(_READ.findall("".join((*texts, *others))))
        if not sum(_drop_properties(parts, read, names) for parts in parsed):
            return texts


def _list_names(selector: Iterable[Node]) -> Iterator[str]:
    """The names without which a selector matches nothing. What stands in `:is()` or `:not()` need not be there."""
    before = None
    for node in selector:
        if node.type == "hash" or (node.type == "ident" and before != ":"):
            yield node.value
        elif node.type == "[] block":
            for part in node.content:
                if part.type in {"ident", "string"}:
                    yield from _NAME.findall(part.value)
        before = node


def _drop_properties(parts: list[Part], read: set[str], names: Names) -> int:
    """Take out the custom properties that nothing reads; return how many there were."""
    count = 0
    for part in parts:
        if isinstance(part, Block):
            kept = [each for each in part.declarations if not (own := _DECLARED.match(each)) or own[1] in read or names.hold(own[1][2:])]
            count += len(part.declarations) - len(kept) + _drop_properties(part.parts, read, names)
            part.declarations = kept
    return count
