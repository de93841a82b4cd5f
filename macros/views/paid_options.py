"""What is not free, and one price inside a sentence."""

from typing import Any

from ..portal import Portal
from .arguments import ArgumentRefused, get_by_id
from .coverage import schedule_words
from .severity import levels_by_id


def paid_options(portal: Portal) -> dict[str, Any]:
    """Every paid option: what you get, its price, who may have it, and what the policy leaves open."""
    return {
        "rows": [_described(portal, option) for option in portal.paid_options.options],
        "intro": portal.paid_options.intro,
        "mail": next((each for each in portal.channels.channels if each.email), None),
    }


def paid_summary(portal: Portal, option: str) -> dict[str, Any]:
    """One paid option in a paragraph, with price, minimum, levels, hours and condition: `paid_summary("paid-escalation")`."""
    return _described(portal, get_by_id(portal.paid_options.options, option))


def price(portal: Portal, option: str) -> dict[str, Any]:
    """One price inside a sentence: `price("paid-escalation")`."""
    entry = get_by_id(portal.paid_options.options, option)
    if entry.price is None:
        priced = [each.id for each in portal.paid_options.options if each.price]
        raise ArgumentRefused(f"'{option}', which has no price", "an option with a price: " + ", ".join(priced))
    return {"option": entry}


def _described(portal: Portal, option: Any) -> dict[str, Any]:
    levels = levels_by_id(portal)
    return {
        "option": option,
        "contact": next((channel for channel in portal.channels.channels if channel.id == option.channel), None),
        "levels": [levels[level] for level in option.levels],
        "outside": schedule_words(portal, option.outside_schedule) if option.outside_schedule else None,
    }
