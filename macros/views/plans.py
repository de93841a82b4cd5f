"""How soon support promises to act, and what each plan gives."""

from collections.abc import Iterable
from typing import Any, get_args

from ..facts.plans import Plan, Promise
from ..portal import Portal
from .coverage import schedule_words
from .severity import ranked

_ROWS = ("price", "by_quote", "levels", "hours", "channels", "named_contacts", "people", "includes")
"""What may be said of a plan. What none says has no row."""


def response_targets(portal: Portal) -> dict[str, Any]:
    """How soon support promises the first response, news and the fix: level by level, and plan by plan."""
    levels = [level for level in ranked(portal) if level["targets"]]
    return {"levels": levels, "promises": list_promises(target for level in levels for target in level["targets"])}


def list_promises(targets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one target for each promise that some targets make."""
    promised = {target["promise"]: target for target in targets}
    return [promised[each] for each in get_args(Promise) if each in promised]


def support_plans(portal: Portal) -> dict[str, Any]:
    """The plans beside each other: who each is for, its price, levels, targets, hours, channels and people."""
    levels = ranked(portal)
    by_id = {each["entry"].id: each for each in levels}
    channels = {each.id: each for each in portal.channels.channels}
    plans: list[dict[str, Any]] = [
        {
            "entry": plan,
            "levels": [by_id[level] for level in plan.levels],
            "targets": _targets_of(plan, levels),
            "channels": [channels[channel] for channel in plan.channels],
            "hours": [
                {"levels": [by_id[level] for level in each.levels], "words": schedule_words(portal, each.schedule)} for each in plan.hours
            ],
        }
        for plan in portal.plans.plans
    ]
    return {
        "plans": plans,
        "promises": list_promises(each["target"] for plan in plans for each in plan["targets"]),
        "stated": {name for name in _ROWS for plan in plans if getattr(plan["entry"], name)},
    }


def _targets_of(plan: Plan, levels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the targets that hold in a plan, each with the levels of the plan for which it does."""
    found: dict[int, dict[str, Any]] = {}
    for level in levels:
        for target in level["targets"]:
            if plan in (each["entry"] for each in level["plans"]) and plan.id in (target["entry"].plans or (plan.id,)):
                found.setdefault(id(target["entry"]), {"target": target, "levels": []})["levels"].append(level)
    return list(found.values())
