"""Puts the search into a built site: the split index, the worker, and its name on every page.

Works on any site built with the theme Material or its successor, whatever its pages and settings. The theme's bundle is left
as it is: each page names the worker in its `__config` block, and loads one stylesheet and one module more.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from macros.search.definition import Definition
from macros.search.documents import Page, nothing_known, read_listing, read_pages
from macros.search.postings import Indexer
from macros.search.shards import split_index

_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_OURS = ("search-worker.js", "search-box.mjs", "search-client.mjs", "search.css")


def publish_search(
    site_dir: Path,
    definition: Definition,
    assets: Path,
    draw_parts: Callable[[str], str],
    about: Callable[[str], Mapping[str, Any]] = nothing_known,
    extra: Mapping[str, Any] | None = None,
) -> list[Page]:
    """Indexes the pages of a built site and lets its search box use the index. Returns the pages.

    `assets` holds our scripts; `draw_parts(root)` the HTML that goes to
    the end of a page whose way to the site's root is `root`; `about(url)` tells a page's kind and symptoms; `extra` goes into the index's root.
    Raises `NoListing` when the theme listed no pages. A site that has our search already is left alone.
    """
    listing = read_listing(site_dir)
    if "index" in listing.get("config", {}):
        return []
    pages = read_pages(listing, about)
    name = _write_index(site_dir / "search", pages, definition, extra or {})
    _write_stub(site_dir / "search" / "search_index.json", listing.get("config", {}), name)
    _copy_scripts(assets, site_dir)
    ours_to_draw = "docs" in listing  # the successor's box draws from texts that it loads itself: it keeps its own worker
    for path in sorted(site_dir.rglob("*.html")):
        _add_to_page(path, draw_parts, ours_to_draw)
    return pages


def _write_index(folder: Path, pages: list[Page], definition: Definition, extra: Mapping[str, Any]) -> str:
    for stale in folder.glob("index-*"):
        shutil.rmtree(stale)
    return split_index(pages, Indexer(definition).index(pages), definition, extra).write(folder)


def _write_stub(path: Path, config: Mapping[str, Any], name: str) -> None:
    """The theme loads this on every page: its own settings, no texts, and the folder of our index."""
    stub = {"config": {**config, "index": name}, "docs": []}
    path.write_text(json.dumps(stub, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def _copy_scripts(assets: Path, site_dir: Path) -> None:
    target = site_dir / "assets"
    shutil.copytree(assets / "search", target / "search", dirs_exist_ok=True)
    for name in _OURS:
        if (assets / name).is_file():
            shutil.copyfile(assets / name, target / name)
    spec = importlib.util.find_spec("mkdocs")
    lunr = Path(spec.origin).parent / "contrib/search/templates/search/lunr.js" if spec and spec.origin else None
    if lunr and lunr.is_file():
        shutil.copyfile(lunr, site_dir / "search" / "lunr.js")


def _add_to_page(path: Path, draw_parts: Callable[[str], str], name_worker: bool) -> None:
    """Loads our script and style in a page and names our worker in its configuration; a page without one stays as it is."""
    text = path.read_text(encoding="utf-8")
    found = _CONFIG.search(text)
    config = json.loads(found[2]) if found else {}
    if not found or not config.get("search"):
        return
    base = re.match(r"(?:.*/)?(?=assets/)", config["search"])
    root = base[0] if base else ""
    if name_worker:
        config["search"] = f"{root}assets/search-worker.js"
    block = json.dumps(config).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
    text = text[: found.start(2)] + block + text[found.end(2) :]
    text = text.replace("</body>", f"{draw_parts(root)}</body>", 1)
    path.write_text(text, encoding="utf-8")
