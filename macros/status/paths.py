"""Where a value stands in a provider's JSON: dotted paths, rows inside rows, look-ups from one list into another.

Twin of the first half of `docs/assets/status-record.mjs`. Nothing here raises for any JSON.
"""

from __future__ import annotations

from typing import Any

from .wording import Wording, text_of

Spec = str | dict[str, Any]


def value_at(item: Any, path: str) -> Any:
    """Return what stands at a dotted path of `item`, None when nothing does."""
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


def list_of(value: Any) -> list[Any]:
    """Return a list as it is, anything else as a list of one. Where nothing stands, that one has no id and no text: it drops out later."""
    return value if isinstance(value, list) else [value]


class Document:
    """A parsed body with the look-ups that rows need; each list is indexed once."""

    def __init__(self, root: Any, wording: Wording) -> None:
        self.root = root
        self._wording = wording
        self._indexes: dict[int, dict[str, Any]] = {}

    def rows(self, spec: dict[str, Any]) -> list[Any]:
        """Return the rows that `from` names, kept by `only` and `skip`. `a>b` means every b of every a; in b, `^` is its a."""
        found: list[Any] = []
        for source in spec["from"]:
            first, *deeper = source.split(">")
            items = list_of(value_at(self.root, first))
            for path in deeper:
                items = [_with_parent(item, up) for up in items for item in list_of(value_at(up, path))]
            found += items
        return [item for item in found if _is_wanted(item, spec)]

    def values(self, item: Any, spec: Spec | None) -> list[Any]:
        """Return the values that a path or a look-up gives for this row."""
        if spec is None:
            return []
        if isinstance(spec, str):
            return [value for path in spec.split("|") if text_of(value := value_at(item, path))][:1]
        items = list_of(value_at(item, spec["each"])) if "each" in spec else [item]
        if "in" in spec:
            found = (self._look_up(spec, text_of(value_at(each, spec["key"]))) for each in items)
            items = [each for each in found if each]
        if "newest" in spec and items:
            items = [max(items, key=lambda each: self._wording.time(self.value(each, spec["newest"])))]
        return [value_at(each, spec["get"]) for each in items]

    def value(self, item: Any, spec: Spec | None) -> Any:
        """Return the first of `values`, or None."""
        return next(iter(self.values(item, spec)), None)

    def _look_up(self, spec: dict[str, Any], key: str) -> Any:
        if id(spec) not in self._indexes:
            self._indexes[id(spec)] = _build_index(value_at(self.root, spec["in"]), spec)
        return self._indexes[id(spec)].get(key)


def _with_parent(item: Any, up: Any) -> dict[str, Any]:
    return {**(item if isinstance(item, dict) else {}), "^": up}


def _build_index(value: Any, spec: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a list or a mapping by what stands at `by` in each; without it, by their keys."""
    entries = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    index: dict[str, Any] = {}
    for place, item in entries:
        key = text_of(value_at(item, spec["by"]) if "by" in spec else place)
        if key and _is_wanted(item, spec):
            index.setdefault(key, item)
    return index


def _is_wanted(item: Any, spec: dict[str, Any]) -> bool:
    only, skip = spec.get("only", {}), spec.get("skip", {})
    return all(text_of(value_at(item, path)) in words for path, words in only.items()) and not any(
        text_of(value_at(item, path)) in words for path, words in skip.items()
    )
