"""The macros a writer can call. Each is a view, `(portal, *arguments) -> context`, and a fragment of the same name.

`severity_table` is drawn by `overrides/fragments/severity-table.html`. To add a macro, write the two and list the view here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from macros.portal import Portal
from macros.rendering import Place, render

View = Callable[..., Mapping[str, Any]]

VIEWS: tuple[View, ...] = ()

MACROS: dict[str, View] = {view.__name__: view for view in VIEWS}


def draw(name: str, portal: Portal, place: Place, *arguments: Any, **options: Any) -> str:
    """Return the HTML of the macro `name`. Raises `ArgumentRefused` when a value names nothing that exists."""
    return render(f"{name.replace('_', '-')}.html", MACROS[name](portal, *arguments, **options), place)
