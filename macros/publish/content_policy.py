"""The content security policy: what the pages' own inline scripts are, and the only host they may ask."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from ..facts.status import Status
from .site import Site

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(r"""\btype\s*=\s*["']?(?:module|text/javascript|application/javascript)\b""", re.IGNORECASE)


def list_inline_scripts(html: str) -> list[str]:
    """The text of each inline script of a page that a browser runs; data blocks are not run."""
    return [text for attributes, text in _SCRIPT.findall(html) if _is_run(attributes) and not re.search(r"\bsrc\s*=", attributes)]


def _is_run(attributes: str) -> bool:
    return not re.search(r"\btype\s*=", attributes) or bool(_RUNS.search(attributes))


def hash_script(text: str) -> str:
    """The source expression that allows exactly this script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def compute_policy(site: Site) -> None:
    """Set the policy of the site. All pages share one, because the theme swaps pages without a reload."""
    scripts = {script for page in site.pages for script in list_inline_scripts(page.html)}
    site.directives = list_directives(sorted(map(hash_script, scripts)), site.facts.status)


def list_directives(script_hashes: Iterable[str], status: Status | None) -> dict[str, str]:
    """The directives that hold in a header and in a page. `connect-src` names the status host only when browsers ask it."""
    return {
        # Firefox fetches the page after this one ahead of time, and no directive but this covers it.
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *script_hashes)),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's icons are masks made of data addresses
        "font-src": "'self'",
        "connect-src": " ".join(("'self'", *_status_origin(status))),
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": "'none'",
        "media-src": "'none'",
        "object-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }


def _status_origin(status: Status | None) -> tuple[str, ...]:
    if status is None or status.reach.transport != "browser" or status.reach.endpoint is None:
        return ()
    parts = urlsplit(status.reach.endpoint)
    return (f"{parts.scheme}://{parts.netloc}",)


def write_policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
