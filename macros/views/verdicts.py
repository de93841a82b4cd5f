"""Every class that can come out, written out: who answers and when, by what, what to send, what it may cost."""

from decimal import Decimal
from typing import Any

from ..facts.contact import Channel
from ..facts.hours import Cover, State
from ..facts.severity import NextStep
from ..portal import Portal
from ..rules.clock import hours_of
from ..rules.coverage import cover_in, find_cover, find_situation, is_usable
from .arguments import get_by_id
from .coverage import cover_figure, cover_words, schedule_words
from .severity import can_be, ranked, tiers_by_id

HOURS_SHOWN = (Decimal(1), Decimal(2), Decimal(4))
"""How many hours the sums of a paid option are shown for."""


def verdict_sections(portal: Portal) -> list[dict[str, Any]]:
    """Return one entry for each level and category that the rules can reach, the worst first."""
    return [
        _section(portal, level, category)
        for level in ranked(portal)
        for category in portal.categories.categories
        if can_be(portal, level["entry"].id, category.id)
    ]


def unsure_sections(portal: Portal) -> list[dict[str, Any]]:
    """Return what to do while several levels are possible: one entry for the worst levels that ask for the same, the worst first."""
    category = portal.severity_table.severity.unsure.category
    found: list[dict[str, Any]] = []
    for level in ranked(portal)[:-1]:
        situations = _situations(portal, level["entry"].id, category, unsure=True)
        if found and found[-1]["situations"] == situations:
            found[-1]["levels"].append(level)
        else:
            found.append({"levels": [level], "situations": situations})
    for row in found:
        row["covers"] = _covers_from(portal, row["levels"][0]["entry"].id)
    return found


def _section(portal: Portal, level: dict[str, Any], category: Any) -> dict[str, Any]:
    cover = find_cover(portal.coverage, category.id, level["entry"].id)
    kinds = {kind.id: kind for kind in portal.coverage.kinds}
    tiers = tiers_by_id(portal)
    first = level["entry"].first_handled_by
    situations = _situations(portal, level["entry"].id, category.id, unsure=False)
    categories = portal.categories.categories
    return {
        "level": level,
        "category": category,
        "targets": [_due(portal, each) for each in level["targets"] if category.id in (each["entry"].categories or (category.id,))],
        "cover": cover,
        "figure": cover_figure(portal, cover),
        "others": _other_covers(portal, level["entry"].id, cover),
        "contact_differs": any(find_cover(portal.coverage, each.id, level["entry"].id).contact != cover.contact for each in categories),
        "states": [{"state": _state(portal, state), "kind": kinds[cover_in(cover, state)]} for state in portal.states],
        "situations": situations,
        "tier": tiers[first.tier] if first else None,
        "then": tiers[first.then] if first and first.then else None,
        "paid": [_paid(portal, option) for option in portal.paid_options.options if level["entry"].id in option.levels],
        "open_questions": list(dict.fromkeys((*level["entry"].open_questions, *cover.open_questions))),
    }


def _other_covers(portal: Portal, level: str, cover: Cover) -> list[dict[str, Any]]:
    """Return the other categories at a level whose hours or kinds of cover differ: they may hold while the category is open."""
    found = []
    for category in portal.categories.categories:
        other = find_cover(portal.coverage, category.id, level)
        if (other.schedule, other.inside, other.outside) != (cover.schedule, cover.inside, cover.outside):
            found.append({"category": category, **cover_words(portal, other)})
    return found


def _covers_from(portal: Portal, worst: str) -> list[dict[str, Any]]:
    """Return each cover that may hold at a level or a milder one, those alike as one, that of the most classes last."""
    kinds = {kind.id: kind for kind in portal.coverage.kinds}
    table = portal.severity_table
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for cover in portal.coverage.covers:
        levels = [level for level in cover.levels if table.levels.index(level) >= table.levels.index(worst)]
        classes = [f"{level}-{cover.category}" for level in levels if (level, cover.category) in table.outcomes]
        if not classes:
            continue
        held = [kinds[cover_in(cover, state)] for state in portal.states]
        states = [{"state": _state(portal, state), "kind": kind} for state, kind in zip(portal.states, held, strict=True)]
        same = found.setdefault(tuple(kind.id for kind in held), {"classes": [], "labels": [], "states": states})
        same["classes"] += classes
        same["labels"].append(cover.label)
    return sorted(found.values(), key=lambda each: len(each["classes"]))


def _due(portal: Portal, target: dict[str, Any]) -> dict[str, Any]:
    """Return a target with what the page needs to say when it runs out: by the clock, or in its hours, also those of each region."""
    entry = target["entry"]
    if entry.promise == "update":  # it runs from the last news
        return target | {"due": []}
    count, unit = target["within"]
    hours = get_by_id(portal.schedules.schedules, entry.schedule).by_region if entry.schedule else ((None, None),)
    return target | {
        "due": [
            {"region": region, "data": {"count": count, "unit": unit, "hours": here and hours_of(here).as_json()}} for region, here in hours
        ]
    }


def _situations(portal: Portal, level: str, category: str, *, unsure: bool) -> list[dict[str, Any]]:
    """Return each situation that a result can be in, with its channels and the states in which it holds."""
    assert portal.severity is not None, "only rules give results"
    channels = {channel.id: channel for channel in portal.channels.channels}
    found: dict[str, dict[str, Any]] = {}
    for state in portal.states:
        entry = find_situation(portal.severity.situations, level, category, state.id, unsure=unsure)
        assert entry is not None, "the check of next steps proves it"
        situation = found.setdefault(
            entry.id,
            {
                "entry": entry,
                "first": channels[entry.first],
                "beside": channels.get(entry.beside or ""),
                "then": [_step(portal, step, channels[step.channel], level) for step in entry.then],
                "states": [],
                "only_if_critical": False,
            },
        )
        situation["states"].append(_state(portal, state))
        situation["only_if_critical"] |= unsure and not is_usable(channels[entry.first], level, state, unsure=True)
    return list(found.values())


def _step(portal: Portal, step: NextStep, channel: Channel, level: str) -> dict[str, Any]:
    """Return a next step with its channel, and the hours of that where this level can't use it at any time."""
    hours = get_by_id(portal.schedules.schedules, channel.schedule) if channel.schedule and level not in channel.always_open_to else None
    return {"do": step.do, "channel": channel, "hours": schedule_words(portal, hours.id) if hours and not hours.always_open else None}


def _state(portal: Portal, state: State) -> dict[str, Any]:
    """Return a state with the labels of what is open in it, and of what is closed."""
    labels = {schedule.id: schedule.label for schedule in portal.schedules.schedules}
    return {
        "id": state.id,
        "label": state.label,
        "open": [labels[schedule] for schedule in state.open],
        "closed": [labels[schedule] for schedule in state.closed],
    }


def _paid(portal: Portal, option: Any) -> dict[str, Any]:
    """Return a paid option with the sums for a few hours, when it has a price by the hour, and where to ask for it."""
    mail = next((each for each in portal.channels.channels if each.kind == "email"), None)
    asked = next((each for each in portal.channels.channels if each.id == option.channel), mail)
    amount = option.price.amount if option.price else None
    sums = [(hours, hours * amount) for hours in HOURS_SHOWN] if amount and option.per == "hour" else []
    return {"entry": option, "sums": sums, "ask": asked}
