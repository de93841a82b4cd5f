"""The adapters of `adapters.yml`: which products there are, and the rules that the page hands to its script."""

from functools import cache
from pathlib import Path
from typing import Any

from ..sources.problems import ProblemsFound
from ..sources.yaml_file import read_source

_FILE = Path(__file__).with_name("adapters.yml")
_FOR_PYTHON = ("label", "auto", "browser", "detect", "second")


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
