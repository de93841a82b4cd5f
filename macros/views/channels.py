"""How to reach support: every channel, one inside a sentence, and which to try first."""

import itertools
from typing import Any

from ..portal import Portal
from .arguments import get_by_id
from .coverage import schedule_words
from .severity import levels_by_id


def channel_list(portal: Portal) -> dict[str, Any]:
    """Every channel: address, hours, what it is good for, what it is not for. Neighbours that differ only by their address share a row."""
    channels = [_described(portal, channel) for channel in portal.channels.channels]
    return {
        "rows": [list(alike) for _, alike in itertools.groupby(channels, key=_said_of)],
        "mail": next((each for each in portal.channels.channels if each.email), None),
    }


def channel(portal: Portal, channel: str, text: str = "") -> dict[str, Any]:
    """One channel inside a sentence, as a link where it has an address; `text` replaces the words of the link."""
    entry = get_by_id(portal.channels.channels, channel)
    return {"channel": entry, "text": text or entry.address or entry.label}


def channel_hours(portal: Portal, channel: str) -> dict[str, Any]:
    """One channel in a sentence, with its address and hours: `channel_hours("phone")`."""
    return {"channel": _described(portal, get_by_id(portal.channels.channels, channel))}


def channel_order(portal: Portal, situation: str = "") -> dict[str, Any]:
    """Which channel to try first: for one situation by its id, or for all."""
    orders = (get_by_id(portal.channels.orders, situation),) if situation else portal.channels.orders
    by_id = {entry.id: _described(portal, entry) for entry in portal.channels.channels}
    rows = [
        {
            "entry": order,
            "channels": [by_id[each] for each in order.channels],
            "avoid": [by_id[each] for each in order.avoid],
        }
        for order in orders
    ]
    return {"rows": rows, "single": bool(situation)}


def _said_of(channel: dict[str, Any]) -> tuple[Any, ...]:
    entry = channel["entry"]
    return entry.kind, entry.schedule, entry.hours_note, entry.always_open_to, entry.good_for, entry.not_for, entry.advice


def _described(portal: Portal, entry: Any) -> dict[str, Any]:
    levels = levels_by_id(portal)
    return {
        "entry": entry,
        "hours": schedule_words(portal, entry.schedule) if entry.schedule else None,
        "stated": bool(entry.schedule or entry.hours_note or entry.always_open_to),
        "always_open_to": [levels[level] for level in entry.always_open_to],
    }
