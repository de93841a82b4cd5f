"""Check that ids lead somewhere: each defined once, each reference to an entry, each entry used."""

from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from ..facts.base import Defines, FieldPath, Model, RefersTo, models_in
from ..portal import Portal, Sources, models
from ..sources.problems import Problem, show_value
from ..sources.yaml_file import Source

Mark = Defines | RefersTo
Kind = Hashable  # a class, or several

# Entries of these kinds may stand without other facts referring to them: pages show or name them.
SHOWN_WITHOUT_REFERENCE = frozenset(
    "audience category channel channel-order level open-question paid-option plan principle problem-kind site state term tier troubleshooter".split()
)


def check_references(portal: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice, each reference to nothing, and each entry that nothing uses."""
    models_by_key = dict(models(portal))
    marks = [(key, mark, value, path) for key, model in models_by_key.items() for mark, value, path in list_marks(model)]
    defined: dict[str, dict[str, tuple[str, FieldPath]]] = {}
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
    used_in: dict[str, str] = {}
    for key, mark, value, path in marks:
        if isinstance(mark, Defines):
            continue
        used.setdefault(mark.kind, set()).add(value)
        used_in.setdefault(mark.kind, f"{sources[key].file} names the others, under '{path[0]}'")
        known = defined.get(mark.kind, {})
        if value not in known:
            if known:
                yield sources[key].unknown(path, value, known)
            else:
                hint = f"they are defined in {find_file(mark.kind)}; without them, leave the key '{optional_key(models_by_key[key], path)}' out"
                yield sources[key].problem(path, show_value(value), f"the id of a {mark.kind}; none is defined", hint)
    for kind in sorted(set(used) - SHOWN_WITHOUT_REFERENCE):
        for value, (key, path) in defined.get(kind, {}).items():
            if value not in used[kind]:
                found = f"the {kind} '{value}', which nothing uses"
                yield sources[key].problem(path, found, "an entry in use", used_in[kind], level="warning")


def find_repeats(source: Source, ids: Iterable[tuple[str, FieldPath]], noun: str = "id") -> Iterator[Problem]:
    """Yield a problem for each id that stands a second time among some that are unique in one file only."""
    first: dict[str, FieldPath] = {}
    for value, path in ids:
        if (before := first.setdefault(value, path)) != path:
            expected = f"each id once (first on line {source.locate(before).line})"
            yield source.problem(path, f"the {noun} {show_value(value)} a second time", expected)


def find_file(kind: str) -> str:
    """Return the data file, or the folder of files, whose entries are of a kind."""
    for field, info in Portal.model_fields.items():
        if f"Defines(kind='{kind}'" in str([model.model_fields for model in _models_in(info.annotation, set())]):
            return Portal.path_of(field)
    raise LookupError(f"nothing defines a {kind}")


def _models_in(annotation: Any, seen: set[type[Model]]) -> set[type[Model]]:
    for model in models_in(annotation):
        if model not in seen:
            seen.add(model)
            for field in model.model_fields.values():
                _models_in(field.annotation, seen)
    return seen


def optional_key(model: BaseModel, path: FieldPath) -> str:
    """Return the innermost key on a path that a writer may leave out; the last one when all are needed."""
    value: Any = model
    keys, optional = [], []
    for step in path:
        if isinstance(value, BaseModel):
            keys.append(str(step))
            optional += [] if type(value).model_fields[str(step)].is_required() else keys[-1:]
            value = getattr(value, str(step))
        else:
            value = value[step]  # of a tuple or a mapping
    return (optional or keys)[-1]


def list_marks(model: BaseModel, path: FieldPath = (), kind: Kind = Mark) -> Iterator[tuple[Any, str, FieldPath]]:
    """Yield (mark, text, path) for every field of `model`, at any depth, with a mark of the kind: by default one that defines or refers to an id."""
    for name, key, annotation in _annotations(type(model)):
        yield from _marks_of(annotation, getattr(model, name), (*path, key), kind)


@cache
def _annotations(model: type[BaseModel]) -> list[tuple[str, str, Any]]:
    """Return each field, its key in the file, and its annotation."""
    return [
        (name, field.alias or name, Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)
        for name, field in model.model_fields.items()
    ]


def _marks_of(annotation: Any, value: Any, path: FieldPath, kind: Kind) -> Iterator[tuple[Any, str, FieldPath]]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(value, BaseModel):
        yield from list_marks(value, path, kind)
    elif origin is Annotated:
        marks = [each for each in arguments[1:] if isinstance(each, kind)] if isinstance(value, str) else ()  # type: ignore[arg-type]
        yield from [(marks[0], value, path)] if marks else _marks_of(arguments[0], value, path, kind)
    elif origin in (Union, UnionType):
        for each in arguments:
            yield from _marks_of(each, value, path, kind)
    elif origin is tuple and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _marks_of(arguments[0], item, (*path, index), kind)
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _marks_of(arguments[0], key, (*path, key), kind)
            yield from _marks_of(arguments[1], item, (*path, key), kind)
