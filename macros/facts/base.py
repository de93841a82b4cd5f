"""What every model is made of: a strict frozen base, the types that facts are written in, the trace to the policy.

Ids and references carry their kind (`Defines("channel")`, `RefersTo("channel")`), so that one walk over a loaded
portal finds every dangling reference and every entry that nothing uses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from ..sources.characters import HIDDEN, describe
from ..sources.problems import nearest
from ..sources.yaml_nodes import FieldPath

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LocalId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
"""An id that is unique within its own file only."""


class Model(BaseModel):
    """Base of every model: frozen, unknown keys refused, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Defines:
    """Marks a field whose value is the id of an entry of `kind`, in kebab-case: `Annotated[str, Defines("channel")]`."""

    kind: str
    pattern: str = ID_PATTERN

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.str_schema(pattern=self.pattern, max_length=60)


@dataclass(frozen=True)
class RefersTo:
    """Marks a field whose value must be the id of an entry of `kind`: `Annotated[str, RefersTo("channel")]`."""

    kind: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.str_schema(max_length=200)


@dataclass(frozen=True)
class IsText:
    """Marks a field whose value is said to readers, so that another language says it otherwise."""


def invalid(expected: str, hint: str = "", *, at: tuple[str | int, ...] = (), found: str = "") -> PydanticCustomError:
    """Return the error a validator raises: what was expected in a writer's words, and a hint.

    A validator of a whole entry says where in it the mistake stands (`at`), and what it found there when the value alone
    does not tell.
    """
    return PydanticCustomError("refused", "{expected}", {"expected": expected, "hint": hint, "at": at, "found": found})


def each_of(names: str, every: bool = True) -> AfterValidator:
    """Return what refuses a mapping that has another key than these, or lacks one that a script looks up where `every` one must be there."""
    known = names.split()

    def check(given: dict[str, str]) -> dict[str, str]:
        for name in given:
            if name not in known:
                raise invalid("a key that the page's script looks up", nearest(name, known), at=(name,), found=f"the key '{name}'")
        if every and (missing := [name for name in known if name not in given]):
            raise invalid("every key that the page's script looks up", f"missing: {', '.join(missing)}")
        return given

    return AfterValidator(check)


def text_like(pattern: str, expected: str, hint: str = "") -> BeforeValidator:
    """Return what refuses all but text that a pattern matches whole."""

    def check(value: Any) -> str:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        raise invalid(expected, hint)

    return BeforeValidator(check, json_schema_input_type=str)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    raise invalid("a day of the calendar as YYYY-MM-DD")


def _confirmed(value: Any) -> date | bool:
    if value is False:
        return False
    try:
        return _day(value)
    except PydanticCustomError:
        raise invalid("the day on which its owner confirmed it, as YYYY-MM-DD, or false") from None


def _zone_name(value: Any) -> str:
    try:
        if (isinstance(value, str) and "/" in value) or value == "UTC":
            return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise invalid("a time zone of the IANA list, like Europe/Berlin or Etc/UTC", nearest(value, available_timezones(), 0.6))


def _url(value: Any) -> str:
    if isinstance(value, str) and not re.search(r"[\s<>\"\\]", value):
        try:
            parts = urlsplit(value)
            if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname.strip("."):
                return value
        except ValueError:
            pass
    raise invalid("a full web address that starts with https:// or http://")


def _prose(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        if hidden := HIDDEN.search(value.replace("\n", " ").replace("\t", " ")):
            raise invalid("text that reads as it looks", found=describe(hidden[0]))
        return " ".join(value.split())
    raise invalid("some text") if value is None or isinstance(value, str) else invalid("text in quotes")


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
Confirmed = Annotated[date | Literal[False], BeforeValidator(_confirmed, json_schema_input_type=str | Literal[False])]
ClockTime = Annotated[
    str,
    text_like(
        r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", "a time of day as HH:MM, from 00:00 to 24:00", 'write it with two digits each, like "09:00"'
    ),
]
ZoneName = Annotated[str, BeforeValidator(_zone_name)]
CUSTOMERS_ZONE = "customer"
ZoneOrCustomers = Annotated[
    str, BeforeValidator(lambda value: value if value == CUSTOMERS_ZONE else _zone_name(value), json_schema_input_type=str)
]
Url = Annotated[str, BeforeValidator(_url)]
Email = Annotated[str, text_like(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "an email address, like support@example.com")]
Phone = Annotated[
    str,
    text_like(
        r"\+(?=(?: ?\d){8,15}\Z)[1-9]\d*(?: \d+)*",
        "a phone number in E.164: +, country code, 8 to 15 digits",
        "write it in quotes with a leading +",
    ),
]
Prose = Annotated[str, BeforeValidator(_prose), StringConstraints(max_length=4000), IsText()]
Name = Annotated[str, BeforeValidator(_prose), StringConstraints(max_length=4000)]
"""A name that somebody else gave, the same in every language."""
FactId = Annotated[str, StringConstraints(pattern=r"^F[1-9]\d*$")]
FactIds = tuple[FactId, ...]
OpenQuestionIds = tuple[Annotated[str, RefersTo("open-question")], ...]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Reviewed(Model):
    """Something that ages: when to look again."""

    review_by: Day
    """The day by which somebody must look again. The check warns from 60 days before it."""
    owner: Prose | None = None
    """Who looks again; null when nobody is named yet."""


class Dated(Reviewed):
    """A fact that ages: where it comes from, and who confirmed it."""

    source: Prose
    """Where the fact was read."""
    confirmed: Confirmed
    """The day its owner confirmed it, or false when nobody has yet."""


def minutes_of(clock_time: str) -> int:
    """Return a `ClockTime` as minutes after midnight (0 to 1440)."""
    hours, minutes = clock_time.split(":")
    return int(hours) * 60 + int(minutes)


class Traced(Model):
    """An entry that says which facts of the policy it carries and which readings it rests on."""

    facts: FactIds = ()
    """Numbers of the policy's facts that this entry carries, like F42."""
    open_questions: OpenQuestionIds = ()
    """Numbers of the open questions that this entry rests on, like A7."""


class Statement(Traced):
    """A sentence or two that carry facts."""

    text: Prose
    """What a reader is told."""


PagePath = Annotated[str, text_like(r"(?![/.]|http)(?!.*\.\.).*\.md", "a page below docs, like policy/severity-levels.md")]
"""The path of a page below the docs folder."""


def models_in(annotation: Any) -> list[type[Model]]:
    """Return the models that an annotation names, not those inside of them."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [model for argument in get_args(annotation) for model in models_in(argument)]


M_ = TypeVar("M_", bound=BaseModel)
_CONTAINERS = (BaseModel, tuple, list, dict)  # most of what a model holds is none of these, and is skipped at a glance


def list_facts(value: Any, kind: type[M_], path: FieldPath = ()) -> Iterator[tuple[FieldPath, M_]]:
    """Yield the path and the value of every part of a model that is a `kind`."""
    if isinstance(value, kind):
        yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if isinstance(item := getattr(value, name), _CONTAINERS):
                yield from list_facts(item, kind, (*path, name))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            if isinstance(item, _CONTAINERS):
                yield from list_facts(item, kind, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from list_facts(item, kind, (*path, key))
