"""`changes.atom`: what changed in the policy, from the list in the facts, so that a checkout without its history builds the same."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..views.components import render
from ..views.policy import FEED, list_changes
from .site import Site


def write_changes_feed(site: Site) -> None:
    """Write the feed; none where nothing has changed. Its ids stay the same when the site moves."""
    changes = list_changes(site.facts)
    if not changes:
        return
    website, path = site.facts.organisation.website.url, site.root.own_folder + FEED

    def identify(name: str) -> str:
        return uuid5(NAMESPACE_URL, f"{website}#{site.root.own_folder}{name}").urn

    context = {
        "name": site.facts.organisation.name,
        "id": identify("changes"),
        "address": site.whole(path),
        "page": _page_of_changes(site),
        "entries": [
            {
                **each,
                "id": identify(f"rules-{each['versions'][-1].version}" if each["versions"] else each["anchor"]),
                "at": f"{each['day']}T00:00:00Z",
                "link": link_of(site, each),
            }
            for each in changes
        ],
    }
    site.write(path, render("changes-feed.html", context, site.root) + "\n")


def link_of(site: Site, change: dict[str, Any]) -> str:
    """Return the address of a change's own page, or of its place in the list of all."""
    own = site.page_of(change["page"])
    return site.whole(own.address) if own else f"{_page_of_changes(site)}#{change['anchor']}"


def _page_of_changes(site: Site) -> str:
    page = site.page_of(site.facts.pages.changes)
    return site.whole(page.address if page else "")
