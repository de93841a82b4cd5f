"""The severity check for other sites: one classic script with the modules, the table, the words and the looks of the portal's own.

A module, or data that a script fetches, would need headers that most static hosts don't send to other origins. Its address
either follows each build (`check/severity-check.js`) or names what is in it, so that it may be kept for good.
"""

import hashlib
import json
import posixpath
import re
import shutil
from html.parser import HTMLParser
from typing import Any

from rjsmin import jsmin

from ..engine import COMPONENTS
from ..portal import Portal
from ..views.components import render
from ..views.messages import find_locale
from ..views.severity_classifier import classifier_data, severity_classifier
from .own_assets import minify_css
from .site import Site

FOLDER = "check"
NAME = "severity-check"
_IMPORT = re.compile(r'^import \{[^}]*\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:class|const|function)\b\*? (\w+))", re.MULTILINE)
# The tokens of both palettes, how a level looks, and what is for ears alone: the rules of the portal's style sheet that hold outside it too.
_SHARED = re.compile(
    r'^(?::root|\.portal-visually-hidden|\[data-md-color-scheme="\w+"\]|\.portal-level[\w-]*)(?:,\s*[^\s,{]+)* \{[^}]*\}',
    re.MULTILINE,
)
_DARK = re.compile(r'\[data-md-color-scheme="slate"\] (\{[^}]*\})')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_BLANKS = re.compile(r"\s+")


def write_severity_check(site: Site) -> None:
    """Write the script under both addresses, where there are rules and a page that shows the whole result."""
    shutil.rmtree(site.folder / COMPONENTS.name / NAME, ignore_errors=True)  # what it is made of is on no page of the portal
    if site.portal is None or site.portal.severity is None or not site.portal.pages.severity_check:
        return
    text = make_script(site.portal, site)
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    for name in (NAME, f"v-{version}"):
        site.write(f"{FOLDER}/{name}.js", text)


def make_script(portal: Portal, site: Site) -> str:
    """Return the script: its modules in one scope of their own, called with what the portal publishes."""
    context = {**severity_classifier(portal), "hint": None, "embedded": True}
    tree = _Tree()
    tree.feed(render("severity-classifier.html", context, site.root))
    direction = find_locale(site.language).character_order
    outside = {"class": "check", "lang": site.language, "dir": "rtl" if direction == "right-to-left" else "ltr"}
    published = {
        "root": site.url or "..",
        "page": site.root.link(portal.pages.severity_check),
        "styles": join_styles(),
        "content": ["div", outside, *tree.found[2:]],
        "data": classifier_data(portal),
    }
    modules = jsmin(join_modules(f"{NAME}/{NAME}.js"))
    return f'"use strict";(()=>{{{modules}\ndefineSeverityCheck({json.dumps(published, ensure_ascii=False, separators=(",", ":"))})}})();\n'


def join_modules(entry: str) -> str:
    """Return a module with all that it imports as one text: each in a scope of its own, out of which its exports lead."""
    joined: dict[str, str] = {}

    def take(path: str) -> None:
        if path in joined:
            return
        text = (COMPONENTS / path).read_text(encoding="utf-8")
        for said in _IMPORT.findall(text):
            take(posixpath.normpath(posixpath.join(posixpath.dirname(path), said)))
        names = ", ".join(_EXPORT.findall(text))
        inside = _EXPORT.sub("", _IMPORT.sub("", text))
        joined[path] = f"const {{ {names} }} = (() => {{\n{inside}\nreturn {{ {names} }};\n}})();\n"

    take(entry)
    return "".join(joined.values())


def join_styles() -> str:
    """Return the style sheet, with the colours of the portal's. A page chooses them by `scheme="dark"`, or leaves it to its reader by `auto`."""
    shared = "\n".join(_SHARED.findall((COMPONENTS / "portal" / "portal.css").read_text(encoding="utf-8")))
    dark = _DARK.search(shared)
    assert dark is not None, "portal.css has a dark palette"
    palettes = f':host([scheme="dark"]) .check {dark[1]}\n@media (prefers-color-scheme: dark) {{ :host([scheme="auto"]) .check {dark[1]} }}'
    light = re.sub(r':root|\[data-md-color-scheme="default"\]', ".check", _DARK.sub("", shared))
    return minify_css("\n".join((light, palettes, (COMPONENTS / NAME / f"{NAME}.css").read_text(encoding="utf-8"))))


class _Tree(HTMLParser):
    """Reads the element of the check out of a page as nested lists: name, attributes, then children."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[Any]] = []
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open and tag != "severity-classifier":
            return
        # The parser writes names in lower case, and only this one of ours has another.
        attributes = {"viewBox" if name == "viewbox" else name: value or "" for name, value in attrs if name != "data-facts"}
        node: list[Any] = [tag, attributes]
        if self.open:
            self.open[-1].append(node)
        else:
            self.found = node
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and data:
            self.open[-1].append(_BLANKS.sub(" ", data))
