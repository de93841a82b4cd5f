"""The content security policy: what the pages' own inline scripts are, and the only host they may ask."""

import base64
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..facts.site import ExternalHost
from ..facts.status import Status
from .site import BuiltPage, Site

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(r"""(?<![\w-])type\s*=\s*["']?(?:module|text/javascript|application/javascript)\b""", re.IGNORECASE)
_ROOT = re.compile(r'new URL\("[^"]*",location\)')
_LOADS = re.compile(
    r"""<(?:(?P<tag>script|img|iframe|video|audio|source)\b[^>]*?\ssrc|(?P<style>link)\b[^>]*?rel=["']?stylesheet["']?[^>]*?\shref)"""
    r"""=["']?(?P<origin>https?://[^/"'\s>]+)""",
    re.IGNORECASE,
)
_LOADED_BY = {
    "script": "script-src",
    "img": "img-src",
    "iframe": "frame-src",
    "video": "media-src",
    "audio": "media-src",
    "source": "media-src",
}
# The theme's own script loads it from there when a page has a diagram.
_MERMAID = re.compile(r"""class=["']?mermaid\b""")

log = logging.getLogger("mkdocs.plugins.portal")


def list_inline_scripts(html: str) -> list[str]:
    """The text of each inline script of a page that a browser runs; data blocks are not run."""
    return [text for attributes, text in _SCRIPT.findall(html) if _is_run(attributes) and not re.search(r"(?<![\w-])src\s*=", attributes)]


def _is_run(attributes: str) -> bool:
    return not re.search(r"(?<![\w-])type\s*=", attributes) or bool(_RUNS.search(attributes))


def hash_script(text: str) -> str:
    """The source expression that allows exactly this script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def compute_policy(site: Site) -> None:
    """Set the policy of the site and log what it blocks. All pages share one, because the theme swaps pages without a reload.

    Only scripts that the theme puts on a page without content are allowed, whatever a page brings.
    """
    themes = {_anywhere(script) for page in site.pages if not page.source for script in list_inline_scripts(page.html)}
    found = {script: page for page in site.pages for script in list_inline_scripts(page.html)}
    allowed = sorted(hash_script(script) for script in found if _anywhere(script) in themes)
    site.directives = list_directives(allowed, site.portal.status if site.portal else None, site.hosting.external_hosts)
    blocked = [(page, f"the inline script '{script.strip()[:40]}'") for script, page in found.items() if _anywhere(script) not in themes]
    for page, what in (*blocked, *_list_blocked(site)):
        log.warning("The content policy blocks %s on %s: allow it under external_hosts in hosting.yml, or take it out.", what, page.address)


def _anywhere(script: str) -> str:
    """Return a script of the theme without the relative address of the site's root, which differs by page."""
    return _ROOT.sub("new URL(location)", script)


def _list_blocked(site: Site) -> Iterator[tuple[BuiltPage, str]]:
    """Yield the first page that loads each thing of another site that the policy does not allow."""
    seen: set[str] = set()
    for page in site.pages:
        loaded = [
            (_LOADED_BY[match["tag"].lower()] if match["tag"] else "style-src", match["origin"]) for match in _LOADS.finditer(page.html)
        ]
        if _MERMAID.search(page.html):
            loaded.append(("script-src", "https://unpkg.com"))
        for directive, origin in loaded:
            if origin not in site.directives[directive].split() and not site.url.startswith(f"{origin}/") and origin not in seen:
                seen.add(origin)
                yield page, f"what {origin} sends ({directive})"


def list_directives(script_hashes: Iterable[str], status: Status | None, hosts: Iterable[ExternalHost] = ()) -> dict[str, str]:
    """The directives that hold in a header and in a page. `connect-src` names the status host only when browsers ask it."""
    listed = list(hosts)

    def origins(what: str) -> tuple[str, ...]:
        return tuple(host.origin for host in listed if what in host.loads)

    return {
        # Firefox fetches the page after this one ahead of time, and no directive but this covers it.
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *script_hashes, *origins("scripts"))),
        "style-src": " ".join(("'self'", *origins("styles"))),
        "img-src": " ".join(("'self'", "data:", *origins("images"))),  # the theme's icons are masks made of data addresses
        "font-src": " ".join(("'self'", *origins("fonts"))),
        "connect-src": " ".join(("'self'", *_status_origin(status), *origins("requests"))),
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": " ".join(origins("frames")) or "'none'",
        "media-src": " ".join(origins("media")) or "'none'",
        "object-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }


def _status_origin(status: Status | None) -> tuple[str, ...]:
    if status is None or status.reach.transport not in ("auto", "browser"):
        return ()
    parts = urlsplit(status.reach.endpoint or status.page)
    return (f"{parts.scheme}://{parts.netloc}",)


def write_policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
