"""Every class that can come out, written out: who answers and when, by what, what to send, what it may cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..portal import Portal
from ..rules.coverage import cover_in, find_cover
from .channels import channel_order
from .paid_options import price_words
from .severity import ranked, tiers_by_id

HOURS_SHOWN = (Decimal(1), Decimal("2.5"), Decimal(4))
"""How many hours the sums of a paid option are shown for."""


def verdict_sections(portal: Portal) -> list[dict[str, Any]]:
    """Return one entry for each level and category that the rules can reach, the worst first."""
    outcomes = {(row.outcome.level, row.outcome.category) for row in portal.severity_table.rows}
    return [
        _section(portal, level, category)
        for level in ranked(portal)
        for category in portal.categories.categories
        if (level["entry"].id, category.id) in outcomes
    ]


def _section(portal: Portal, level: dict[str, Any], category: Any) -> dict[str, Any]:
    cover = find_cover(portal.coverage, category.id, level["entry"].id)
    kinds = {kind.id: kind for kind in portal.coverage.kinds}
    states = {state.id: state for state in portal.schedules.states}
    tiers = tiers_by_id(portal)
    first = level["entry"].first_handled_by
    chosen = next(entry for entry in portal.severity_table.severity.channel_orders if level["entry"].id in entry.levels)
    return {
        "level": level,
        "category": category,
        "cover": cover,
        "states": [
            {"state": states[each.state], "kind": kinds[cover_in(cover, states[each.state])], "do": each.do} for each in cover.states
        ],
        "tier": tiers[first.tier],
        "then": tiers[first.then] if first.then else None,
        "order": channel_order(portal, chosen.order)["rows"][0],
        "first_step": next(each for each in portal.channels.channels if each.id == chosen.first_step),
        "several": channel_order(portal, portal.severity_table.severity.several_problems)["rows"][0],
        "paid": [_paid(option) for option in portal.paid_options.options if level["entry"].id in option.levels],
        "open_questions": _readings(level["entry"].open_questions, cover.open_questions),
    }


def _paid(option: Any) -> dict[str, Any]:
    """Return a paid option with the sums for a few hours, when it has a price by the hour."""
    amount = option.price.amount if option.price else None
    sums = [(_plain(hours), _plain(hours * amount)) for hours in HOURS_SHOWN] if amount and option.per == "hour" else []
    return {"entry": option, "sums": sums, "price": price_words(option)}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _readings(*lists: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(reading for each in lists for reading in each))
