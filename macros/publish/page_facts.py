"""What a page's writer says about it: its kind and the symptoms it answers, from front matter or its folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..search.page_kinds import kind_of
from ..sources.page_file import read_pages


def read_page_facts(docs_dir: Path, directory_urls: bool) -> dict[str, dict[str, Any]]:
    """For each page's address below the site: `kind`, `title` and `symptoms`, where there are any."""
    return {address_of(page.path, directory_urls): _facts(page.path, page.meta) for page in read_pages(docs_dir)}


def look_up(facts: Mapping[str, Mapping[str, Any]]) -> Callable[[str], Mapping[str, Any]]:
    """A function from address to facts; an unknown address has none."""
    return lambda url: facts.get(url, {})


def address_of(path: str, directory_urls: bool) -> str:
    """Where the engine puts a page: `guides/call-id.md` at `guides/call-id/`."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return (f"{folder}/" if folder else "") + ("" if directory_urls else "index.html")
    return f"{stem}/" if directory_urls else f"{stem}.html"


def _facts(path: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    symptoms = meta.get("symptoms", meta.get("keywords", ()))
    listed = isinstance(symptoms, list | tuple)
    return {
        "kind": kind_of(path, meta.get("kind")),
        "title": meta.get("title"),
        "symptoms": tuple(str(one) for one in symptoms) if listed else (),
    }
