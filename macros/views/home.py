"""The home page: a large search field, and the doors."""

from typing import Any

from ..facts.home import Door
from ..portal import Portal
from ..rules.clock import hours_of
from .arguments import get_by_id, require
from .coverage import schedule_words


def search_form(portal: Portal) -> dict[str, Any]:
    """A large search field that answers while somebody types."""
    return {"name": portal.organisation.name, "search": portal.home.search if portal.home else None}


def doors(portal: Portal) -> dict[str, Any]:
    """The ways on from the home page, each with a line that is up to date."""
    home = require(portal.home, "doors", "home.yml")
    counts = {"troubleshooters": len(portal.troubleshooters), "articles": len(portal.articles)}
    return {"doors": [_door(portal, door) for door in home.doors], "counts": counts, "status": portal.status}


def _door(portal: Portal, door: Door) -> dict[str, Any]:
    if isinstance(door.live, str):
        return {"entry": door, "hours": None, "words": None}
    schedule = get_by_id(portal.schedules.schedules, door.live.schedule)
    return {"entry": door, "hours": hours_of(schedule).as_json(), "words": schedule_words(portal, schedule.id)}
