"""Before, during and after a ticket: its steps, what to gather for it, and how to show the problem again."""

from typing import Any

from ..portal import Portal
from .arguments import get_by_id, require


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


def evidence(portal: Portal, kind: str = "") -> dict[str, Any]:
    """What to send with a problem: for one kind by its id, or for every kind."""
    kinds = (get_by_id(portal.evidence.kinds, kind),) if kind else portal.evidence.kinds
    items = {item.id: item for item in portal.evidence.items}
    described = [
        {"entry": each, "items": [{"entry": items[need.item], "required": need.required} for need in each.items]} for each in kinds
    ]
    return {"kinds": described, "single": bool(kind)}


def evidence_items(portal: Portal) -> dict[str, Any]:
    """Every piece of evidence: why it helps, and how to get it."""
    return {"items": portal.evidence.items}


def retention(portal: Portal, record: str) -> dict[str, Any]:
    """How long a record is kept, inside a sentence: `retention("traces")` prints "7 days"."""
    return {"record": get_by_id(portal.organisation.retention, record)}


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
