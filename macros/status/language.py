"""The extraction language of `adapters.yml`, checked; and the rules of one adapter, compiled for both interpreters."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from ..problems import ProblemsFound
from ..yaml_source import read_source

ADAPTERS = Path(__file__).with_name("adapters.yml")

Level = Literal["operational", "notice", "maintenance", "degraded", "partial_outage", "major_outage", "unknown"]
Target = Literal[Level, "omit"]
DotPath = Annotated[str, StringConstraints(pattern=r"^(\^\.)?[A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$")]
Choice = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.|^]+$")]
Words = dict[str, Target]
"""The provider's words and ours. `omit` drops the row."""
Filter = dict[DotPath, tuple[str, ...]]


class Part(BaseModel):
    """Base of the language: frozen, strict about keys; `from`, `in` and `map` are written as they read."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class LookUp(Part):
    """Values out of a list: each row of `each` (or the row itself), found in another list, the newest, one path of it."""

    each: DotPath | None = None
    """Path from the row to a list."""
    in_: Annotated[DotPath | None, Field(alias="in")] = None
    """Path from the top to the list or mapping to look in."""
    only: Filter = {}
    """Look only at entries with one of these texts at these paths."""
    by: DotPath | None = None
    """Path to the key inside each entry; without it, `in` is a mapping and its keys are the keys."""
    key: DotPath | None = None
    """Path from the row to the key."""
    newest: Choice | None = None
    """Keep only the entry with the latest time here."""
    get: DotPath
    """Path to the value; empty means the entry itself."""

    @model_validator(mode="after")
    def _look_up_has_a_key(self) -> LookUp:
        if (self.in_ is None) != (self.key is None):
            raise ValueError("`in` and `key` belong together")
        return self


Source = Choice | LookUp


class Listed(Part):
    """Where rows come from and which of them count."""

    from_: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.>]*$")], ...], Field(alias="from")]
    only: Filter = {}
    skip: Filter = {}


class Components(Listed):
    """The parts of the service and the state of each."""

    id: Source
    name: Source
    group: Source | None = None
    status: Source
    map: dict[str, Target]


class Issues(Part):
    """What incidents and maintenances share."""

    id: Source | None = None
    title: Source | None = None
    phase: Source | None = None
    url: Source | None = None
    updated: Source | None = None
    body: Source | None = None
    affected: Source | None = None


class Incidents(Issues, Listed):
    """What is open."""

    phases: dict[str, Literal["investigating", "identified", "monitoring", "unknown", "omit"]] = {}
    impact: Source
    map: Words
    started: Source | None = None


class Maintenances(Issues, Listed):
    """What is planned or running."""

    phases: dict[str, Literal["scheduled", "in_progress", "unknown", "omit"]] = {}
    starts: Source
    ends: Source | None = None
    minutes: Source | None = None


class Headline(Part):
    """The provider's own word for the whole page."""

    at: DotPath
    map: Words
    floor: tuple[str, ...] = ()
    """Words that say only "something is open": the worst open impact raises them."""


class Page(Part):
    """The page itself."""

    name: DotPath | None = None
    url: DotPath | None = None
    updated: DotPath | None = None
    fetched: DotPath | None = None
    provider: DotPath | None = None
    partial: DotPath | None = None


class Second(Part):
    """A second answer that belongs to the first; the two become one document, `main` and `name`."""

    name: str
    replace: str
    by: str


class Adapter(Part):
    """One status product."""

    label: str
    browser: Literal["always", "sometimes", "never"]
    detect: tuple[str, ...]
    second: Second | None = None
    partial: bool = False
    shape: dict[DotPath, Annotated[str, StringConstraints(pattern=r"^(text|list|object|=.+)$")]]
    page: Page = Page()
    headline: Headline | None = None
    rollup: Literal["monitors", "incidents"] | None = None
    components: Components | None = None
    issues: Issues | None = None
    incidents: Incidents | None = None
    maintenances: Maintenances | None = None

    @model_validator(mode="after")
    def _level_has_one_origin(self) -> Adapter:
        if (self.headline is None) == (self.rollup is None):
            raise ValueError("an adapter has a `headline` or a `rollup`, never both")
        return self


class Adapters(Part):
    """The whole file."""

    levels: tuple[Level, ...]
    text: dict[Literal["space", "drop", "absent", "url", "iso", "spoken"], str]
    limits: dict[str, int]
    adapters: dict[str, Adapter]

    @model_validator(mode="after")
    def _patterns_compile(self) -> Adapters:
        for name, pattern in self.text.items():
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"the pattern {name} does not compile: {error}") from error
        return self


@cache
def load_adapters(path: Path = ADAPTERS) -> Adapters:
    """Return the checked adapters. Raises `ProblemsFound` with every mistake and its line."""
    source = read_source(path, f"macros/status/{path.name}")
    if source.problems:
        raise ProblemsFound(source.problems)
    try:
        return Adapters.model_validate(source.data)
    except ValidationError as found:
        errors = found.errors(include_url=False)
        raise ProblemsFound(
            source.problem(_place(error["loc"], source.data), str(error["input"])[:60], error["msg"]) for error in errors
        ) from None


def compile_rules(adapters: Adapters, name: str) -> dict[str, Any]:
    """Return the rules of one adapter as plain JSON data: what both interpreters read, and nothing else."""
    adapter = adapters.adapters[name].model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"label", "browser", "detect", "second"}
    )
    shared = adapters.model_dump(mode="json", include={"levels", "text", "limits"})
    return {"id": name, "page": {}} | adapter | shared


def _place(location: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """Drop the steps that pydantic adds for unions, which are in no file."""
    place: list[str | int] = []
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            continue
        place.append(step)
    return tuple(place)
