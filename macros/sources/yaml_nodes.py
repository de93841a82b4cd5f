"""Build plain data and positions from the events of the YAML parser, and report what facts may not use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .characters import HIDDEN, describe
from .problems import Problem, show_value

MAX_DEPTH = 40
MAX_DIGITS = 15

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")  # 007 is text: a number would lose its zeros
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
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
    """Raised when data is nested so deeply that it is no fact any more; the last problem says where."""


@dataclass
class _Open:
    """A mapping or list whose end has not come yet, and the key or the index of the value that is read now."""

    mapping: dict[str, Any] = field(default_factory=dict)
    at: str | int | None = None


class Builder:
    """Builds data and positions from parser events."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.split("\n") if " #" in text or "\t#" in text else []
        self.root: Any = None
        self.documents = 0
        self.positions: dict[FieldPath, Position] = {}
        self.key_positions: dict[FieldPath, Position] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Take all events of a file. Raises `TooDeep`, long before depth could exhaust Python."""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._report(_place(event), "a second document (---)", "one document per file")
                data = self._value(next(events), events, ())
                self.root = data if self.documents == 1 else self.root

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: FieldPath) -> Any:
        self.positions[path] = place = _place(event)
        # In the order of frequency: this runs for every value of every file.
        if isinstance(event, yaml.ScalarEvent):
            value = self._resolve(event, place)
            self._check_text(event, place)
            return value
        if isinstance(event, yaml.AliasEvent):
            self._report(place, f"the alias *{event.anchor}", "the value itself", "refer to an id instead")
            return None
        self._refuse_extras(event, place)
        if len(self._stack) >= MAX_DEPTH:
            self.problems.append(Problem(self.name, *place, "", "data nested very deeply", f"at most {MAX_DEPTH} levels"))
            raise TooDeep
        return self._mapping(events, path) if isinstance(event, yaml.MappingStartEvent) else self._list(events, path)

    def _mapping(self, events: Iterator[yaml.Event], path: FieldPath) -> dict[str, Any]:
        here = _Open()
        self._stack.append(here)
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            here.at = None
            if isinstance(event, yaml.ScalarEvent):
                key = self._key(event, here, path)
            else:
                if not isinstance(event, yaml.AliasEvent):
                    self._report(_place(event), "a list or mapping used as a key", "a text key")
                key = "?"
                self._value(event, events, (*path, key))
            here.at = key
            here.mapping[key] = self._value(next(events), events, (*path, key))
        self._stack.pop()
        return here.mapping

    def _key(self, event: yaml.ScalarEvent, here: _Open, path: FieldPath) -> str:
        place, key = _place(event), event.value
        self._refuse_extras(event, place)
        if key in here.mapping:
            first = self.key_positions[(*path, key)]
            self._report(place, f"the key {show_value(key)} a second time", f"each key once (first on line {first.line})")
        self.key_positions[(*path, key)] = place
        here.at = key
        self._check_text(event, place)
        return key

    def _list(self, events: Iterator[yaml.Event], path: FieldPath) -> tuple[Any, ...]:
        here, items = _Open(), list[Any]()
        self._stack.append(here)
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here.at = len(items)
            items.append(self._value(event, events, (*path, len(items))))
        self._stack.pop()
        self._check_repeats(items, path)
        return tuple(items)

    def _resolve(self, event: yaml.ScalarEvent, place: Position) -> Any:
        text = event.value
        if event.anchor or event.tag:
            self._refuse_extras(event, place)
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

    def _check_text(self, event: yaml.ScalarEvent, place: Position) -> None:
        """Report hidden characters, and text that a comment cuts: the rest of the sentence would be lost without a word."""
        if event.style == '"' and (hidden := HIDDEN.search(event.value)) and hidden[0] >= " ":
            self._report(place, describe(hidden[0]), "text that reads as it looks", "delete the escape sequence")
        if not self._lines or event.style or not event.implicit[0] or event.value in _WORDS or _FLOAT.match(event.value):
            return
        end = event.end_mark
        assert end is not None
        if end.line < len(self._lines) and (cut := _COMMENT.match(self._lines[end.line], end.column)):
            place = Position(end.line + 1, cut.end())
            found = f"text cut at {show_value(self._lines[end.line][cut.end() - 1 :])}"
            self._report(place, found, "the whole text in quotes", "a comment goes on a line of its own")

    def _check_repeats(self, items: list[Any], path: FieldPath) -> None:
        first: dict[Any, int] = {}
        for index, item in enumerate(items):
            if isinstance(item, str | int | float) and (before := first.setdefault((type(item), item), index)) != index:
                found = f"{show_value(item)} a second time in one list"
                self._report(self.positions[(*path, index)], found, "each entry once", f"the first is entry {before + 1}")

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
            if parent is not None and isinstance(parent.at, int):
                words.append(str(here.mapping.get("id") or parent.at + 1))
            if isinstance(here.at, str):
                words.append(here.at)
        return " > ".join(words)


def _place(event: yaml.Event) -> Position:
    mark = event.start_mark
    assert mark is not None
    return Position(mark.line + 1, mark.column + 1)
