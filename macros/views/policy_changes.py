"""What changed in the policy, and when."""

from __future__ import annotations

from typing import Any

from ..portal import Portal

FEED = "changes.atom"
"""Where the feed of the changes is, below the site's root."""


def policy_changes(portal: Portal) -> dict[str, Any]:
    """What each release changed, the newest first: the severity rules, and what that means for readers; and the feed of it."""
    return {"changes": list_changes(portal), "feed": FEED}


def list_changes(portal: Portal) -> list[dict[str, Any]]:
    """Return each day on which something changed, the newest first: versions of the severity rules, and a release of changes.yml.

    Links that carry a version of the rules below `news_to` were made before it.
    """
    versions = portal.severity.changes if portal.severity else ()
    releases = {release.day: release for release in portal.changes.releases}
    changes = []
    for day in sorted({*releases, *(each.since for each in versions)}, reverse=True):
        begun, release = [each for each in versions if each.since == day], releases.get(day)
        texts = [each.text for each in (*begun, release) if each and each.text]
        changes.append(
            {
                "day": day,
                "anchor": f"changes-{day}",
                "versions": begun,
                "release": release,
                "texts": texts or list(release.effects if release else ()),
                "news_to": begun[-1].version if begun else 1 + sum(each.since < day for each in versions),
            }
        )
    return changes
