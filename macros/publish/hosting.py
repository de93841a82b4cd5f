"""The last step of a build, the same for both engines: everything a host, a browser or a machine needs beside the pages."""

from __future__ import annotations

from .content_policy import hash_scripts, list_directives
from .headers import list_headers, write_headers
from .integrity import compress, name_version, write_hashes, write_version
from .kept_pages import publish_worker
from .page_head import complete_pages
from .page_text import read_texts, write_texts
from .redirects import add_redirects, move_anchors
from .site import Site
from .site_files import write_site_files
from .theme_styles import shorten_theme_styles


def publish_hosting(site: Site, as_written: bool = False) -> str:
    """Complete a built site and return the name of its version. Same site and facts, same bytes.

    `as_written` leaves the theme's style sheets whole, for a preview. Raises `ProblemsFound` when a redirect leads to an anchor that is on no page.
    """
    move_anchors(site)
    texts = read_texts(site)
    write_texts(site, texts)
    write_site_files(site)
    leads = add_redirects(site)
    directives = list_directives(hash_scripts(site.html_files()), site.portal.status)
    write_headers(site, list_headers(site, directives), leads)
    version = name_version(site.folder)
    complete_pages(site, directives, version, texts)
    if not as_written:
        shorten_theme_styles(site)
    write_version(site, version)
    publish_worker(site, version)
    compress(site.folder)
    write_hashes(site.folder)
    return version
