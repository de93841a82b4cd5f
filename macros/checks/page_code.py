"""A page brings no code: what stands in its braces is a call of a known macro with constants, and of HTML only what is allowed is listed.

Macro mistakes are found here, by calling each macro's view with the arguments on the page, because an error raised
while an engine renders comes out as a traceback, one at a time.
"""

import inspect
import re
from collections.abc import Container, Iterator
from itertools import islice
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ..portal import Portal, Sources
from ..sources.markdown import CODE, blank, list_attributes, list_tags, place, without_code
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, nearest, show_value
from ..sources.yaml_file import Source
from ..views import MACROS, require_facts
from ..views.arguments import ArgumentRefused
from .settings import SETTINGS

_SYNTAX = Environment(autoescape=True)
_CALL = re.compile(r"\{\{-?\s*([a-z_]+)\s*\(")
_BARE_CALL = re.compile(r"\b([a-z]+(?:_[a-z]+)+)\([^()\n]*\)")
EXPECTED = 'a call of a macro with constants, like {{ macro_name("constant") }}'
AS_TEXT = "put {% raw %} and {% endraw %} around braces that are meant as text"

ELEMENTS = frozenset(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark meter nav ol p picture pre progress q rp rt ruby s samp section small source span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES = frozenset(
    "abbr align alt cite class colspan datetime dir download headers height hidden href hreflang id label lang loading markdown max min "
    "name open rel reversed role rowspan scope span src start target title translate type value width".split()
)
_FREE = re.compile(r"(?:aria|data)-[a-z0-9-]+\Z")
_HINTS = {
    "script": "a page brings no scripts; what an operator wants on purpose goes into hosting.yml",
    "style": "looks belong in a style sheet; give the element a class",
    **dict.fromkeys(("iframe", "object", "embed"), "link to it instead"),
}


def check_page_code(portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield everything but a macro call in the braces of pages that render macros, and each call that its macro refuses.

    Without a portal, whose facts are wrong themselves, no macro is tried.
    """
    by_default = _renders_by_default(sources[SETTINGS])
    for page in pages:
        wanted = page.meta.get("render_macros")
        if wanted not in (None, True, False) or isinstance(wanted, int) != isinstance(wanted, bool):
            yield page.front_matter.problem(("render_macros",), show_value(wanted), "true or false")
        if page.renders_macros(by_default):
            yield from _check_braces(page, portal)
            yield from _find_bare_calls(page)
        elif _CALL.search(page.body):
            calls = (match for match in _CALL.finditer(blank(CODE, page.body)) if match[1] in MACROS)
            for call in islice(calls, 1):
                found = f"the macro {call[1]} in a page that renders none"
                yield page.problem(*place(page.body, call.start()), found, "render_macros: true in the front matter")


def _renders_by_default(settings: Source) -> bool:
    plugins = settings.value(("plugins",))
    listed = plugins if isinstance(plugins, tuple) else (plugins,)
    options = next((entry["macros"] for entry in listed if isinstance(entry, dict) and "macros" in entry), None)
    return isinstance(options, dict) and options.get("render_by_default") is not False


def list_calls(page: Page) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Yield the name and the constants of each call of a macro of ours."""
    for name, call in _named_calls(_parse(page)):
        if name in MACROS and (constants := _constants_of(call)):
            yield name, *constants


def list_called_names(page: Page) -> list[str]:
    """Return each name that the page calls and does not define itself, once."""
    tree = _parse(page)
    if tree is None:
        return []
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    own |= {node.name for node in tree.find_all(nodes.Macro)} | {node.target for node in tree.find_all(nodes.Import)}
    for taken in tree.find_all(nodes.FromImport):
        own |= {name if isinstance(name, str) else name[1] for name in taken.names}
    return [name for name in dict.fromkeys(name for name, _ in _named_calls(tree)) if name not in own]


def find_call(page: Page, name: str) -> tuple[int, int]:
    """Return line and column of the first call of a macro, or of the page when it stands in no braces."""
    return next((_place_of(page, call, name) for called, call in _named_calls(_parse(page)) if called == name), (1, 1))


def check_calls(portal: Portal | None, page: Page, names: Container[str]) -> Iterator[Problem]:
    """Yield each call of one of these macros that it refuses, in a page whose other braces are not ours to judge."""
    for name, call in _named_calls(_parse(page)):
        if name in names and (constants := _constants_of(call)):
            yield from _check_call(page, portal, _place_of(page, call, name), name, *constants)


def _parse(page: Page) -> nodes.Template | None:
    if "{{" not in page.body and "{%" not in page.body:
        return None
    try:
        return _SYNTAX.parse(page.body)
    except (TemplateSyntaxError, RecursionError):
        return None


def _named_calls(tree: nodes.Template | None) -> Iterator[tuple[str, nodes.Call]]:
    for call in tree.find_all(nodes.Call) if tree else ():
        if isinstance(call.node, nodes.Name):
            yield call.node.name, call


def _constants_of(call: nodes.Call) -> tuple[list[Any], dict[str, Any]] | None:
    """Return the arguments of a call, or None where one is no constant."""
    values = [*call.args, *(pair.value for pair in call.kwargs)]
    if call.dyn_args or call.dyn_kwargs or not all(map(_is_constant, values)):
        return None
    return [node.as_const() for node in call.args], {pair.key: pair.value.as_const() for pair in call.kwargs}


def _is_constant(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) or (isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const))


def _find_bare_calls(page: Page) -> Iterator[Problem]:
    """Yield each call of a macro that lost a brace: readers would see it as it is written."""
    visible = without_code(page.body)
    for match in _BARE_CALL.finditer(visible):
        if match[1] in MACROS:
            found, expected = f"{match[0]} without its braces", f"{{{{ {match[1]}(…) }}}}"
            yield page.problem(*place(visible, match.start()), found, expected, "write `…` around it if it is an example")


def _check_braces(page: Page, portal: Portal | None) -> Iterator[Problem]:
    if "{{" not in page.body and "{%" not in page.body and "{#" not in page.body:
        return
    try:
        tree = _SYNTAX.parse(page.body)
    except TemplateSyntaxError as error:
        yield page.problem(*_place_of(page, error, "{"), f"a macro call that does not parse: {error.message}", EXPECTED, AS_TEXT)
        return
    except RecursionError:
        yield page.problem(1, 1, "braces nested very deeply", EXPECTED, AS_TEXT)
        return
    for statement in tree.body:
        if not isinstance(statement, nodes.Output):
            yield page.problem(*_place_of(page, statement, "{%"), f"code: {_in_words(statement)}", EXPECTED, AS_TEXT)
            continue
        for part in statement.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield from _check_part(page, portal, part)


def _check_part(page: Page, portal: Portal | None, part: nodes.Expr) -> Iterator[Problem]:
    if isinstance(part, nodes.Name):
        hint = f"write {{{{ {part.name}() }}}}" if part.name in MACROS else nearest(part.name, MACROS)
        yield page.problem(*_place_of(page, part, part.name), f"the name {part.name}", "a macro call", hint)
    elif not isinstance(part, nodes.Call) or not isinstance(part.node, nodes.Name):
        yield page.problem(*_place_of(page, part, "{{"), f"code: {_in_words(part)}", EXPECTED, AS_TEXT)
    elif (constants := _constants_of(part)) is None:
        found = f"{part.node.name} with an argument that is no constant"
        yield page.problem(*_place_of(page, part, part.node.name), found, EXPECTED)
    else:
        yield from _check_call(page, portal, _place_of(page, part, part.node.name), part.node.name, *constants)


def _in_words(node: nodes.Node) -> str:
    """Return a piece of Jinja as its writer would call it."""
    kinds = {
        "Getattr": "an attribute",
        "Getitem": "a part of a value",
        "Filter": "a filter",
        "Assign": "set",
        "Call": "a call of something else",
    }
    kind = type(node).__name__
    return kinds.get(kind, kind.lower())


def _check_call(
    page: Page, portal: Portal | None, at: tuple[int, int], name: str, arguments: list[Any], options: dict[str, Any]
) -> Iterator[Problem]:
    view = MACROS.get(name)
    if view is None:
        hint = nearest(name, MACROS) or "{{ macro_list() }} on a page lists them all"
        yield page.problem(*at, f"the unknown macro {name}", "a macro of this portal", hint)
        return
    signature = inspect.signature(view)
    try:
        signature.bind(portal, *arguments, **options)
    except TypeError as error:
        known = list(signature.parameters.values())[1:]
        hints = (nearest(option, (parameter.name for parameter in known)) for option in options if option not in signature.parameters)
        yield page.problem(*at, f"{name}: {error}", f"{name}({', '.join(map(str, known))})", next(filter(None, hints), ""))
        return
    if portal is None:
        return
    try:
        require_facts(name, portal)
        view(portal, *arguments, **options)
    except ArgumentRefused as refused:
        yield page.problem(*at, f"{name}: {refused.found}", refused.expected, refused.hint)


def _place_of(page: Page, part: nodes.Node | TemplateSyntaxError, word: str) -> tuple[int, int]:
    """Return the line of a piece of Jinja, and the column of a word in it."""
    lines = page.body.split("\n")
    line = lines[part.lineno - 1] if part.lineno <= len(lines) else ""
    return part.lineno, line.find(word) + 1 or 1


def check_markup(_portal: Portal | None, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield each element and attribute that pages may not use."""
    for page in pages:
        if "<" not in page.body and "{" not in page.body:
            continue
        visible = without_code(page.body)
        for name, closed, offset in list_tags(visible):
            if name not in ELEMENTS:
                expected = "Markdown, or an element of text, tables, lists or sections"
                hint = _HINTS.get(name, nearest(name, ELEMENTS) or "write `…` around what is meant as text")
                yield page.problem(*place(visible, offset), f"the element <{name}>", expected, hint)
            elif not closed:
                yield page.problem(*place(visible, offset), f"<{name} without its >", "a whole tag", "write &lt; for the sign itself")
        for attribute in list_attributes(visible):
            if attribute.name not in ATTRIBUTES and not _FREE.match(attribute.name):
                found = f"the attribute {attribute.name}" + (f" of <{attribute.tag}>" if attribute.tag else "")
                hint = _HINTS.get(attribute.name, "a page runs no scripts" if attribute.name.startswith("on") else "")
                yield page.problem(*place(visible, attribute.offset), found, "an attribute that says what something is", hint)
