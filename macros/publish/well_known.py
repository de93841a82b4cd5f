"""Small files that a host, a search engine or a browser looks for at a known name."""

import json
from collections.abc import Iterator

from ..views.components import render
from .site import BuiltPage, Site

_ICON, _LARGE_ICON = "assets/favicon.svg", "assets/icon-512.png"


def write_well_known(site: Site) -> None:
    """Write `robots.txt`, `security.txt`, the web app manifest and the description of the search."""
    robots = ["User-agent: *", "Allow: /", *([f"Sitemap: {site.whole('sitemap.xml')}"] if site.url else [])]
    site.write("robots.txt", "\n".join(robots) + "\n")
    if not site.url:  # MkDocs writes one without a single address
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site.folder / name).unlink(missing_ok=True)
    if lines := list(_list_security_lines(site)):
        site.write(".well-known/security.txt", "\n".join(lines) + "\n")
    if site.hosting.app:
        site.write("app.webmanifest", json.dumps(_describe_app(site), ensure_ascii=False, indent=2) + "\n")
    if site.url and (page := site.page_of(site.facts.pages.search)):
        _write_search_description(site, page)


def _list_security_lines(site: Site) -> Iterator[str]:
    contact = site.hosting.security_contact
    if contact is None:
        return
    channel = next(channel for channel in site.facts.channels.channels if channel.id == contact.channel)
    if channel.href is None:
        return
    yield f"Contact: {channel.href}"
    yield f"Expires: {contact.review_by.isoformat()}T00:00:00Z"
    yield f"Preferred-Languages: {', '.join(contact.languages)}"
    if site.url:
        yield f"Canonical: {site.whole('.well-known/security.txt')}"
    if contact.policy:
        yield f"Policy: {contact.policy}"


def _describe_app(site: Site) -> dict[str, object]:
    app = site.hosting.app
    assert app is not None
    return {
        "name": site.name,
        "short_name": app.short_name,
        "description": site.description,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": app.theme_colour,
        "background_color": app.background_colour,
        "icons": [
            {"src": _ICON, "sizes": "any", "type": "image/svg+xml"},
            *([{"src": _LARGE_ICON, "sizes": "512x512", "type": "image/png"}] if (site.folder / _LARGE_ICON).is_file() else []),
        ],
    }


def _write_search_description(site: Site, page: BuiltPage) -> None:
    context = {
        "name": site.name[:16],
        "description": site.description[:1024],
        "template": f"{site.whole(page.address)}?q={{searchTerms}}",
        "icon": site.whole(_ICON),
    }
    site.write("opensearch.xml", render("opensearch.html", context, site.context_of(page)) + "\n")
