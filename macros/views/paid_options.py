"""What is not free, and one price inside a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..facts.base import Priced
from ..portal import Portal
from .arguments import ArgumentRefused, get_by_id
from .coverage import schedule_words
from .severity import ranked


def paid_options(portal: Portal) -> dict[str, Any]:
    """Every paid option: what you get, its price, who may have it, and what the policy leaves open."""
    return {"rows": [_described(portal, option) for option in portal.paid_options.options], "intro": portal.paid_options.intro}


def paid_summary(portal: Portal, option: str) -> dict[str, Any]:
    """One paid option in a paragraph, with price, minimum, levels, hours and condition: `paid_summary("paid-escalation")`."""
    return _described(portal, get_by_id(portal.paid_options.options, option))


def price(portal: Portal, option: str) -> dict[str, Any]:
    """One price inside a sentence: `price("paid-escalation")`."""
    entry = get_by_id(portal.paid_options.options, option)
    if entry.price is None:
        priced = [each.id for each in portal.paid_options.options if each.price]
        raise ArgumentRefused(f"'{option}', which has no price", "an option with a price: " + ", ".join(priced))
    return {"option": entry, "words": price_words(entry)}


def _described(portal: Portal, option: Any) -> dict[str, Any]:
    levels = {each["entry"].id: each for each in ranked(portal)}
    return {
        "option": option,
        "price": price_words(option),
        "contact": next((channel for channel in portal.channels.channels if channel.id == option.channel), None),
        "levels": [levels[level] for level in option.levels],
        "outside": schedule_words(portal, option.outside_schedule) if option.outside_schedule else None,
    }


def price_words(option: Priced) -> str:
    """Return "USD 150 per hour" or "3% of your monthly bill", or "" when there is no price."""
    if option.price is None:
        return ""
    if option.price.amount is None:
        return f"{option.price.percent:f}% of {option.price.of}"
    per = f" per {option.per}" if option.per else ""
    return f"{option.price.currency} {_plain(option.price.amount)}{per}"


def _plain(amount: Decimal) -> str:
    return f"{amount:,.2f}".removesuffix(".00").replace(",", " ") if amount % 1 else f"{int(amount)}"
