"""`changes.atom`: what changed in the policy, from the list in the facts, so that a checkout without its history builds the same."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from ..views.components import PageContext, render
from ..views.policy_changes import FEED
from .site import Site


def write_changes_feed(site: Site) -> None:
    """Write the feed; none for a portal without rules. Its ids stay the same when the site moves."""
    if not site.facts.severity:
        return
    website = site.facts.organisation.website.url

    def identify(name: str) -> str:
        return uuid5(NAMESPACE_URL, f"{website}#{name}").urn

    page = site.page_of(site.facts.pages.policy_data) or site.page_of(site.facts.pages.severity_levels)
    context = {
        "name": site.facts.organisation.name,
        "id": identify("changes"),
        "address": site.whole(FEED),
        "page": site.whole(page.address if page else ""),
        "entries": [
            {"change": change, "id": identify(f"rules-{change.version}"), "at": f"{change.since}T00:00:00Z"}
            for change in site.facts.severity.changes[::-1]
        ],
    }
    site.write(FEED, render("changes-feed.html", context, PageContext(site.docs_dir, language=site.language)) + "\n")
