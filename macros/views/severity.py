"""One severity level, the categories, and what is not critical."""

from typing import Any

from ..facts.plans import parts_of
from ..portal import Portal
from .arguments import choose, get_by_id, require


def severity_card(portal: Portal, level: str) -> dict[str, Any]:
    """One level, by its id: `severity_card("p2")`."""
    return severity_level(portal, level) | {"tiers": tiers_by_id(portal)}


def severity_level(portal: Portal, level: str) -> dict[str, Any]:
    """One level as a mark within a sentence: its shape, label and word."""
    levels = levels_by_id(portal)
    return {"level": levels[choose(levels, level)]}


def not_critical(portal: Portal) -> dict[str, Any]:
    """The situations that feel urgent and are not critical, and when that stops being true."""
    rules = require(portal.levels.not_critical, "not_critical", "levels.yml")
    levels = levels_by_id(portal)
    return {
        "rules": rules,
        "cap": levels[rules.capped_at],
        "never": [levels[level] for level in rules.never_applied_to],
    }


def category_table(portal: Portal) -> dict[str, Any]:
    """The categories: what each means, and who controls it."""
    return {"file": portal.categories}


def can_be(portal: Portal, level: str, category: str) -> bool:
    """Tell whether a problem of a category can have a level. Without rules, each can."""
    return portal.severity is None or (level, category) in portal.severity_table.outcomes


def ranked(portal: Portal) -> list[dict[str, Any]]:
    """Return every level with its rank, its response targets and the plans that have it.

    Rank 1 is the worst; it decides colour and shape. `targets` and `plans` are empty where the policy has none.
    """
    return [
        {"entry": level, "rank": rank, "targets": _targets(portal, level.id), "plans": _plans(portal, level.id)}
        for rank, level in enumerate(portal.levels.levels, 1)
    ]


def levels_by_id(portal: Portal) -> dict[str, dict[str, Any]]:
    """Return every level as `ranked` has it, by its id."""
    return {level["entry"].id: level for level in ranked(portal)}


def _targets(portal: Portal, level: str) -> list[dict[str, Any]]:
    """Return what is promised at a level: `promise` and what it is `called`, `within` as (count, unit), the label of the `hours` it runs in, and what it `holds_for`: plans, categories."""
    hours = {each.id: each.label for each in portal.schedules.schedules}
    plans = {each.id: each.label for each in portal.plans.plans}
    categories = {each.id: each.label for each in portal.categories.categories}
    return [
        {
            "entry": target,
            "promise": target.promise,
            "called": portal.targets.words.get(target.promise),
            "within": parts_of(target.within),
            "hours": hours.get(target.schedule or ""),
            "holds_for": [*(plans[plan] for plan in target.plans), *(categories[category] for category in target.categories)],
            "categories": [categories[category] for category in target.categories],
        }
        for target in portal.targets.targets
        if level in target.levels
    ]


def _plans(portal: Portal, level: str) -> list[dict[str, Any]]:
    """Return the plans that have a level, each with the labels of the `hours` in which support works on it."""
    labels = {each.id: each.label for each in portal.schedules.schedules}
    return [
        {"entry": plan, "hours": [labels[each.schedule] for each in plan.hours if level in (each.levels or (level,))]}
        for plan in portal.plans.plans
        if level in (plan.levels or (level,))
    ]


def tiers_by_id(portal: Portal) -> dict[str, Any]:
    """Return every escalation tier of every ladder by its id."""
    return {tier.id: tier for ladder in portal.escalation.ladders for tier in ladder.tiers}


def first_contact(portal: Portal, level: Any) -> dict[str, Any] | None:
    """Return the channel to use first at a level, whether it's `always` open to that level, and else the `schedule` it keeps, if it closes.

    `before` is the status page, where the level's advice depends on what it shows. `beside` is what to use where the channel can't be
    used, and `then` are the steps after it.
    """
    if portal.severity is None:
        return None
    chosen = next((each for each in portal.severity.situations if level.id in each.levels and not each.unsure), None)
    if chosen is None:
        return None
    channels = {each.id: each for each in portal.channels.channels}
    channel = channels[chosen.first]
    closes = channel.schedule and not get_by_id(portal.schedules.schedules, channel.schedule).always_open
    always = bool(closes) and level.id in channel.always_open_to
    return {
        "channel": channel,
        "before": channels.get(portal.composer.status_channel or "") if portal.composer and level.if_not_shown else None,
        "always": always,
        "schedule": channel.schedule if closes and not always else None,
        "beside": channels.get(chosen.beside or ""),
        "then": [{"do": step.do, "channel": channels[step.channel]} for step in chosen.then],
    }
