"""Joins our modules and workers into one script that needs no server: each becomes a function, and imports become calls.

It covers what our modules use and refuses the rest, so that nothing is joined wrongly: no default or star exports, no
exported `let`, no `await` outside a function, no ring of imports.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tree_sitter import Node

from .modules import NotUnderstood, parse_module, read_string, walk

RUNTIME = Path(__file__).with_name("without_server.js")
FUNCTIONS = {
    "function_declaration",
    "generator_function_declaration",
    "arrow_function",
    "function_expression",
    "method_definition",
    "generator_function",
}
# What a module finds under these names differs between a page and a worker.
_TOOLS = "self, fetch, postMessage, addEventListener, importScripts, need: $need, load: $load, meta: $meta"

Edit = tuple[int, int, str]


def join_scripts(folder: Path, modules: Iterable[str], classics: Iterable[str]) -> str:
    """One script made of `modules` and of `classics` (scripts without imports of their own), named by their paths below `folder`.

    Raises `NotUnderstood` when a module uses what cannot be joined.
    """
    modes = {**dict.fromkeys(modules, '"use strict";'), **dict.fromkeys(classics, "")}
    texts = {name: (folder / name).read_bytes() for name in sorted(modes)}
    _refuse_rings({name: set(_list_imported(parse_module(text, name), name)) for name, text in texts.items()})
    parts = [f"{json.dumps(name)}: {_wrap(text, name, modes[name])},\n" for name, text in texts.items()]
    return "".join(("(() => {\nconst joined = {\n", *parts, "};\n", RUNTIME.read_text(encoding="utf-8"), "})();\n"))


def _refuse_rings(imports: dict[str, set[str]]) -> None:
    """Raises `NotUnderstood` when a module imports one that is not there, or itself by way of others."""
    for name, wanted in imports.items():
        if lost := sorted(wanted - imports.keys()):
            raise NotUnderstood(f"{name} imports {lost[0]}, which is not there.")
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as ring:
        raise NotUnderstood(f"These import one another in a ring: {', '.join(ring.args[1])}.") from None


def _list_imported(root: Node, name: str) -> Iterator[str]:
    for node in root.named_children:
        if node.type == "import_statement":
            yield _source_of(node, name)


def _source_of(node: Node, name: str) -> str:
    """The path of what an import names, below the folder of `name`'s root."""
    source = node.child_by_field_name("source")
    assert source is not None
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), read_string(source)))


def _wrap(text: bytes, name: str, mode: str) -> str:
    """A script as a function of the tools that it finds in its place. The inner one lets it give any name a new meaning."""
    root = parse_module(text, name)
    if any(_is_awaited_outside(node) for node in walk(root)):
        raise NotUnderstood(f"{name} waits outside a function, which a joined script cannot do.")
    imports, exports, edits = [], [], []
    for node in root.named_children:
        if node.type == "import_statement":
            imports.append(_read_import(node, name))
            edits.append((node.start_byte, node.end_byte, ""))
        elif node.type == "export_statement":
            names, edit = read_export(node, name)
            exports += names
            edits.append(edit)
    edits += (edit for node in walk(root) if (edit := _replace_meta(node)))
    body = apply_edits(text, edits)
    inner = f"{mode}{' '.join(imports)}\n{body}\nreturn {{ {', '.join(exports)} }};"
    return f"function ({{ {_TOOLS} }}) {{ return (function () {{ {inner} }}).call(this); }}"


def _read_import(node: Node, name: str) -> str:
    call = f"$need({json.dumps(_source_of(node, name))});"
    clause = next((child for child in node.named_children if child.type == "import_clause"), None)
    if clause is None:
        return call
    if [child.type for child in clause.named_children] != ["named_imports"]:
        raise _refuse(node, name, "an import of named parts")
    specifiers = [each for each in clause.named_children[0].named_children if each.type == "import_specifier"]
    return f"const {{ {', '.join(_pair(each) for each in specifiers)} }} = {call}"


def read_export(node: Node, name: str) -> tuple[list[str], Edit]:
    """What an export statement gives to others, and what to put in its place."""
    declaration = node.child_by_field_name("declaration")
    if declaration is not None:
        return list(_list_declared(declaration, name)), (node.start_byte, declaration.start_byte, "")
    clause = next((child for child in node.named_children if child.type == "export_clause"), None)
    if clause is None or node.child_by_field_name("source") is not None:
        raise _refuse(node, name, "an export of a declaration or of names")
    specifiers = [each for each in clause.named_children if each.type == "export_specifier"]
    return [_pair(each, turned=True) for each in specifiers], (node.start_byte, node.end_byte, "")


def _list_declared(declaration: Node, name: str) -> Iterator[str]:
    named = declaration.child_by_field_name("name")
    if named is not None:
        yield _text(named)
        return
    for declarator in declaration.named_children:
        named = declarator.child_by_field_name("name")
        if declaration.children[0].type != "const" or named is None or named.type != "identifier":
            raise _refuse(declaration, name, "an exported `const`, function or class, whose name keeps its value")
        yield _text(named)


def _pair(specifier: Node, turned: bool = False) -> str:
    """`a as b` as a pair in an object: `a: b` where it is taken apart, `b: a` where it is made."""
    name, alias = specifier.child_by_field_name("name"), specifier.child_by_field_name("alias")
    assert name is not None
    words = [_text(name), _text(alias or name)]
    return ": ".join(reversed(words) if turned else words)


def _replace_meta(node: Node) -> Edit | None:
    if node.type == "meta_property":
        return node.start_byte, node.end_byte, "$meta"
    if node.type == "call_expression" and node.children[0].type == "import":
        return node.children[0].start_byte, node.children[0].end_byte, "$load"
    return None


def _is_awaited_outside(node: Node) -> bool:
    if node.type != "await_expression":
        return False
    above = node.parent
    while above is not None and above.type not in FUNCTIONS:
        above = above.parent
    return above is None


def apply_edits(text: bytes, edits: list[Edit]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words.encode() + text[end:]
    return text.decode()


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _refuse(node: Node, name: str, wanted: str) -> NotUnderstood:
    return NotUnderstood(f"{name}:{node.start_point[0] + 1}: found {_text(node)[:60]!r}, expected {wanted}, to join it into one script.")
