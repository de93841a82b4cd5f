"""Tell the browser early which modules a page's components will ask for, so that it fetches them side by side.

Without this each module is found only when the one that imports it has come: three journeys on a slow line instead of one.
They are fetched with low priority: the style sheets, for which the first paint waits, share the line with them.
"""

from __future__ import annotations

import re

from macros.publish.modules import list_imports
from macros.publish.site import Site

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_COMPONENT = re.compile(r"<([a-z]+(?:-[a-z]+)+)[\s>]")


def list_preloads(site: Site, html: str) -> list[str]:
    """Return the modules, by their path below the site's root, that the components in a page's text need; in a fixed order."""
    article = _ARTICLE.search(html)
    needed: set[str] = set()
    waiting = [f"assets/{name}.mjs" for name in set(_COMPONENT.findall(article[0]))] if article else []
    while waiting:
        name = waiting.pop()
        path = site.folder / name
        if name not in needed and path.is_file():
            needed.add(name)
            waiting += list_imports(path.read_bytes(), name)
    return sorted(needed)
