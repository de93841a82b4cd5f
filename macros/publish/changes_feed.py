"""`changes.atom`: what changed in the policy, from the list in the facts, so that a checkout without its history builds the same."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from ..views.components import PageContext, render
from ..views.policy_changes import FEED, list_changes
from .site import Site


def write_changes_feed(site: Site) -> None:
    """Write the feed; none where nothing has changed. Its ids stay the same when the site moves."""
    changes = list_changes(site.facts)
    if not changes:
        return
    website = site.facts.organisation.website.url

    def identify(name: str) -> str:
        return uuid5(NAMESPACE_URL, f"{website}#{name}").urn

    page = site.page_of(site.facts.pages.changes)
    address = site.whole(page.address if page else "")
    context = {
        "name": site.facts.organisation.name,
        "id": identify("changes"),
        "address": site.whole(FEED),
        "page": address,
        "entries": [
            {
                **each,
                "id": identify(f"rules-{each['versions'][-1].version}" if each["versions"] else each["anchor"]),
                "at": f"{each['day']}T00:00:00Z",
                "link": site.whole(own.address) if (own := site.page_of(each["page"])) else f"{address}#{each['anchor']}",
            }
            for each in changes
        ],
    }
    site.write(FEED, render("changes-feed.html", context, PageContext(site.docs_dir, language=site.language)) + "\n")
