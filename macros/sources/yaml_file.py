"""Read one YAML file into plain data that remembers where each value stands.

The only module that parses YAML; `yaml_nodes` puts the pieces together. It accepts the part of YAML 1.2 that facts
need: mappings with text keys, lists, text, numbers, true/false and null. Tags, anchors and aliases are refused (an alias
can blow up memory, and a fact that stands twice should be an id). What YAML 1.1 would turn into something else without a
word is reported: bare yes/no/on/off, duplicate keys, tabs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .characters import find_hidden
from .files import read_text
from .problems import Problem, ProblemLevel, list_choices, nearest, show_value
from .yaml_nodes import Builder, FieldPath, Position, TooDeep

# PyYAML may be built without libyaml: slower, same events.
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True)
class Source:
    """One file as read: `data` (None when unusable), where each path stands, and what was wrong."""

    file: str
    data: Any = None
    positions: Mapping[FieldPath, Position] = field(default_factory=dict)
    key_positions: Mapping[FieldPath, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def value(self, path: FieldPath) -> Any:
        """Return the value at `path`, or None when there is none."""
        here = self.data
        for step in path:
            here = _step_into(here, step)
        return here

    def locate(self, path: FieldPath) -> Position:
        """Return where the value at `path` stands, or its nearest parent that is in the file."""
        for end in range(len(path), -1, -1):
            if (place := self.positions.get(path[:end])) is not None:
                return place
        return Position(1, 1)

    def problem(
        self, path: FieldPath, found: str, expected: str, hint: str = "", level: ProblemLevel = "error", *, at_key: bool = False
    ) -> Problem:
        """Return a `Problem` at the value of `path` in this file, or at its key with `at_key`."""
        line, column = self.key_positions.get(path, self.locate(path)) if at_key else self.locate(path)
        return Problem(self.file, line, column, self.describe(path), found, expected, hint, level)

    def unknown(self, path: FieldPath, value: object, choices: Iterable[str], expected: str = "", *, at_key: bool = False) -> Problem:
        """Return a `Problem` for a name at `path` that is none of `choices`, with the nearest of them."""
        listed = list(choices)
        return self.problem(path, show_value(value), expected or list_choices(listed), nearest(value, listed), at_key=at_key)

    def describe(self, path: FieldPath) -> str:
        """Return a path in words: `rules > all-down > level`; a list item goes by its id when it has one."""
        words, here = [], self.data
        for step in path:
            here = _step_into(here, step)
            label = here.get("id") if isinstance(here, dict) and isinstance(step, int) else None
            words.append(label if isinstance(label, str) else str(step + 1) if isinstance(step, int) else str(step))
        return " > ".join(words)


def read_source(path: Path, name: str) -> Source:
    """Read the file at `path`; `name` is what reports call it. Never raises for bad content."""
    text = read_text(path, name)
    return Source(name, problems=(text,)) if isinstance(text, Problem) else parse_source(text, name)


@cache  # the front matter of a page is a fact, is checked, and is listed
def parse_source(text: str, name: str) -> Source:
    """Turn YAML text into a `Source`. Never raises for bad content."""
    if hidden := tuple(find_hidden(text, name)):
        return Source(name, problems=hidden)
    builder = Builder(name, text)
    try:
        builder.build(iter(yaml.parse(text, Loader=LOADER)))
    except yaml.MarkedYAMLError as error:
        return Source(name, problems=(*builder.problems, _syntax_problem(error, text, name)))
    except TooDeep:
        return Source(name, problems=tuple(builder.problems))
    if builder.documents == 0 or (builder.root is None and not builder.problems):
        return Source(name, problems=(Problem(name, 1, 1, "", "an empty file", "YAML facts"),))
    return Source(name, builder.root, builder.positions, builder.key_positions, tuple(builder.problems))


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    here = "".join(text.splitlines()[line - 1 : line])  # the end of a file is on no line
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent or "\\t" in (error.problem or ""):
        return Problem(name, line, indent.find("\t") + 1 or column, "", "a tab", "spaces for indentation")
    found = (error.problem or "text that is not YAML").replace("found character", "the character")
    hint = "check the indentation of this line and the one above, and quotes around text with ': ' or ' #'"
    return Problem(name, line, column, "", f"YAML that does not parse: {found}", "valid YAML", hint)


def list_texts(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Yield every text below a value, with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from list_texts(entry, (*path, key))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from list_texts(entry, (*path, index))


def _step_into(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None
