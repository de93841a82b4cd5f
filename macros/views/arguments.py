"""Look up what a writer named in a macro, and say it well when nothing has that name."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from ..sources.problems import list_choices, nearest, show_value


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


E_ = TypeVar("E_", bound=Identified)
V = TypeVar("V")


class ArgumentRefused(ValueError):
    """Raised by a view when an argument cannot be used: what was found, what was expected, a hint."""

    def __init__(self, found: str, expected: str, hint: str = "") -> None:
        super().__init__(f"found {found}; expected {expected}" + (f"; {hint}" if hint else ""))
        self.found, self.expected, self.hint = found, expected, hint


def get_by_id(entries: Iterable[E_], wanted: Any) -> E_:
    """Return the entry whose id is `wanted`; raises `ArgumentRefused` with the nearest id."""
    by_id = {entry.id: entry for entry in entries}
    return by_id[choose(by_id, wanted)]


def choose(choices: Iterable[str], wanted: Any) -> str:
    """Return `wanted` when it is one of `choices`; raises `ArgumentRefused` with the nearest one."""
    listed = list(choices)
    if wanted in listed:
        return str(wanted)
    raise ArgumentRefused(show_value(wanted), list_choices(listed), nearest(wanted, listed))


def require(value: V | None, key: str, file: str) -> V:
    """Return an optional part of the facts; raises `ArgumentRefused` when this portal's file leaves it out."""
    if value is None:
        raise ArgumentRefused(f"no '{key}' in docs/_data/{file}", f"the key '{key}', or a page without this macro")
    return value
