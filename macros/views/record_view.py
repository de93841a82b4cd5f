"""A log or report drawn as a table: rows with a note are numbered, and the notes follow as a list."""

import itertools
from typing import Any

from ..portal import Portal
from .arguments import get_by_id, require


def record_view(portal: Portal, view_id: str) -> dict[str, Any]:
    """Return the columns, rows and notes of the drawn log `view_id`. Raises `ArgumentRefused` when there is none."""
    view = get_by_id(require(portal.record_views, "views", "record-views.yml").views, view_id)
    numbers = itertools.count(1)
    rows = [{"cells": row.values, "number": next(numbers) if row.note else None} for row in view.rows]
    notes = [row.note for row in view.rows if row.note]
    return {"id": view.id, "title": view.title, "columns": view.columns, "rows": rows, "notes": notes}
