"""Check that ids lead somewhere: each defined once, each reference to an entry, each entry used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from ..facts.base import Defines
from ..facts.references import walk
from ..sources.problems import Problem, list_choices, nearest, show_value
from ..sources.yaml_file import Source

# Entries of these kinds may stand without anybody referring to them: pages show them all.
SHOWN_WITHOUT_REFERENCE = frozenset(
    "category channel channel-order cover guideline ladder level open-question paid-option problem-kind status-audience term ticket-step tier troubleshooter".split()
)


def check_references(loaded: Iterable[tuple[str, BaseModel]], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice, each reference to nothing, and each entry that nothing uses.

    `loaded` holds the model of each data file under its key in `sources`.
    """
    marks = [(key, mark, value, path) for key, model in loaded for mark, value, path in walk(model)]
    defined: dict[str, dict[str, tuple[str, tuple[str | int, ...]]]] = {}
    for key, mark, value, path in marks:
        if not isinstance(mark, Defines):
            continue
        entries = defined.setdefault(mark.kind, {})
        if value in entries:
            first = sources[entries[value][0]].locate(entries[value][1])
            expected = f"each {mark.kind} id once (first on line {first.line} of {sources[entries[value][0]].file})"
            yield sources[key].problem(path, f"the id {show_value(value)} a second time", expected)
        entries.setdefault(value, (key, path))
    used: dict[str, set[str]] = {}
    for key, mark, value, path in marks:
        if isinstance(mark, Defines):
            continue
        used.setdefault(mark.kind, set()).add(value)
        known = defined.get(mark.kind, {})
        if value not in known:
            expected = list_choices(known) if known else f"the id of a {mark.kind}; none is defined"
            yield sources[key].problem(path, show_value(value), expected, nearest(value, known))
    for kind in sorted(set(used) - SHOWN_WITHOUT_REFERENCE):
        for value, (key, path) in defined.get(kind, {}).items():
            if value not in used[kind]:
                yield sources[key].problem(path, f"the {kind} '{value}', which nothing uses", "an entry in use", level="warning")
