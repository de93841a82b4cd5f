"""Before, during and after a ticket."""

from typing import Any

from ..portal import Portal
from .arguments import require


def steps_before_submitting(portal: Portal) -> dict[str, Any]:
    """The steps to take before anything is sent."""
    sites = {site.id: site for site in portal.organisation.other_sites}
    steps = _with_channels(portal, portal.tickets.before_you_submit)
    return {"steps": [{**step, "site": sites.get(step["entry"].site)} for step in steps]}


def troubleshooting_process(portal: Portal) -> dict[str, Any]:
    """The one way of working on every problem."""
    return {"process": require(portal.tickets.process, "process", "tickets.yml")}


def ticket_steps(portal: Portal) -> dict[str, Any]:
    """How to open a ticket, and where to follow it."""
    opening = require(portal.tickets.opening, "opening", "tickets.yml")
    channels = _channels(portal)
    return {"opening": opening, "open_by": channels[opening.open_by], "follow_in": channels[opening.follow_in]}


def ticket_guidelines(portal: Portal) -> dict[str, Any]:
    """What makes a ticket good, and what delays it."""
    return {"guidelines": portal.tickets.guidelines}


def ticket_lifecycle(portal: Portal) -> dict[str, Any]:
    """The stages of a ticket, and what happens at each."""
    return {"stages": portal.tickets.lifecycle}


def several_problems(portal: Portal) -> dict[str, Any]:
    """What to do when several things fail at once."""
    section = require(portal.tickets.several_problems, "several_problems", "tickets.yml")
    return {"advice": _with_channels(portal, section.advice), "section": section}


def _with_channels(portal: Portal, entries: Any) -> list[dict[str, Any]]:
    channels = _channels(portal)
    return [{"entry": entry, "channel": channels.get(entry.channel)} for entry in entries]


def _channels(portal: Portal) -> dict[str, Any]:
    return {entry.id: entry for entry in portal.channels.channels}
