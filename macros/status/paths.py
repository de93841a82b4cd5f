"""Where a value stands in a provider's JSON: dotted paths, rows inside rows, look-ups from one list into another.

Twin of the first half of `docs/assets/status-record.mjs`. Nothing here raises for any JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.status.wording import Wording, text_of

Spec = str | dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One entry of a list, and the row it was found in."""

    item: Any
    up: Any = None


def value_at(item: Any, path: str, up: Any = None) -> Any:
    """Return what stands at a dotted path of `item` (or of `up`, for `^.`), None when nothing does."""
    if path.startswith("^."):
        item, path = up, path[2:]
    for step in path.split(".") if path else ():
        if isinstance(item, dict):
            item = item.get(step)
        elif isinstance(item, list) and step == "last":
            item = item[-1] if item else None
        elif isinstance(item, list) and step.isascii() and step.isdigit():
            item = item[int(step)] if int(step) < len(item) else None
        else:
            return None
    return item


def rows_of(value: Any) -> list[Any]:
    """Return a list as it is, a single mapping as a list of one, anything else (null, absent) as empty."""
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


class Document:
    """A parsed body with the look-ups that rows need; each list is indexed once."""

    def __init__(self, root: Any, wording: Wording) -> None:
        self.root = root
        self._wording = wording
        self._indexes: dict[str, dict[str, Any]] = {}

    def rows(self, spec: dict[str, Any]) -> Iterator[Row]:
        """Yield the rows that `from` names, kept by `only` and `skip`. `a>b` means every b of every a."""
        for source in spec["from"]:
            first, *deeper = source.split(">")
            found = [Row(item) for item in rows_of(value_at(self.root, first))]
            for path in deeper:
                found = [Row(item, row.item) for row in found for item in rows_of(value_at(row.item, path))]
            yield from (row for row in found if _is_wanted(row.item, spec))

    def values(self, row: Row, spec: Spec | None) -> list[Any]:
        """Return the values that a path or a look-up gives for this row."""
        if spec is None:
            return []
        if isinstance(spec, str):
            return [value for path in spec.split("|") if text_of(value := value_at(row.item, path, row.up))][:1]
        items = rows_of_any(value_at(row.item, spec["each"])) if "each" in spec else [row.item]
        if "in" in spec:
            index = self._index(spec)
            found = (index.get(text_of(value_at(item, spec["key"]))) for item in items)
            items = [item for item in found if item is not None]
        if "newest" in spec and items:
            items = [max(items, key=lambda item: self._wording.time(self.value(Row(item), spec["newest"])))]
        return [value_at(item, spec["get"]) for item in items]

    def value(self, row: Row, spec: Spec | None) -> Any:
        """Return the first of `values`, or None."""
        return next(iter(self.values(row, spec)), None)

    def _index(self, spec: dict[str, Any]) -> dict[str, Any]:
        name = json.dumps([spec["in"], spec.get("by"), spec.get("only")])
        if name not in self._indexes:
            self._indexes[name] = _build_index(value_at(self.root, spec["in"]), spec)
        return self._indexes[name]


def rows_of_any(value: Any) -> list[Any]:
    """Return a list as it is and anything else as empty: for lists of plain names."""
    return value if isinstance(value, list) else []


def _build_index(value: Any, spec: dict[str, Any]) -> dict[str, Any]:
    if "by" not in spec:
        return value if isinstance(value, dict) else {}
    index: dict[str, Any] = {}
    for item in rows_of(value):
        key = text_of(value_at(item, spec["by"]))
        if key and _is_wanted(item, spec):
            index.setdefault(key, item)
    return index


def _is_wanted(item: Any, spec: dict[str, Any]) -> bool:
    only, skip = spec.get("only", {}), spec.get("skip", {})
    return all(text_of(value_at(item, path)) in words for path, words in only.items()) and not any(
        text_of(value_at(item, path)) in words for path, words in skip.items()
    )
