"""Puts the search into a built site: the split index, the worker, and its name on every page.

Works on any site built with the theme Material or its successor, whatever its pages and settings. The theme's bundle is left
as it is: each page names the worker in its `__config` block, and loads one stylesheet and one module more.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from ..search.definition import Definition
from ..search.documents import Page, nothing_known, read_listing, read_pages
from ..search.postings import Indexer
from ..search.shards import split_index

_CONFIG_BEGINS = b'<script id="__config" type="application/json">'
_RESULTS = b"<search-page"
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
    with _without_collection():
        pages = read_pages(listing, about)
        name = _write_index(site_dir / "search", pages, definition, extra or {})
    _write_stub(site_dir / "search" / "search_index.json", listing.get("config", {}), name)
    _copy_scripts(assets, site_dir)
    ours_to_draw = "docs" in listing  # the successor's box draws from texts that it loads itself: it keeps its own worker
    make_pieces = cache(lambda block: _make_pieces(block, draw_parts, ours_to_draw))  # all pages of one depth have the same
    for path in sorted(site_dir.rglob("*.html")):
        _add_to_page(path, make_pieces, name)
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


def _add_to_page(path: Path, make_pieces: Callable[[bytes], tuple[bytes, bytes] | None], name: str) -> None:
    """Loads our script and style in a page and names our worker in its configuration; a page without one stays as it is.

    The results page names the index too, so that it need not be asked for.
    """
    page = path.read_bytes()
    start = page.find(_CONFIG_BEGINS) + len(_CONFIG_BEGINS)
    end = page.find(b"</script>", start)
    pieces = make_pieces(page[start:end]) if start >= len(_CONFIG_BEGINS) else None
    if pieces is None:
        return
    config, parts = pieces
    body = page.find(b"</body>", end)
    before = page[:start].replace(_RESULTS, _RESULTS + f' data-index="{name}"'.encode())
    path.write_bytes(b"".join((before, config, page[end:body], parts, page[body:])) if body >= 0 else before + config + page[end:])


def _make_pieces(block: bytes, draw_parts: Callable[[str], str], name_worker: bool) -> tuple[bytes, bytes] | None:
    """A page's configuration with our worker, and what goes to the end of the page; None when the page has no search."""
    config = json.loads(block)
    if not config.get("search"):
        return None
    base = re.match(r"(?:.*/)?(?=assets/)", config["search"])
    root = base[0] if base else ""
    if name_worker:
        config["search"] = f"{root}assets/search-worker.js"
    named = json.dumps(config).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
    return named.encode(), draw_parts(root).encode()


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keeps the collector of unused objects from walking all words again and again while they become more; none is in a ring."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
