"""What machines are told about the pages (JSON-LD): who gives the support, where a page stands, which questions it answers."""

import re
from collections.abc import Mapping
from typing import Any

from ..facts.contact import Channel
from ..facts.hours import Schedule
from ..views.components import render
from .site import BuiltPage, Site

WEEKDAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}
_CONTEXT = {"@context": "https://schema.org"}
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SHORTEST_ANSWER = 20


def describe_pages(site: Site) -> None:
    """Add to each page what machines are told. Full addresses are needed, so a site without one says nothing."""
    if not site.url:
        return
    pages = {page.address.removesuffix("index.html"): page for page in site.written_pages()}
    for place, page in pages.items():
        found = [] if place else [_organisation(site)]
        found += filter(None, (_breadcrumbs(site, place, pages), _questions(page)))
        if found:
            page.head.append(
                render("structured-data.html", {"statements": [{**_CONTEXT, **each} for each in found]}, site.context_of(page))
            )


def _organisation(site: Site) -> dict[str, Any]:
    portal = site.facts
    schedules = {schedule.id: schedule for schedule in portal.schedules.schedules}
    points = [_contact_point(channel, schedules) for channel in portal.channels.channels if channel.number or channel.email]
    return {"@type": "Organization", "name": portal.organisation.name, "url": portal.organisation.website.url, "contactPoint": points}


def _contact_point(channel: Channel, schedules: dict[str, Schedule]) -> dict[str, Any]:
    point: dict[str, Any] = {"@type": "ContactPoint", "contactType": "technical support", "name": channel.label}
    if channel.email:
        point["email"] = channel.email
    if channel.number:
        point["telephone"] = channel.number.replace(" ", "")
    if channel.schedule:
        point["hoursAvailable"] = _hours(schedules[channel.schedule])
    return point


def _hours(schedule: Schedule) -> list[dict[str, Any]]:
    """Opening hours. A time that is the same all over the world says so; others are local, as the data means them."""
    zone = "Z" if schedule.zone in ("Etc/UTC", "UTC") else ""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [WEEKDAYS[day] for day in window.days],
            "opens": f"{window.opens}:00{zone}",
            "closes": f"23:59:59{zone}" if window.closes == "24:00" else f"{window.closes}:00{zone}",
        }
        for window in schedule.windows
    ]


def _breadcrumbs(site: Site, place: str, pages: Mapping[str, BuiltPage]) -> dict[str, Any] | None:
    """The pages above this one that are there, home first."""
    parts = place.removesuffix(".html").removesuffix("/").split("/")
    above = [f"{'/'.join(parts[:count])}/" if count else "" for count in range(len(parts))]
    way = [pages[each] for each in above if each in pages and each != place]
    if not way:
        return None
    items = [
        {"@type": "ListItem", "position": number, "name": each.title, "item": site.whole(each.address)}
        for number, each in enumerate((*way, pages[place]), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _questions(page: BuiltPage) -> dict[str, Any] | None:
    """A page is a list of questions with answers when every section asks one and answers it in words."""
    pairs = [(question.strip(), _first_answer(body)) for question, body in _SECTION.findall(page.markdown)]
    if len(pairs) < 2 or not all(question.endswith("?") and len(answer) >= _SHORTEST_ANSWER for question, answer in pairs):
        return None
    asked = [
        {"@type": "Question", "name": _plain(question), "acceptedAnswer": {"@type": "Answer", "text": answer}} for question, answer in pairs
    ]
    return {"@type": "FAQPage", "mainEntity": asked}


def _first_answer(body: str) -> str:
    """The first paragraph of a section, without Markdown's marks; "" when it begins with something else."""
    first = body.strip().split("\n\n", 1)[0]
    if re.match(r"[#>|`\-*\d]", first):
        return ""
    return _plain(first)


def _plain(words: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("**", "").replace("`", "").replace("\\", "").replace("\n", " ")
