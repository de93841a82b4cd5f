"""The adapters of `adapters.yml`: which products there are, the rules that the page hands to its script, and the fields of a body that these read.

Bodies of status products hold more than their pages show, such as host names and private addresses.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ..sources.problems import ProblemsFound
from ..sources.yaml_file import read_source

_FILE = Path(__file__).with_name("adapters.yml")
_FOR_PYTHON = ("label", "auto", "browser", "detect", "second")
FieldTree = dict[str, Any]
"""The names that may stand in an object, each with the tree below it. `*` is any name, `last` the end of a list."""
_KINDS = {"string": str, "list": list, "object": dict}


@cache
def read_adapters() -> dict[str, Any]:
    """Return every adapter by its name. Raises `ProblemsFound` when the file cannot be read."""
    source = read_source(_FILE, f"macros/status/{_FILE.name}")
    if source.problems:
        raise ProblemsFound(source.problems)
    return source.data


def script_rules(name: str) -> dict[str, Any]:
    """Return the rules of one adapter as the script reads them."""
    return {"id": name, **{key: value for key, value in read_adapters()[name].items() if key not in _FOR_PYTHON}}


def find_mismatch(adapter: dict[str, Any], body: Any) -> str | None:
    """Return the first path where the body is not of the adapter's shape, or None when it is."""
    for path, kind in adapter["shape"].items():
        value = _value_at(body, path)
        if value != kind[1:] if kind.startswith("=") else not isinstance(value, _KINDS[kind]):
            return path or "the whole body"
    return None


def keep_fields(adapter: dict[str, Any], body: Any) -> Any:
    """Return the body with the fields that the adapter names, and no other."""
    return _prune(body, _list_fields(adapter))


def _value_at(value: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            return None
    return value


def _prune(value: Any, tree: FieldTree) -> Any:
    if isinstance(value, list):
        items = value[-1:] if "last" in tree else value
        return [_prune(item, tree.get("last", tree)) for item in items]
    if isinstance(value, dict):
        return {
            name: _prune(item, tree[name] if name in tree else tree["*"]) for name, item in value.items() if name in tree or "*" in tree
        }
    return None if tree else value


def _list_fields(adapter: dict[str, Any]) -> FieldTree:
    root: FieldTree = {}
    page, headline = adapter.get("page", {}), adapter.get("headline", {})
    for path in (*adapter["shape"], *page.values(), *([headline["at"]] if headline else [])):
        _add(root, path)
    for kind in ("components", "incidents", "maintenances"):
        if kind in adapter:
            spec = {**(adapter.get("issues", {}) if kind != "components" else {}), **adapter[kind]}
            for source in spec["from"]:
                _add_rows(root, source, spec)
    return root


def _add_rows(root: FieldTree, source: str, spec: dict[str, Any]) -> None:
    parent = row = root
    for path in source.split(">"):
        parent, row = row, _add(row, path)
    for path in (*spec.get("only", {}), *spec.get("skip", {})):
        _add(row, path)
    for name, field in spec.items():
        if name not in ("from", "only", "skip", "words"):
            for start, path in _read_field(root, row, field):
                _add(parent if path.startswith("^.") else start, path.removeprefix("^."))


def _read_field(root: FieldTree, row: FieldTree, field: str | dict[str, Any]) -> Iterator[tuple[FieldTree, str]]:
    """Yield each path of a field with the tree in which it starts: the row, or the list of a look-up."""
    if isinstance(field, str):
        yield from ((row, path) for path in field.split("|"))
        return
    item = entry = _add(row, field.get("each", ""))
    if "in" in field:
        entry = _add(root, field["in"])
        entry = entry if "by" in field else entry.setdefault("*", {})
        yield item, field["key"]
        yield from ((entry, path) for path in (field.get("by", ""), *field.get("only", {})))
    for name in ("get", "at", "phase", "body"):
        yield from ((entry, path) for path in field.get(name, "").split("|"))


def _add(tree: FieldTree, path: str) -> FieldTree:
    """Add a path to the tree and return what stands below it. Lists need no step of their own."""
    for step in path.split(".") if path else ():
        if not step.isdigit():
            tree = tree.setdefault(step, {})
    return tree
