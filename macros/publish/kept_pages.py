"""The service worker: what it keeps from the first visit on, with the hash of each file, so that a new version fetches only what changed."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from ..facts.site import KeptPages
from .headers import HASHED
from .integrity import hash_file
from .modules import list_needs
from .site import Site

WORKER = "service-worker.js"
SOURCE = "assets/kept-pages-worker.js"
# These tell what is new, so no copy may stand in for them.
NEVER = ("version.json", WORKER, "SHA256SUMS")
_LASTING = rf"{HASHED}|/search/index-[0-9a-f]+/"
_PART = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*? href|script\b[^>]*? src|img\b[^>]*? src)="([^"#?]+)')
_COMPONENT = re.compile(r"<([a-z]+(?:-[a-z]+)+)[\s>]")
OFF = {"enabled": False, "patience": 0, "most": 0, "files": {}, "fallback": "", "never": [], "lasting": "^$"}
_LETTERS_OF_HASH = 16


def publish_worker(site: Site, version: str) -> None:
    """Write the worker of this version at the site's root. Switched off, it is one that removes itself."""
    if not (site.folder / SOURCE).is_file():
        return
    kept = site.hosting.kept_pages
    published = {"version": version, **(_describe(site, kept) if kept and kept.enabled else OFF)}
    lines = (f"self.published = {json.dumps(published)};", f'importScripts("{SOURCE}");', "")
    (site.folder / WORKER).write_text("\n".join(lines), encoding="utf-8")


def _describe(site: Site, kept: KeptPages) -> dict[str, object]:
    status = site.portal.status
    told_now = (status.reach.snapshot, status.reach.notice) if status else ()
    return {
        "enabled": True,
        "patience": kept.patience_seconds,
        "most": kept.most,
        "files": {address: hash_file(path)[:_LETTERS_OF_HASH] for address, path in list_kept(site, kept)},
        "fallback": site.address(kept.instead).removesuffix("index.html"),
        "never": [*NEVER, *filter(None, told_now)],
        "lasting": _LASTING,
    }


def list_kept(site: Site, kept: KeptPages) -> list[tuple[str, Path]]:
    """The address below the site of each file that is kept from the first visit on, and where it lies; in a fixed order."""
    names = [source.relative_to(site.docs_dir).as_posix() for source in sorted(site.docs_dir.rglob("*.md"))]
    pages = {
        site.address(name).removesuffix("index.html"): site.file_of(name) for name in names if name == kept.instead or is_listed(name, kept)
    }
    parts = {part for page in pages.values() for part in _list_parts(site, page)}
    return sorted({**pages, **{part: site.folder / part for part in parts.difference(NEVER)}}.items())


def is_listed(page: str, kept: KeptPages) -> bool:
    """Whether a page named by its Markdown path is one of the listed ones."""
    return any(page == each or (each.endswith("/") and page.startswith(each)) for each in kept.pages)


def _list_parts(site: Site, page: Path) -> Iterator[str]:
    """What a page loads: style sheets, scripts, pictures, and the modules of its components with all they import."""
    html = page.read_text(encoding="utf-8")
    folder = page.parent.relative_to(site.folder).as_posix()
    for said in _PART.findall(html):
        if not urlsplit(said).scheme:
            yield from _with_needs(site, posixpath.normpath(posixpath.join(folder, said)), set())
    for name in set(_COMPONENT.findall(html)):
        yield from _with_needs(site, f"assets/{name}.mjs", set())


def _with_needs(site: Site, name: str, seen: set[str]) -> Iterator[str]:
    path = site.folder / name
    if name in seen or not path.is_file():
        return
    seen.add(name)
    yield name
    if path.suffix == ".mjs":
        for need in sorted(list_needs(path.read_bytes(), name)):
            yield from _with_needs(site, need, seen)
