"""Walk loaded models for the ids they define and the ids they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from .base import Defines, RefersTo

Path_ = tuple[str | int, ...]
Mark = Defines | RefersTo
Walker = Callable[[Any, Path_], Iterator[tuple[Mark, str, Path_]]]


def walk(model: BaseModel, path: Path_ = ()) -> Iterator[tuple[Mark, str, Path_]]:
    """Yield (mark, id, path) for every field of `model`, at any depth, that defines or refers to an id."""
    for name, walker in _walkers(type(model)):
        yield from walker(getattr(model, name), (*path, name))


@cache
def _walkers(model: type[BaseModel]) -> tuple[tuple[str, Walker], ...]:
    pairs = []
    for name, field in model.model_fields.items():
        annotation = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        if walker := _walker(annotation):
            pairs.append((name, walker))
    return tuple(pairs)


def _walker(annotation: Any) -> Walker | None:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        marks = [item for item in metadata if isinstance(item, Defines | RefersTo)]
        return _leaf(marks[0]) if marks else _walker(inner)
    if origin in (tuple, frozenset, list):
        return _each(_walker(get_args(annotation)[0]))
    if origin is dict:
        return _entries(*(_walker(argument) for argument in get_args(annotation)))
    if origin in (Union, UnionType):
        return _any_of([walker for argument in get_args(annotation) if (walker := _walker(argument))])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return lambda value, path: walk(value, path) if isinstance(value, annotation) else iter(())
    return None


def _leaf(mark: Mark) -> Walker:
    def visit(value: Any, path: Path_) -> Iterator[tuple[Mark, str, Path_]]:
        if isinstance(value, str):
            yield mark, value, path

    return visit


def _each(inner: Walker | None) -> Walker | None:
    def visit(value: Any, path: Path_) -> Iterator[tuple[Mark, str, Path_]]:
        if isinstance(value, tuple | list):
            for index, item in enumerate(value):
                yield from inner(item, (*path, index))  # type: ignore[misc]

    return visit if inner else None


def _entries(of_key: Walker | None, of_value: Walker | None) -> Walker | None:
    def visit(value: Any, path: Path_) -> Iterator[tuple[Mark, str, Path_]]:
        for key, item in value.items() if isinstance(value, dict) else ():
            if of_key:
                yield from of_key(key, (*path, key))
            if of_value:
                yield from of_value(item, (*path, key))

    return visit if of_key or of_value else None


def _any_of(members: list[Walker]) -> Walker | None:
    def visit(value: Any, path: Path_) -> Iterator[tuple[Mark, str, Path_]]:
        for member in members:
            yield from member(value, path)

    return visit if members else None
