"""What one of our JavaScript modules asks for, read with a parser and not with patterns."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser


class NotUnderstood(Exception):
    """A module holds something that the publishing steps cannot follow; the message says what and where."""


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def parse_module(text: bytes, name: str) -> Node:
    """The tree of a module. Raises `NotUnderstood` for what is no JavaScript."""
    root = _parser().parse(text).root_node
    if root.has_error:
        raise NotUnderstood(f"{name} is no JavaScript that can be read.")
    return root


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the text."""
    yield node
    for child in node.children:
        yield from walk(child)


@cache
def list_needs(text: bytes, name: str) -> frozenset[str]:
    """The addresses, below the same root as `name`, of what a module imports or makes a URL of, as far as it says so in plain words."""
    return _find(_list_said(walk(parse_module(text, name))), name)


@cache
def list_imports(text: bytes, name: str) -> frozenset[str]:
    """The addresses, below the same root as `name`, of what a module imports before it runs."""
    return _find(_list_said(parse_module(text, name).children), name)  # such statements stand at the top level only


def _find(said: Iterable[str], name: str) -> frozenset[str]:
    return frozenset(posixpath.normpath(posixpath.join(posixpath.dirname(name), each)) for each in said)


def _list_said(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.type in ("import_statement", "export_statement"):
            said = node.child_by_field_name("source")
        elif _is_import(node) or _is_beside_itself(node):
            said = _argument(node, 0)
        else:
            continue
        if said is not None and said.type == "string":
            yield read_string(said)


def _is_import(node: Node) -> bool:
    """Whether this is `import(...)`."""
    return node.type == "call_expression" and node.children[0].type == "import"


def _is_beside_itself(node: Node) -> bool:
    """Whether this is `new URL(..., import.meta.url)`."""
    base = _argument(node, 1) if node.type == "new_expression" else None
    return base is not None and base.text == b"import.meta.url"


def _argument(call: Node, number: int) -> Node | None:
    listed = call.child_by_field_name("arguments")
    return listed.named_children[number] if listed and len(listed.named_children) > number else None


def read_string(node: Node) -> str:
    """The text of a string literal without escapes, as addresses are."""
    return (node.text or b"").decode()[1:-1]
