"""Writes the split search index into a built site and leaves a stub where the theme expects all of the texts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..search.definition import Definition
from ..search.documents import Page, read_listing, read_pages
from ..search.postings import Indexer
from ..search.shards import split_index


def publish_search(
    site_dir: Path,
    definition: Definition,
    about: Callable[[str], Mapping[str, Any]] = lambda url: {},
    extra: Mapping[str, Any] | None = None,
) -> list[Page]:
    """Indexes the pages of a built site. Returns them. Raises `NoListing` when the theme listed none."""
    listing = read_listing(site_dir)
    pages = read_pages(listing, about)
    indexer = Indexer(definition)
    for page in pages:
        indexer.add(page)
    files = split_index(pages, indexer.finish(), definition, extra or {})
    folder = site_dir / "search"
    for stale in folder.glob("index-*"):
        shutil.rmtree(stale)
    name = files.write(folder)
    _write_stub(folder / "search_index.json", listing.get("config", {}), name)
    return pages


def _write_stub(path: Path, config: Mapping[str, Any], name: str) -> None:
    """The theme loads this on every page: its own settings, no texts, and the folder of our index."""
    stub = {"config": {**config, "index": name}, "docs": []}
    path.write_text(json.dumps(stub, ensure_ascii=False, sort_keys=True), encoding="utf-8")
