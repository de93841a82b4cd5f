"""What each page says in its head besides the theme's, and the component that looks after the whole site.

No `rel=alternate` leads to a page's Markdown: the theme takes each such link for a translation and asks for its sitemap.
"""

from ..views.components import render
from ..views.policy import FEED
from .content_policy import write_policy
from .site import BuiltPage, Site

# Drawn by whoever owns the portal; each is left out where there is none.
_TOUCH_ICON = "assets/apple-touch-icon.png"
_CARD = "assets/card.png"


def add_heads(site: Site) -> None:
    """Add the policy to the head of every page, before all else, and what a browser and a phone look for."""
    shared = {
        "policy": write_policy(site.directives),
        "referrer": site.hosting.headers.referrer_policy,
        "version": site.scripts_version,
        "app": None if site.preview else site.hosting.app,
        "searchable": bool(site.url) and not site.preview and site.page_of(site.facts.pages.search) is not None,
        "name": site.name,
        "touch_icon": _TOUCH_ICON if (site.folder / _TOUCH_ICON).is_file() else "",
    }
    card = site.whole(_CARD) if (site.folder / _CARD).is_file() else ""
    offline = site.hosting.offline_pages
    for page in site.pages:
        context = site.context_of(page)
        feed = FEED if page.language == site.language else f"{page.language}/{FEED}"
        own = {"feed": feed if (site.folder / feed).is_file() else "", "social": _describe(site, page, card)}
        page.head.insert(0, render("page-head.html", {**shared, **own}, context))
        if offline and offline.enabled and not site.preview and 'type="module"' in page.html:
            page.foot.append(render("offline-pages.html", {}, context))


def _describe(site: Site, page: BuiltPage, card: str) -> dict[str, str] | None:
    """Return what other sites and messengers show for a link to the page. They need full addresses."""
    if not site.url or not page.source:
        return None
    return {"title": page.title or site.name, "description": page.description, "url": site.whole(page.address), "image": card}
