"""What each page says in its head besides the theme's: the policy, the version, what machines are told.

No `rel=alternate` leads to a page's Markdown: the theme takes each such link for a translation and asks for its sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from ..views.components import Place, render
from .content_policy import write_policy
from .page_text import PageText
from .preloads import list_preloads, list_scripts
from .site import Site
from .structured_data import describe_page
from .theme_markup import gather_styles, mend_markup

SLACK = timedelta(hours=1)  # a clock may be a little slow, and the one of who builds a little fast
# The policy must stand before the first script.
_CHARSET = re.compile(r"<meta charset=[^>]+>", re.IGNORECASE)


def complete_pages(site: Site, directives: Mapping[str, str], version: str, texts: list[PageText]) -> None:
    """Write the head's part into every page, and what looks after the whole site at its end."""
    by_path = {text.path: text for text in texts}
    by_address = {text.address: text for text in texts}
    for path in site.html_files():
        text = by_path.get(path)
        about = describe_page(site, text, by_address) if text else []
        _complete(site, path, write_policy(dict(directives)), version, about)


def _complete(site: Site, path: Path, policy: str, version: str, about: list[dict[str, Any]]) -> None:
    styles, html = gather_styles(mend_markup(path.read_text(encoding="utf-8")))
    found = _CHARSET.search(html)
    if not found:
        return
    place = site.place_of(path)
    context = {
        "policy": policy,
        "referrer": site.hosting.headers.referrer_policy,
        "version": version,
        "app": site.hosting.app,
        "searchable": bool(site.url) and (site.docs_dir / "search.md").is_file(),
        "name": site.name,
        "about": about,
    }
    loaded = (
        {"scripts": list_scripts(html), "modules": list_preloads(site, html)} if 'type="module"' in html else {"scripts": (), "modules": ()}
    )
    head = "\n".join((styles + str(render("preloads.html", loaded, place)), str(render("page-head.html", context, place)), ""))
    html = html[: found.end()] + "\n" + head + html[found.end() :]
    parts = list(_say_wrong_clock(site, place)) if "<article" in html else []
    if 'type="module"' in html:
        parts += _list_watchers(site, place)
    if parts:
        html = html.replace("</body>", "".join(f"{part}\n" for part in parts if part) + "</body>", 1)
    path.write_text(html, encoding="utf-8")


def _say_wrong_clock(site: Site, place: Place) -> Iterator[str]:
    """What is said when the reader's clock and the day of the sources do not fit together, once that day is known."""
    words = site.hosting.wrong_clock
    if words and site.built:
        believed = {"believed_from": site.moment - SLACK, "believed_until": site.moment + timedelta(days=words.believed_days)}
        days = {name: f"{moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in believed.items()}
        yield render("wrong-clock.html", {"words": words, "made": f"{site.moment:%Y-%m-%d}", **days}, place)


def _list_watchers(site: Site, place: Place) -> Iterator[str]:
    """Components that every page has, because they look after the site as a whole."""
    if site.hosting.new_version:
        yield render("new-version.html", {"words": site.hosting.new_version}, place)
    if site.hosting.kept_pages and site.hosting.kept_pages.enabled:
        yield render("kept-pages.html", {}, place)
