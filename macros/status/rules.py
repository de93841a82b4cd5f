"""The rules of one adapter as plain data: what both interpreters read. `language.py` checks the file they come from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ..sources.problems import ProblemsFound
from ..sources.yaml_file import Source, read_source

ADAPTERS = Path(__file__).with_name("adapters.yml")
SHARED = ("levels", "mixed", "fields", "text", "limits")
# Enough to read a notice.
WORDING = ("text", "limits")
# What only probe and snapshot need, and only authors read.
NOT_COMPILED = ("label", "browser", "detect", "second")


@cache
def read_adapters() -> Source:
    """Return `adapters.yml` as it stands. Raises `ProblemsFound` when it cannot be read."""
    source = read_source(ADAPTERS, f"macros/status/{ADAPTERS.name}")
    if source.problems:
        raise ProblemsFound(source.problems)
    return source


def adapters() -> dict[str, Any]:
    """Return every adapter by its name."""
    return read_adapters().data["adapters"]


def compile_rules(name: str | None) -> dict[str, Any]:
    """Return the rules of the adapter `name`, or only what reads a notice when there is none."""
    data = read_adapters().data
    if name is None:
        return {key: data[key] for key in WORDING}
    own = {key: value for key, value in adapters()[name].items() if key not in NOT_COMPILED}
    return {"id": name, "page": {}, "partial": False, **own, **{key: data[key] for key in SHARED}}
