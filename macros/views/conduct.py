"""What each side owes the other, and how both behave."""

from typing import Any

from ..portal import Portal
from .arguments import get_by_id
from .coverage import schedule_words


def duties(portal: Portal, party: str) -> dict[str, Any]:
    """What one party owes: `duties("provider")` or `duties("customer")`."""
    owed_by = get_by_id(portal.expectations.parties, party)
    return {"party": owed_by, "duties": [duty for duty in portal.expectations.duties if duty.owed_by == party]}


def principles(portal: Portal) -> dict[str, Any]:
    """What holds for every kind of problem: cost, hours, targets, the weight of a level."""
    return {"principles": portal.organisation.principles}


def qualifications(portal: Portal) -> dict[str, Any]:
    """The certificates that support staff hold."""
    return {"qualifications": portal.organisation.qualifications}


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


def audience(portal: Portal, audience: str) -> dict[str, Any]:
    """Whom a section speaks to, in one line: `audience("customer-first-line")`."""
    return {"audience": get_by_id(portal.organisation.audiences, audience)}


def related_pages(portal: Portal) -> dict[str, Any]:
    """The neighbouring pages, with what each is for."""
    channels = {entry.id: entry for entry in portal.channels.channels}
    return {"pages": [{"entry": each, "channel": channels.get(each.channel or "")} for each in portal.organisation.related_pages]}
