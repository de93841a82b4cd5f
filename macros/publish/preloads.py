"""Tell the browser early which scripts a page will ask for, so that it fetches them side by side, after the styles.

Without this each module is found only when the one that imports it has come: three journeys on a slow line instead of one.
They are fetched with low priority: the style sheets, for which the first paint waits, share the line with them.
And a browser looks ahead for a page's own scripts only as far as the policy, so they too are named before it.
"""

from __future__ import annotations

import re

from .modules import list_imports
from .site import Site

_SCRIPT = re.compile(r'<script\b(?=[^>]*\ssrc="([^"]+)")[^>]*>')
_UP = re.compile(r"^(?:\.{1,2}/)+")
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_COMPONENT = re.compile(r"<([a-z]+(?:-[a-z]+)+)[\s>]")


def list_preloads(site: Site, html: str) -> list[str]:
    """Return the modules, by their path below the site's root, that a page and the components in its text need; in a fixed order."""
    article = _ARTICLE.search(html)
    needed: set[str] = set()
    waiting = [f"assets/{name}.mjs" for name in set(_COMPONENT.findall(article[0]))] if article else []
    waiting += [_UP.sub("", found[1]).removeprefix(site.base_path) for found in _SCRIPT.finditer(html) if _is_module(found[0])]
    while waiting:
        name = waiting.pop()
        path = site.folder / name
        if name not in needed and path.is_file():
            needed.add(name)
            waiting += list_imports(path.read_bytes(), name)
    return sorted(needed)


def list_scripts(html: str) -> list[str]:
    """Return the addresses of the scripts that the page itself names and that are no modules, in their order."""
    return [found[1] for found in _SCRIPT.finditer(html) if not _is_module(found[0])]


def _is_module(tag: str) -> bool:
    return 'type="module"' in tag
