"""Check pages before an engine sees them: front matter, macro calls, facts typed instead of called.

Macro mistakes are found here, by calling each macro's view with the arguments on the page, because an error raised
while an engine renders comes out as a traceback, one at a time.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ..portal import Portal, Sources
from ..search.page_kinds import check_search_facts
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, nearest
from ..views import MACROS, View
from ..views.arguments import ArgumentRefused

_SYNTAX = Environment(autoescape=True)
_CALL = re.compile(r"\{\{-?\s*([a-z_]+)\s*\(")

# A fact in prose -> what it is, and what a page that holds one must contain: found at once, where the pattern takes its
# time. Times of day and sums age; they belong in a data file, once.
_LITERALS = (
    (
        re.compile(r"(?:USD|EUR|GBP|CHF)\s?\d[\d,.]*|[$€£]\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:USD|EUR|GBP|dollars|euros)\b"),
        "price",
        ("$", "€", "£", "USD", "EUR", "GBP", "CHF", "dollars", "euros"),
    ),
    (re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])|\b24/7\b"), "hour", (":", "24/7")),
    (re.compile(r"(?<![\w+])\+[1-9]\d{0,2}[ \-]?\(?\d[\d \-()]{6,}\d"), "phone number", ("+",)),
    (re.compile(r"[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)+"), "address", ("@",)),
)
PLAIN = 'words without < > { } " and without references like &amp;'
_SIGNS = '<>{}"'
_MARKUP = re.compile(rf"[{_SIGNS}]|&#?\w+;?")
_CODE = (
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|^[ \t]+(?P<inner>`{3,}|~{3,})[^\n]*\n.*?^[ \t]+(?P=inner)[ \t]*$"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|<!--.*?-->"
)
_CODE_ONLY = re.compile(_CODE, re.DOTALL | re.MULTILINE)
_NOT_PROSE = re.compile(_CODE + r"|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\]\([^)\s]*\)|^\[[^\]]+\]:[^\n]*$", re.DOTALL | re.MULTILINE)


def check_pages(portal: Portal | None, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield every problem of every page. Without a portal, whose facts are wrong themselves, no macro is tried."""
    for page in pages:
        yield from check_page(page, portal)


def check_page(page: Page, portal: Portal | None) -> Iterator[Problem]:
    """Yield every problem of one page."""
    yield from page.front_matter.problems
    yield from _check_heads(page)
    if page.renders_macros:
        yield from _check_macros(page, portal)
    elif _CALL.search(page.body) and (call := _find_call(page.body)):
        line, column = _place(page.body, call.start())
        yield page.problem(line, column, f"the macro {call[1]} in a page that renders none", "render_macros: true in the front matter")
    yield from _check_literals(page)
    yield from check_search_facts(page)


def _check_heads(page: Page) -> Iterator[Problem]:
    """Yield what the theme would take for markup: it writes these two into each page's head and menu as they are."""
    for key in ("title", "description"):
        if found := find_markup(str(page.meta.get(key, ""))):
            yield page.front_matter.problem((key,), f"{found} in a {key}", PLAIN, "say it in words, or use curly quotes")


def find_markup(said: str) -> str:
    """Return the first sign of a text that a browser would take for markup; "" when there is none."""
    return next((each for each in _MARKUP.findall(said) if each in _SIGNS or unescape(each) != each), "")


def _find_call(body: str) -> re.Match[str] | None:
    """Return the first call of a macro that stands outside code."""
    return next((match for match in _CALL.finditer(_blank(_CODE_ONLY, body)) if match[1] in MACROS), None)


def _check_macros(page: Page, portal: Portal | None) -> Iterator[Problem]:
    if "{{" not in page.body and "{%" not in page.body:
        return
    try:
        tree = _SYNTAX.parse(page.body)
    except TemplateSyntaxError as error:
        column = _column(page, error.lineno, "{")
        hint = "put {% raw %} and {% endraw %} around braces that are meant as text"
        yield page.problem(error.lineno, column, f"a macro call that does not parse: {error.message}", "{{ macro_name(…) }}", hint)
        return
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            yield from _check_call(page, portal, call, call.node.name)
    assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
    for name in tree.find_all(nodes.Name):
        if id(name) not in called and name.ctx == "load" and name.name not in assigned:
            hint = f"write {{{{ {name.name}() }}}}" if name.name in MACROS else nearest(name.name, MACROS)
            yield page.problem(name.lineno, _column(page, name.lineno, name.name), f"the name {name.name}", "a macro call", hint)


def _check_call(page: Page, portal: Portal | None, call: nodes.Call, name: str) -> Iterator[Problem]:
    place = call.lineno, _column(page, call.lineno, name)
    view = MACROS.get(name)
    if view is None:
        yield page.problem(
            *place,
            f"the unknown macro {name}",
            "a macro of this portal (see the writers' guide)",
            nearest(name, MACROS),
        )
        return
    try:
        arguments = [argument.as_const() for argument in call.args]
        options = {option.key: option.value.as_const() for option in call.kwargs}
    except nodes.Impossible:
        return
    yield from _try_view(page, portal, view, arguments, options, place)


def _try_view(
    page: Page, portal: Portal | None, view: View, arguments: list[Any], options: dict[str, Any], place: tuple[int, int]
) -> Iterator[Problem]:
    signature = inspect.signature(view)
    try:
        signature.bind(portal, *arguments, **options)
    except TypeError as error:
        wanted = ", ".join(str(parameter) for parameter in list(signature.parameters.values())[1:])
        yield page.problem(*place, f"{view.__name__}: {error}", f"{view.__name__}({wanted})")
        return
    if portal is None:
        return
    try:
        view(portal, *arguments, **options)
    except ArgumentRefused as refused:
        yield page.problem(*place, f"{view.__name__}: {refused.found}", refused.expected, refused.hint)


def _check_literals(page: Page) -> Iterator[Problem]:
    suspected = [(pattern, kind) for pattern, kind, signs in _LITERALS if any(sign in page.body for sign in signs)]
    if not any(pattern.search(page.body) for pattern, _ in suspected):
        return  # most pages: to find out what of them is prose takes ten times as long
    visible = _blank(_NOT_PROSE, page.body)
    for pattern, kind in suspected:
        for match in pattern.finditer(visible):
            line, column = _place(visible, match.start())
            hint = f"call the macro that prints it; if it is an example, write it as `{match[0]}`"
            yield page.problem(
                line,
                column,
                f"the {kind} '{match[0]}' typed into the page",
                f"the {kind} from docs/_data, through a macro",
                hint,
            )


def _blank(pattern: re.Pattern[str], body: str) -> str:
    """Return the body with every match blanked out; places stay the same."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _column(page: Page, line: int, word: str) -> int:
    lines = page.body.split("\n")
    return lines[line - 1].find(word) + 1 if line <= len(lines) and word in lines[line - 1] else 1
