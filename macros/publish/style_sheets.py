"""A style sheet as blocks of selectors and declarations, inside conditions too; what we do not need to understand stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import tinycss2
from tinycss2.ast import Node

from .modules import NotUnderstood

_WITH_RULES = {"container", "layer", "media", "supports"}


@dataclass
class Block:
    """What stands before braces, and in them: declarations, or the rules of a condition."""

    selectors: list[str]
    """The condition alone, when it holds rules."""
    declarations: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def __str__(self) -> str:
        inside = ";".join(self.declarations) + "".join(map(str, self.parts))
        return f"{','.join(self.selectors)}{{{inside}}}" if inside and self.selectors else ""


Part = Block | str


def read_sheet(sheet: str, is_wanted: Callable[[list[Node]], bool] = bool) -> list[Part]:
    """The parts of a style sheet, with the selectors that are wanted; the sheet as one text when it has an error."""
    try:
        return list(_read_parts(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), is_wanted))
    except NotUnderstood:
        return [sheet]


def list_rules(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, with what stands inside a condition in its place."""
    for part in parts:
        if isinstance(part, Block) and part.parts:
            yield from list_rules(part.parts)
        else:
            yield part


def list_blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """The blocks of declarations, those inside conditions too."""
    return (part for part in list_rules(parts) if isinstance(part, Block))


def _read_parts(rules: Iterable[Node], is_wanted: Callable[[list[Node]], bool]) -> Iterator[Part]:
    for rule in rules:
        if rule.type == "error":
            raise NotUnderstood(rule.message)
        if rule.type == "qualified-rule":
            selectors = [tinycss2.serialize(part).strip() for part in _split(rule.prelude, ",") if is_wanted(part)]
            declarations = [tinycss2.serialize(part).strip() for part in _split(rule.content, ";")]
            if selectors:
                yield Block(selectors, [each for each in declarations if each])
        elif rule.type == "at-rule" and rule.lower_at_keyword in _WITH_RULES and rule.content is not None:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield Block([f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"], parts=list(_read_parts(inside, is_wanted)))
        else:
            yield rule.serialize()


def _split(nodes: Iterable[Node], mark: str) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node == mark:
            parts.append([])
        else:
            parts[-1].append(node)
    return parts
