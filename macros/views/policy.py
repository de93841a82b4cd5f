"""The policy itself: where programs find it, how old its facts are, and what changed in it when."""

from datetime import date
from pathlib import PurePosixPath
from typing import Any

from ..portal import Portal
from .arguments import choose

FEED = "changes.atom"
"""Where the feed of the changes is, below the site's root."""


def policy_data(portal: Portal) -> dict[str, Any]:
    """The files in which programs read the policy, and what they can rely on."""
    return {"severity": portal.severity, "open": any(not entry.confirmed for entry in portal.open_questions.entries)}


def last_review(portal: Portal) -> dict[str, Any]:
    """When the facts that age were last confirmed, how many are not, and when the next review is due."""
    facts = portal.ageing_facts
    confirmed = [fact.confirmed for fact in facts if fact.confirmed]
    return {
        "total": len(facts),
        "unconfirmed": len(facts) - len(confirmed),
        "last": max(confirmed, default=None),
        "version": portal.severity.version if portal.severity else None,
        "next": min((fact.review_by for fact in facts), default=None),
    }


def policy_changes(portal: Portal, day: str | None = None) -> dict[str, Any]:
    """What each release changed, the newest first: the severity rules, and what that means for readers; and the feed of it.

    With a day, like `2027-02-01`: what changed on that day, for a page of its own.
    """
    changes = list_changes(portal)
    if day is not None:
        chosen = choose([str(each["day"]) for each in changes], day)
        changes = [each for each in changes if str(each["day"]) == chosen]
    return {"changes": changes, "day": day, "feed": FEED}


def page_of_day(portal: Portal, day: date) -> str | None:
    """Return where the page of the changes of one day belongs, by its path below docs; None in a portal that has no page of its changes."""
    page = portal.pages.changes
    return str(PurePosixPath(page).parent / "changes" / f"{day}.md") if page else None


def list_changes(portal: Portal) -> list[dict[str, Any]]:
    """Return each day on which something changed, the newest first: versions of the severity rules, and a release of changes.yml.

    Links that carry a version of the rules below `news_to` were made before it.
    """
    versions = portal.severity.changes if portal.severity else ()
    releases = {release.day: release for release in portal.changes.releases}
    changes = []
    for day in sorted({*releases, *(each.since for each in versions)}, reverse=True):
        begun, release = [each for each in versions if each.since == day], releases.get(day)
        told = [*(each.text for each in begun), *([release.title or release.text] if release else [])]
        changes.append(
            {
                "day": day,
                "anchor": f"changes-{day}",
                "page": page_of_day(portal, day),
                "versions": begun,
                "release": release,
                "texts": [text for text in told if text] or list(release.effects if release else ()),
                "news_to": begun[-1].version if begun else 1 + sum(each.since < day for each in versions),
            }
        )
    return changes
