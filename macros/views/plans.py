"""How soon support promises to act, and what each plan gives."""

from __future__ import annotations

from typing import Any

from ..portal import Portal
from .coverage import schedule_words
from .severity import ranked


def response_targets(portal: Portal) -> dict[str, Any]:
    """How soon support promises the first response, news and the fix: level by level, and plan by plan."""
    levels = [level for level in ranked(portal) if level["targets"]]
    promises = {target["promise"] for level in levels for target in level["targets"]}
    return {"levels": levels, "promises": [each for each in ("first-response", "update", "resolution") if each in promises]}


def support_plans(portal: Portal) -> dict[str, Any]:
    """The plans: who each is for, its price, levels, hours, channels and people."""
    levels = {each["entry"].id: each for each in ranked(portal)}
    channels = {each.id: each for each in portal.channels.channels}
    plans = [
        {
            "entry": plan,
            "levels": [levels[level] for level in plan.levels],
            "channels": [channels[channel] for channel in plan.channels],
            "hours": [
                {"levels": [levels[level] for level in each.levels], "words": schedule_words(portal, each.schedule)} for each in plan.hours
            ],
        }
        for plan in portal.plans.plans
    ]
    return {"plans": plans}
