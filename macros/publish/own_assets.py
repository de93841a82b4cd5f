"""Send our own scripts and style sheets: without what only their writers read, and never a new module with an old one.

Each import says the version of all scripts (`./clock.mjs?v=1a2b3c4d`). So neither a browser's cache nor a page that was
left open while the site changed puts modules of two versions together: a new module brings its own.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from .site import Site

PROJECT = Path(__file__).resolve().parents[2]
OURS = PROJECT / "docs" / "assets"
MINIFIERS = {".mjs": jsmin, ".js": jsmin, ".css": cssmin}
_IMPORT = re.compile(r'(?<=")(\.{1,2}/[\w./-]+\.m?js)(?=")')
# In a page: a module, and the search worker, which the theme's configuration names.
_SCRIPT = re.compile(r'((?:\bsrc=|"search": )"[^"?]*\bassets/[\w-]+\.m?js)(?=")')


def send_own_assets(site: Site) -> None:
    """Shorten each published file that is ours, byte for byte, and let imports and pages name the version of the scripts.

    A file of the theme, or that another site wrote under the same name, is left as it is.
    """
    ours = [path for path in sorted(OURS.rglob("*")) if path.suffix in MINIFIERS]
    texts = {site.folder / "assets" / path.relative_to(OURS): path.read_bytes() for path in ours}
    site.scripts_version = hashlib.sha256(b"\0".join(texts.values())).hexdigest()[:8]
    for path, text in texts.items():
        if path.is_file() and path.read_bytes() == text:
            path.write_text(prepare(text.decode(), path.suffix, site.scripts_version), encoding="utf-8")
    for page in site.pages:
        page.html = _name_version(page.html, site.scripts_version)
        page.foot = [_name_version(part, site.scripts_version) for part in page.foot]


def prepare(text: str, suffix: str, version: str) -> str:
    """Return a script or a style sheet that does the same in fewer bytes; `suffix` names which."""
    short = MINIFIERS[suffix](text)
    return short if suffix == ".css" else _IMPORT.sub(rf"\1?v={version}", short)


def _name_version(html: str, version: str) -> str:
    return _SCRIPT.sub(rf"\1?v={version}", html)
