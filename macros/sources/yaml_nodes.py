"""Build plain data and positions from the events of the YAML parser, and report what facts may not use."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .characters import HIDDEN, describe
from .problems import Problem, show_value

MAX_DEPTH = 40
MAX_DIGITS = 15

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")  # 007 is text: a number would lose its zeros
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {"null": None, "Null": None, "NULL": None, "~": None, "": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# A comment behind something: YAML ends unquoted text at it.
_COMMENT = re.compile(r"[ \t]+#")
_OLD_BOOLEANS = re.compile(r"(?:yes|no|on|off|y|n)\Z", re.IGNORECASE)

FieldPath = tuple[str | int, ...]


class Position(NamedTuple):
    """A place in a file; both count from 1, as editors show them."""

    line: int
    column: int


class TooDeep(Exception):
    """Raised when data is nested so deeply that it is no fact any more; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    is_mapping: bool
    place: Position
    path: FieldPath
    mapping: dict[str, Any] = field(default_factory=dict)
    items: list[Any] = field(default_factory=list)
    key: str = ""
    has_key: bool = False


class Builder:
    """Builds data and positions from parser events with a stack of its own, so that depth cannot exhaust Python's."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.split("\n") if " #" in text or "\t#" in text else []
        self.root: Any = None
        self.documents = 0
        self.positions: dict[FieldPath, Position] = {}
        self.key_positions: dict[FieldPath, Position] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Take the next event. Raises `TooDeep`."""
        mark = event.start_mark
        assert mark is not None
        place = Position(mark.line + 1, mark.column + 1)
        # In the order of frequency: this runs for every value of every file.
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self._refuse_extras(event, place)
            self._scalar(event, place)
            if self._lines and not event.style:
                self._check_cut(event)
            elif event.style == '"' and (hidden := HIDDEN.search(event.value)) and hidden[0] >= " ":
                self._report(place, describe(hidden[0]), "text that reads as it looks", "delete the escape sequence")
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = self._stack.pop()
            if not closed.is_mapping:
                self._check_repeats(closed)
            self._add(closed.mapping if closed.is_mapping else tuple(closed.items), closed.place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event, place)
            self._open(isinstance(event, yaml.MappingStartEvent), place)
        elif isinstance(event, yaml.AliasEvent):
            self._report(place, f"the alias *{event.anchor}", "the value itself", "refer to an id instead")
            self._add(None, place)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._report(place, "a second document (---)", "one document per file")

    def _open(self, is_mapping: bool, place: Position) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise TooDeep(Problem(self.name, *place, "", "data nested very deeply", f"at most {MAX_DEPTH} levels"))
        parent = self._stack[-1] if self._stack else None
        if parent and parent.is_mapping and not parent.has_key:
            self._report(place, "a list or mapping used as a key", "a text key")
        path = self._path(place) if parent is None or not parent.is_mapping or parent.has_key else (*parent.path, "?")
        self._stack.append(_Open(is_mapping, place, path))

    def _scalar(self, event: yaml.ScalarEvent, place: Position) -> None:
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.is_mapping and not parent.has_key:
            self._key(parent, event, place)
        else:
            self._add(self._resolve(event, place), place)

    def _key(self, parent: _Open, event: yaml.ScalarEvent, place: Position) -> None:
        key = event.value
        if key in parent.mapping:
            first = self.key_positions[(*parent.path, key)]
            self._report(place, f"the key {show_value(key)} a second time", f"each key once (first on line {first.line})")
        parent.key, parent.has_key = key, True
        path = (*parent.path, key)
        self.positions[path] = self.key_positions[path] = place

    def _resolve(self, event: yaml.ScalarEvent, place: Position) -> Any:
        text = event.value
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if len(text) > MAX_DIGITS:
            return text
        if text[0] in "+-.0123456789":
            if _INT.match(text):
                return int(text)
            return float(text) if _FLOAT.match(text) else text
        if _OLD_BOOLEANS.match(text):
            hint = f"""write "{text}" in quotes if you mean the word"""
            self._report(place, f"the bare word {text}", "true or false, or text in quotes", hint)
        return text

    def _add(self, value: Any, place: Position) -> None:
        if not self._stack:
            if self.documents <= 1:
                self.root = value
                self.positions[()] = place
            return
        parent = self._stack[-1]
        if not parent.is_mapping:
            self.positions.setdefault((*parent.path, len(parent.items)), place)
            parent.items.append(value)
        elif parent.has_key:
            self.positions[(*parent.path, parent.key)] = place
            parent.mapping[parent.key] = value
            parent.has_key = False
        else:  # a mapping or list stood where a key belongs: already reported
            parent.key, parent.has_key = "?", True

    def _path(self, place: Position) -> FieldPath:
        if not self._stack:
            return ()
        parent = self._stack[-1]
        path = (*parent.path, parent.key if parent.is_mapping else len(parent.items))
        self.positions[path] = place
        return path

    def _check_cut(self, event: yaml.ScalarEvent) -> None:
        """Report text that a comment cuts: the rest of the sentence would be lost without a word."""
        if not event.value or not event.implicit[0] or self._is_number_or_word(event.value):
            return
        end = event.end_mark
        assert end is not None
        if end.line < len(self._lines) and (cut := _COMMENT.match(self._lines[end.line], end.column)):
            place = Position(end.line + 1, cut.end())
            found = f"text cut at {show_value(self._lines[end.line][cut.end() - 1 :])}"
            self._report(place, found, "the whole text in quotes", "a comment goes on a line of its own")

    def _check_repeats(self, closed: _Open) -> None:
        first: dict[Any, int] = {}
        for index, item in enumerate(closed.items):
            if isinstance(item, str | int | float) and first.setdefault((type(item), item), index) != index:
                hint = f"the first is entry {first[type(item), item] + 1}"
                self._report(
                    self.positions[(*closed.path, index)], f"{show_value(item)} a second time in one list", "each entry once", hint
                )

    @staticmethod
    def _is_number_or_word(text: str) -> bool:
        return text in _WORDS or bool(_INT.match(text) or _FLOAT.match(text))

    def _refuse_extras(self, event: Any, place: Position) -> None:
        if event.anchor:
            self._report(place, f"the anchor &{event.anchor}", "no anchors", "give the entry an id and refer to it")
        if event.tag is not None and event.tag != "!":
            self._report(place, f"the tag {event.tag}", "plain YAML without tags")

    def _report(self, place: Position, found: str, expected: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, *place, self._where(), found, expected, hint))

    def _where(self) -> str:
        """Return where the parser is, in words: a list's entry goes by its id when that has been read."""
        words: list[str] = []
        for parent, here in zip([None, *self._stack], self._stack, strict=False):
            if parent is not None and not parent.is_mapping:
                words.append(str(here.mapping.get("id") or len(parent.items) + 1))
            if here.has_key:
                words.append(here.key)
        return " > ".join(words)
