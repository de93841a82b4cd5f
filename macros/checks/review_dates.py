"""Facts that age: warn when somebody should look again soon, fail when the day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel

from ..facts.base import Dated, Reviewed
from ..sources.problems import Problem
from ..sources.yaml_file import Source

NOTICE = timedelta(days=60)

Place = tuple[str | int, ...]
F_ = TypeVar("F_", bound=Reviewed)
_CONTAINERS = (BaseModel, tuple, list, dict)  # most of what a model holds is none of these, and is skipped at a glance


def check_freshness(source: Source, model: BaseModel, today: date) -> Iterator[Problem]:
    """Yield a warning for each dated fact due within 60 days of `today`, and an error for each that is overdue."""
    for path, fact in dated_facts(model, kind=Reviewed):
        hint = "confirm the fact with its owner, then move review_by"
        place = (*path, "review_by")
        if fact.review_by < today:
            yield source.problem(place, f"a fact to review by {fact.review_by}", f"a day not before {today}", hint)
        elif fact.review_by <= today + NOTICE:
            yield source.problem(place, f"a fact to review by {fact.review_by}", "a review soon", hint, level="warning")


def dated_facts(value: Any, path: Place = (), kind: type[F_] = Dated) -> Iterator[tuple[Place, F_]]:
    """Yield the path and the value of every fact of `kind` inside a model: those with an owner, or all that age."""
    if isinstance(value, kind):
        yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if isinstance(item := getattr(value, name), _CONTAINERS):
                yield from dated_facts(item, (*path, name), kind)
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            if isinstance(item, _CONTAINERS):
                yield from dated_facts(item, (*path, index), kind)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from dated_facts(item, (*path, key), kind)
