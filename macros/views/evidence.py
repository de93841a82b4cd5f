"""What to gather, by kind of problem."""

from typing import Any

from ..portal import Portal
from .arguments import get_by_id


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
