"""A field that leads to the results page, for pages where searching is the first thing to offer."""

from __future__ import annotations

from typing import Any

from ..portal import Portal


def search_form(portal: Portal) -> dict[str, Any]:
    """A large search field with its button."""
    return {"name": portal.organisation.name}
