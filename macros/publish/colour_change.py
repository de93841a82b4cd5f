"""Make a change between light and dark cheaper: stop the transitions of what has some, not of every element.

While the colours change, the theme sets an attribute whose one rule takes the transitions from all elements, and takes it off
again within the same click. So a browser works out the style of all elements once more. Here the rule names the elements that
have a transition in any style sheet of the site. It leaves the same elements without one.
A transition that a page itself holds, in a tag, is not seen: it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import tinycss2
from tinycss2.ast import Node

from .style_sheets import Block, Part, list_blocks, list_rules

_ALL = re.compile(r"(?P<where>\[data-md-color-switching\] )(?:\*|::?after|::?before)")
_TRANSITION = re.compile(r"(?:-webkit-)?transition(?:-duration)?\s*:(?P<value>[^{]*)")
_NO_TIME = re.compile(r"transition-duration:\s*0m?s\s*(?:!important)?")
_UNREAD = re.compile(r"\btransition(?:-duration)?\s*:")
_TIME = re.compile(r"(?<![\w.-])(?P<number>\d*\.?\d+)(?P<unit>m?s)\b")
_SECONDS = {"s": 1.0, "ms": 0.001}
# Who asks for less motion gets a hundredth of a millisecond, which nobody sees.
_SHORTEST = 0.001
# The theme's rule reaches elements, and of their parts these two; a single colon before them is the old way to write it.
_REACHED = ("", "after", "before")
_OLD_PARTS = {"after", "before", "first-letter", "first-line"}


def narrow_colour_change(sheets: list[list[Part]], others: list[list[Part]]) -> None:
    """Rewrite in place the rule among `sheets`, by the transitions of all. It stays as it is when a sheet has some that we cannot read."""
    every = [*sheets, *others]
    if any(map(_is_unclear, every)):
        return
    moving = [selector for parts in every for block in list_blocks(parts) if _moves(block) for selector in block.selectors]
    for block in (block for parts in sheets for block in list_blocks(parts)):
        found = _ALL.fullmatch(block.selectors[0])
        if found and all(map(_ALL.fullmatch, block.selectors)) and all(map(_NO_TIME.fullmatch, block.declarations)):
            block.selectors = _narrow(found["where"], moving)


def _is_unclear(parts: list[Part]) -> bool:
    unread = [part for part in list_rules(parts) if isinstance(part, str)]
    unread += [each for block in list_blocks(parts) for each in block.declarations if "{" in each]
    return any(map(_UNREAD.search, unread))


def _moves(block: Block) -> bool:
    values = [found["value"] for each in block.declarations if (found := _TRANSITION.fullmatch(each))]
    return any("var(" in value or _lasts(value) for value in values)


def _lasts(value: str) -> bool:
    return any(float(found["number"]) * _SECONDS[found["unit"]] > _SHORTEST for found in _TIME.finditer(value))


def _narrow(where: str, selectors: Iterable[str]) -> list[str]:
    elements: dict[str, list[str]] = {}
    for selector in dict.fromkeys(selectors):
        nodes = tinycss2.parse_component_value_list(selector)
        if not any(node.type == "error" for node in nodes):  # no browser reads such a rule
            element, part = _split_part(nodes)
            elements.setdefault(part, []).append(element)
    return [f"{where}:is({','.join(elements[part])}){part and f'::{part}'}" for part in _REACHED if part in elements]


def _split_part(nodes: list[Node]) -> tuple[str, str]:
    """The selector of an element, and the part of it that stands behind, like `before`, or ""."""
    for place, (node, follower) in enumerate(pairwise(nodes)):
        is_old = follower.type == "ident" and follower.lower_value in _OLD_PARTS
        if node == ":" and (follower == ":" or is_old):
            element = tinycss2.serialize(nodes[:place])
            if not element or element[-1] in " \t\n>+~":
                element += "*"
            name = nodes[place + 1 if is_old else place + 2 :]
            return element, getattr(name[0], "lower_value", "other") if name else "other"
    return tinycss2.serialize(nodes), ""
