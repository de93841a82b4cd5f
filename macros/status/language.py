"""The extraction language of `adapters.yml`, checked. `rules.py` hands the checked file to both interpreters."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..facts.base import Model
from ..facts.reading import parse_model
from ..sources.problems import ProblemsFound
from .rules import read_adapters

Level = Literal["operational", "notice", "maintenance", "degraded", "partial_outage", "major_outage", "unknown"]
Target = Literal[Level, "omit"]
DotPath = Annotated[str, StringConstraints(pattern=r"^(\^\.)?[A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$")]
Choice = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.|^]+$")]
Words = dict[str, Target]
"""The provider's words and ours. `omit` drops the row."""
Filter = dict[DotPath, tuple[str, ...]]


class LookUp(Model):
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


class Listed(Model):
    """Where rows come from and which of them count."""

    from_: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.>]*$")], ...], Field(alias="from")]
    only: Filter = {}
    skip: Filter = {}


class IncidentWords(Model):
    """The provider's words for phases and impacts."""

    phase: dict[str, Literal["investigating", "identified", "monitoring", "unknown", "omit"]] = {}
    impact: Words


class MaintenanceWords(Model):
    """The provider's words for phases."""

    phase: dict[str, Literal["scheduled", "in_progress", "unknown", "omit"]]


class Components(Listed):
    """The parts of the service and the state of each. Keys are the record's own; `words` holds a map for each key that needs one."""

    id: Source
    name: Source
    group: Source | None = None
    status: Source
    words: dict[Literal["status"], Words]


class Issues(Model):
    """What incidents and maintenances share."""

    id: Source | None = None
    title: Source | None = None
    phase: Source | None = None
    url: Source | None = None
    updatedAt: Source | None = None  # noqa: N815 - the record's names are those of its JSON
    body: Source | None = None
    components: Source | None = None


class Incidents(Issues, Listed):
    """What is open."""

    impact: Source
    startedAt: Source | None = None  # noqa: N815
    words: IncidentWords


class Maintenances(Issues, Listed):
    """What is planned or running."""

    startsAt: Source  # noqa: N815
    endsAt: Source | None = None  # noqa: N815
    words: MaintenanceWords | None = None


class Headline(Model):
    """The provider's own word for the whole page."""

    at: DotPath
    map: Words
    floor: tuple[str, ...] = ()
    """Words that say only "something is open": the worst open impact raises them."""


class Page(Model):
    """The page itself."""

    name: DotPath | None = None
    url: DotPath | None = None
    updated: DotPath | None = None
    fetched: DotPath | None = None
    provider: DotPath | None = None
    partial: DotPath | None = None


class Second(Model):
    """A second answer that belongs to the first; the two become one document, `main` and `name`."""

    name: str
    replace: str
    by: str


class Adapter(Model):
    """One status product."""

    label: str
    browser: Literal["always", "sometimes", "never"]
    detect: tuple[str, ...]
    second: Second | None = None
    partial: bool = False
    shape: dict[DotPath, Annotated[str, StringConstraints(pattern=r"^(string|list|object|=.+)$")]]
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


def _check_pattern(pattern: str) -> str:
    try:
        re.compile(pattern.replace("(?<", "(?P<"))
    except re.error as error:
        raise ValueError(f"the pattern does not compile: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_check_pattern)]
"""A regular expression that means the same to Python and to JavaScript, whose named groups lack the P."""
Form = Literal["short", "title", "label", "body", "word", "time", "end", "url", "names"]


class Text(Model):
    """How strings and times are read: patterns, and the months by the names that a JavaScript date gives them."""

    plain: Pattern
    drop: Pattern
    space: Pattern
    url: Pattern
    iso: Pattern
    spoken: Pattern
    months: dict[str, Annotated[str, StringConstraints(pattern=r"^[01][0-9]$")]]


class Adapters(Model):
    """The whole file."""

    levels: tuple[Level, ...]
    mixed: dict[Level, Level]
    fields: dict[Literal["page", "components", "incidents", "maintenances"], dict[str, Form]]
    text: Text
    limits: dict[str, int]
    adapters: dict[str, Adapter]


@cache
def check_adapters() -> Adapters:
    """Return the checked adapters. Raises `ProblemsFound` with every mistake and its line."""
    checked, problems = parse_model(read_adapters(), Adapters)
    if checked is None:
        raise ProblemsFound(problems)
    return checked
