"""What the foot of each page says: who keeps it, when it was last changed, and whom to write to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..portal import Portal


def describe_feet(portal: Portal, changes: Mapping[str, datetime]) -> dict[str, Any]:
    """Return the owner, the address for a mail, what paper says of each channel with an address, and each page's date."""
    mail = next((channel.href for channel in portal.channels.channels if channel.email), None)
    contacts = [(each.label, each.printed) for each in portal.channels.channels if each.href]
    dates = {path: when.date() for path, when in changes.items() if path.endswith(".md")}
    return {"owner": portal.organisation.name, "mail": mail, "contacts": contacts, "dates": dates}
