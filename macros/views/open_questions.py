"""Where the policy contradicts itself or is silent, and the reading this portal uses."""

from typing import Any

from ..portal import Portal


def open_questions(portal: Portal) -> dict[str, Any]:
    """Every contradiction and gap, with its readings and the one that is used."""
    return {"entries": portal.open_questions.entries}
