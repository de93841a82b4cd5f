"""Read one YAML file into plain data that remembers where each value stands.

The only module that parses YAML. It accepts the part of YAML 1.2 that facts need: mappings with text keys, lists,
text, numbers, true/false and null. Tags, anchors and aliases are refused (an alias can blow up memory, and a fact
that stands twice should be an id). What YAML 1.1 would turn into something else without a word is reported:
bare yes/no/on/off, duplicate keys, tabs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from macros.problems import Level, Problem, show_value

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_DIGITS = 15

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS = {"null": None, "Null": None, "NULL": None, "~": None, "": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OLD_BOOLEANS = re.compile(r"(?:yes|no|on|off|y|n)\Z", re.IGNORECASE)

Path_ = tuple[str | int, ...]


class Position(NamedTuple):
    """A place in a file; both count from 1, as editors show them."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """One file as read: `data` (None when unusable), where each path stands, and what was wrong."""

    file: str
    data: Any = None
    positions: Mapping[Path_, Position] = field(default_factory=dict)
    key_positions: Mapping[Path_, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def locate(self, path: Path_) -> Position:
        """Return where the value at `path` stands, or its nearest parent that is in the file."""
        for end in range(len(path), -1, -1):
            if (place := self.positions.get(path[:end])) is not None:
                return place
        return Position(1, 1)

    def problem(
        self, path: Path_, found: str, expected: str, hint: str = "", level: Level = "error", *, at_key: bool = False
    ) -> Problem:
        """Return a `Problem` at the value of `path` in this file, or at its key with `at_key`."""
        line, column = self.key_positions.get(path, self.locate(path)) if at_key else self.locate(path)
        return Problem(self.file, line, column, self.describe(path), found, expected, hint, level)

    def describe(self, path: Path_) -> str:
        """Return a path in words: `rules > all-calls-failing > level`; a list item goes by its id when it has one."""
        words, here = [], self.data
        for step in path:
            here = _step_into(here, step)
            label = here.get("id") if isinstance(here, dict) and isinstance(step, int) else None
            words.append(label if isinstance(label, str) else str(step + 1) if isinstance(step, int) else str(step))
        return " > ".join(words)


def read_source(path: Path, name: str) -> Source:
    """Read the file at `path`; `name` is what reports call it. Never raises for bad content."""
    try:
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _failed(name, 1, 1, "no such file", "a YAML file with this name")
    except OSError as error:
        return _failed(name, 1, 1, f"a file that cannot be read ({error.strerror})", "a readable file")
    if len(raw) > MAX_BYTES:
        size = path.stat().st_size / 1_000_000
        return _failed(name, 1, 1, f"a file of {size:.1f} MB", "at most 1 MB", "split it, or look for pasted data")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        found = "a binary file" if b"\0" in raw else f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
        return _failed(name, line, column, found, "text saved as UTF-8")
    return parse_source(text, name)


def parse_source(text: str, name: str) -> Source:
    """Turn YAML text into a `Source`. Never raises for bad content."""
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        return Source(name, problems=(*builder.problems, _syntax_problem(error, text, name)))
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        found = f"the control character {error.character!r}"
        return Source(name, problems=(Problem(name, line, column, "", found, "printable text"),))
    except _TooDeep as error:
        return Source(name, problems=(*builder.problems, error.problem))
    if builder.documents == 0 or (builder.root is None and not builder.problems):
        return _failed(name, 1, 1, "an empty file", "YAML facts")
    return Source(name, builder.root, builder.positions, builder.key_positions, tuple(builder.problems))


class _TooDeep(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    """Builds data and positions from parser events with a stack of its own, so that depth cannot exhaust Python's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.documents = 0
        self.positions: dict[Path_, Position] = {}
        self.key_positions: dict[Path_, Position] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        place = Position(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._report(place, "a second document (---)", "one document per file")
        elif isinstance(event, yaml.AliasEvent):
            self._report(place, f"the alias *{event.anchor}", "the value itself", "refer to an id instead")
            self._add(None, place)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event, place)
            self._scalar(event, place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event, place)
            self._open(isinstance(event, yaml.MappingStartEvent), place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = self._stack.pop()
            self._add(closed.mapping if closed.is_mapping else tuple(closed.items), closed.place)

    def _open(self, is_mapping: bool, place: Position) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _TooDeep(Problem(self.name, *place, "", "data nested very deeply", f"at most {MAX_DEPTH} levels"))
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
        self.positions[(*parent.path, key)] = self.key_positions[(*parent.path, key)] = place

    def _resolve(self, event: yaml.ScalarEvent, place: Position) -> Any:
        text = event.value
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text) and len(text) <= MAX_DIGITS:
            return int(text)
        if _FLOAT.match(text) and len(text) <= MAX_DIGITS:
            return float(text)
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

    def _path(self, place: Position) -> Path_:
        if not self._stack:
            return ()
        parent = self._stack[-1]
        path = (*parent.path, parent.key if parent.is_mapping else len(parent.items))
        self.positions[path] = place
        return path

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


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    is_mapping: bool
    place: Position
    path: Path_
    mapping: dict[str, Any] = field(default_factory=dict)
    items: list[Any] = field(default_factory=list)
    key: str = ""
    has_key: bool = False


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())] if line <= len(lines) else ""
    if "\t" in indent or "\\t" in (error.problem or ""):
        return Problem(name, line, indent.find("\t") + 1 or column, "", "a tab", "spaces for indentation")
    found = (error.problem or "text that is not YAML").replace("found character", "the character")
    hint = "check the indentation of this line and the one above, and quotes around text with ': ' or ' #'"
    return Problem(name, line, column, "", f"YAML that does not parse: {found}", "valid YAML", hint)


def _step_into(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None


def _failed(name: str, line: int, column: int, found: str, expected: str, hint: str = "") -> Source:
    return Source(name, problems=(Problem(name, line, column, "", found, expected, hint),))
