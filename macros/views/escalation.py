"""Who works on a problem, step by step: a drawn ladder and the same as a table."""

from __future__ import annotations

from typing import Any

from ..portal import Portal
from .arguments import get_by_id
from .severity import ranked, tiers_by_id


def escalation_matrix(portal: Portal, ladder: str) -> dict[str, Any]:
    """One ladder by its id: who, what they solve, what moves it up, to whom, and which levels start there."""
    entry = get_by_id(portal.escalation.ladders, ladder)
    starts: dict[str, list[Any]] = {}
    for each in ranked(portal):
        starts.setdefault(each["entry"].first_handled_by.tier, []).append(each)
    tiers = tiers_by_id(portal)
    steps: list[dict[str, Any]] = [
        {
            "entry": tier,
            "number": number,
            "starts": starts.get(tier.id, []),
            "next": tiers.get(tier.escalates_to or ""),
            "leaves_ladder": tier.escalates_to is not None and tier.escalates_to not in {each.id for each in entry.tiers},
        }
        for number, tier in enumerate(entry.tiers, 1)
    ]
    derived = any(each["entry"].first_handled_by.derived for step in steps for each in step["starts"])
    return {"ladder": entry, "steps": steps, "derived": derived}
