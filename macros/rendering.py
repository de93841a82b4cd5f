"""Turn a context of plain values into HTML with a fragment of `overrides/fragments`.

An environment of our own, because neither engine's escapes what it prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FRAGMENTS = Path(__file__).resolve().parent.parent / "overrides" / "fragments"


def render(fragment: str, context: Mapping[str, Any]) -> Markup:
    """Return the HTML of `fragment` (a file name) filled with `context`; raises on a name the context lacks."""
    return Markup(_environment().get_template(fragment).render(context).strip())


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FRAGMENTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
