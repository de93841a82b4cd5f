"""What each side owes the other, and how both behave."""

from typing import Any

from ..portal import Portal
from .arguments import get_by_id
from .coverage import schedule_words


def duties(portal: Portal, party: str) -> dict[str, Any]:
    """What one party owes: `duties("provider")` or `duties("customer")`."""
    owed_by = get_by_id(portal.expectations.parties, party)
    return {"party": owed_by, "duties": [duty for duty in portal.expectations.duties if duty.owed_by == party]}


def conduct(portal: Portal) -> dict[str, Any]:
    """How both sides behave."""
    return {"rules": portal.expectations.conduct}


def misreporting(portal: Portal) -> dict[str, Any]:
    """What may follow when problems are called critical again and again without being so."""
    rules = [
        {"entry": rule, "hours": schedule_words(portal, rule.schedule) if rule.schedule else None}
        for rule in portal.expectations.misreporting
    ]
    return {"rules": rules}


def complaint_principles(portal: Portal) -> dict[str, Any]:
    """How your own staff handle a customer who complains."""
    return {"file": portal.complaints}
