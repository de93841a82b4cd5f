"""The writer's reference, made from the views themselves."""

import inspect
from typing import Any

from ..portal import Portal


def macro_list(portal: Portal) -> dict[str, Any]:  # noqa: ARG001 - every view takes the portal
    """This list."""
    from . import VIEWS

    return {
        "macros": sorted(
            ({"name": view.__name__, "call": _call(view), "does": (inspect.getdoc(view) or "").split("\n\n")[0]} for view in VIEWS),
            key=lambda row: row["name"],
        )
    }


def _call(view: Any) -> str:
    parameters = list(inspect.signature(view).parameters.values())[1:]
    shown = [each.name if each.default is each.empty else f'{each.name}="{each.default}"' for each in parameters]
    return f"{view.__name__}({', '.join(shown)})"
