"""How well a problem can be made to happen again, and how to show it."""

from typing import Any

from ..portal import Portal
from .arguments import require


def replication_grades(portal: Portal) -> dict[str, Any]:
    """From poor to ideal: what each grade means, and the next step."""
    return {"grades": portal.replication.grades, "why": portal.replication.why, "facts": portal.replication.facts}


def replication_example(portal: Portal) -> dict[str, Any]:
    """A worked example: two tries and one difference."""
    return {"example": require(portal.replication.worked_example, "worked_example", "replication.yml")}


def replication_at_support(portal: Portal) -> dict[str, Any]:
    """What support does to make a problem happen again."""
    return {"steps": portal.replication.at_support}


def screen_recording(portal: Portal) -> dict[str, Any]:
    """How to record the screen."""
    return {"recording": require(portal.replication.screen_recording, "screen_recording", "replication.yml")}
