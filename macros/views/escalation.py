"""Who works on a problem: the escalation matrix, and what each tier of a ladder does."""

from typing import Any

from ..portal import Portal
from ..rules.coverage import find_cover
from .arguments import get_by_id
from .coverage import cover_words, schedule_words
from .plans import list_promises, support_plans
from .severity import can_be, first_contact, ranked, tiers_by_id


def escalation_matrix(portal: Portal, ladder: str) -> dict[str, Any]:
    """One ladder by its id as a matrix: a row for each level that starts there, or for each kind of problem, by its tiers."""
    entry = get_by_id(portal.escalation.ladders, ladder)
    own = {tier.id for tier in entry.tiers}
    levels = [
        _level_row(portal, entry, level)
        for level in ranked(portal)
        if level["entry"].first_handled_by and level["entry"].first_handled_by.tier in own
    ]
    rows = levels or [
        {"problem": text, "covers": (), "marks": [_place(index, number) for index in range(len(entry.tiers))], "tier": tier}
        for number, tier in enumerate(entry.tiers)
        for text in tier.handles
    ]
    for row in levels:
        like = next(each for each in levels if each["moves_up"] == row["moves_up"])
        row["moves_like"] = like["level"] if row["moves_up"] and like is not row else None
    zones = {cover["hours"]["zone"] for row in rows for cover in row["covers"] if cover}
    return {
        "ladder": entry,
        "zone": zones.pop() if len(zones) == 1 else "",
        "by_level": bool(levels),
        "rows": rows,
        "categories": portal.categories.categories if levels else (),
        "has": {name for name in ("contact", "plans", "paid") if any(row.get(name) for row in levels)},
        "promises": list_promises(target for row in levels for target in row["level"]["targets"]),
        "paid_options": list({option.id: option for row in levels for option in row["paid"]}.values()),
        "plan_table": support_plans(portal) if levels and portal.plans.plans else None,
        "derived": any(row["level"]["entry"].first_handled_by.derived for row in levels),
    }


def escalation_tiers(portal: Portal, ladder: str) -> dict[str, Any]:
    """The tiers of one ladder in order: who they are, what each handles and collects, and what moves a problem up."""
    entry = get_by_id(portal.escalation.ladders, ladder)
    own = {tier.id for tier in entry.tiers}
    tiers = tiers_by_id(portal)
    steps = [{"tier": tier, "next": tiers.get(tier.escalates_to or ""), "leaves": tier.escalates_to not in own} for tier in entry.tiers]
    return {"ladder": entry, "steps": steps}


def _level_row(portal: Portal, ladder: Any, level: dict[str, Any]) -> dict[str, Any]:
    entry = level["entry"]
    first, contact = entry.first_handled_by, first_contact(portal, entry)
    ids = [tier.id for tier in ladder.tiers]
    has_it = max(ids.index(each) for each in (first.tier, first.then) if each in ids)
    marks = [
        "first" if tier == first.tier else "at-once" if tier == first.then else _above(index - has_it) for index, tier in enumerate(ids)
    ]
    return {
        "level": level,
        "marks": marks,
        "covers": [
            cover_words(portal, find_cover(portal.coverage, each.id, entry.id)) if can_be(portal, entry.id, each.id) else None
            for each in portal.categories.categories
        ],
        "contact": contact,
        "contact_hours": schedule_words(portal, contact["schedule"]) if contact and contact["schedule"] else None,
        "moves_up": ladder.tiers[has_it].escalates_when,
        "plans": level["plans"],
        "paid": [option for option in portal.paid_options.options if entry.id in option.levels],
    }


def _above(steps: int) -> str:
    return "" if steps < 0 else "next" if steps == 1 else "later"


def _place(index: int, solver: int) -> str:
    return "solves" if index == solver else "before" if index < solver else ""
