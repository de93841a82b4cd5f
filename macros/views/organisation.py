"""Who gives the support, to whom and on what principles, how both sides behave, what is still open, and what the foot of each page says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..portal import Portal
from .arguments import choose, get_by_id
from .paid_options import paid_summary


def organisation(portal: Portal, part: str = "name") -> dict[str, Any]:
    """The organisation's name, product, or what it does: `organisation("product")`."""
    return {"text": getattr(portal.organisation, choose(("name", "product", "what_it_does", "customer"), part))}


def other_site(portal: Portal, site: str, text: str = "") -> dict[str, Any]:
    """A link to a web site beside this portal: `other_site("product-documentation")`; `text` replaces its words."""
    entry = get_by_id(portal.organisation.other_sites, site)
    return {"site": entry, "text": text or entry.label}


def open_questions(portal: Portal) -> dict[str, Any]:
    """Every contradiction and gap, with its readings and the one that is used."""
    return {"entries": portal.open_questions.entries}


def describe_feet(portal: Portal, changes: Mapping[str, datetime]) -> dict[str, Any]:
    """Return the owner, its sites, the address for a mail, what paper says of each channel with an address, and each page's date."""
    mail = next((channel.href for channel in portal.channels.channels if channel.email), None)
    contacts = [(each.label, each.printed) for each in portal.channels.channels if each.href]
    dates = {path: when.date() for path, when in changes.items() if path.endswith(".md")}
    organisation = portal.organisation
    website = organisation.website.url
    sites = [site for site in organisation.other_sites if site.url != website]
    return {"owner": organisation.name, "website": website, "sites": sites, "mail": mail, "contacts": contacts, "dates": dates}


def principles(portal: Portal, option: str = "") -> dict[str, Any]:
    """What holds for every kind of problem: cost, hours, targets, the weight of a level; and a paid option, if one is named, with its price."""
    return {"principles": portal.organisation.principles, **(paid_summary(portal, option) if option else {"option": None})}


def qualifications(portal: Portal) -> dict[str, Any]:
    """The certificates that support staff hold."""
    return {"qualifications": portal.organisation.qualifications}


def audience(portal: Portal, audience: str) -> dict[str, Any]:
    """Whom a section speaks to, in one line: `audience("customer-first-line")`."""
    return {"audience": get_by_id(portal.organisation.audiences, audience)}


def related_pages(portal: Portal) -> dict[str, Any]:
    """The neighbouring pages, with what each is for."""
    channels = {entry.id: entry for entry in portal.channels.channels}
    return {"pages": [{"entry": each, "channel": channels.get(each.channel or "")} for each in portal.organisation.related_pages]}


def duties(portal: Portal, party: str) -> dict[str, Any]:
    """What one party owes: `duties("provider")` or `duties("customer")`."""
    owed_by = get_by_id(portal.expectations.parties, party)
    return {"party": owed_by, "duties": [duty for duty in portal.expectations.duties if duty.owed_by == party]}


def conduct(portal: Portal) -> dict[str, Any]:
    """How both sides behave."""
    return {"rules": portal.expectations.conduct}


def misreporting(portal: Portal) -> dict[str, Any]:
    """What may follow when problems are called critical again and again without being so."""
    return {"rules": portal.expectations.misreporting}


def complaint_principles(portal: Portal) -> dict[str, Any]:
    """How your own staff handle a customer who complains."""
    return {"file": portal.complaints}
