"""`changes.atom`: what changed in the policy, from the list in the facts, so that a checkout without its history builds the same."""

from __future__ import annotations

from ..views.components import PageContext, render
from ..views.policy_changes import FEED
from .site import Site


def write_changes_feed(site: Site) -> None:
    """Write the feed. Its ids are full addresses, so a site without one has none, like a portal without rules."""
    if not (site.url and site.facts.severity):
        return
    page = site.page_of(site.facts.pages.policy_data) or site.page_of(site.facts.pages.severity_levels)
    address = site.whole(FEED)
    context = {
        "name": site.facts.organisation.name,
        "address": address,
        "page": site.whole(page.address if page else ""),
        "entries": [
            {"change": change, "id": f"{address}#rules-{change.version}", "at": f"{change.since}T00:00:00Z"}
            for change in site.facts.severity.changes[::-1]
        ],
    }
    site.write(FEED, render("changes-feed.html", context, PageContext(site.docs_dir, language=site.language)) + "\n")
