"""Completes a built site so that it opens from a folder, without a server: what `./scripts/build --offline` packs."""

from __future__ import annotations

import base64
import json
import posixpath
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from ..sources.problems import Problem, ProblemsFound
from ..views.components import render
from .content_policy import hash_scripts, list_directives
from .integrity import list_files, name_version, write_version
from .joined_scripts import join_scripts
from .modules import NotUnderstood
from .page_head import complete_pages
from .redirects import move_anchors
from .site import Site

JOINED = "assets/joined.js"
CLASSICS = ("assets/search-worker.js", "search/lunr.js")
STUB = "search/search_index.json"
# Only a host has a use for these, and a browser that opens files for none of the modules.
_FOR_HOSTS = ("404.html", "sitemap.xml", "sitemap.xml.gz", "notice.json", "assets/kept-pages-worker.js", *CLASSICS)
_ONLINE = {"app": None, "new_version": None, "kept_pages": None}
_MODULE = re.compile(r'<script\b(?=[^>]*type="module")[^>]*\bsrc="([^"]+)"[^>]*></script>')
_MAIN = re.compile(r"<main\b[^>]*>")
_HEAD = re.compile(r"<meta charset=[^>]+>", re.IGNORECASE)


def publish_offline(site: Site) -> str:
    """Complete a site built with addresses that end in `.html`, and return the name of its version.

    Raises `ProblemsFound` when our modules cannot be joined.
    """
    copy = replace(site, url="", portal=site.portal.model_copy(update={"hosting": site.hosting.model_copy(update=_ONLINE)}))
    move_anchors(copy)
    _join(copy)
    _tell_index(copy.folder)
    for name in _FOR_HOSTS:
        (copy.folder / name).unlink(missing_ok=True)
    for page in copy.html_files():
        _load_joined(copy, page)
        _say_how_old(copy, page, site.url)
    directives = list_directives(hash_scripts(copy.html_files()), copy.portal.status)
    version = name_version(copy.folder)
    complete_pages(copy, directives, version, [])
    write_version(copy, version)
    return version


def _join(site: Site) -> None:
    modules = sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.mjs"))
    classics = [name for name in CLASSICS if (site.folder / name).is_file()]
    try:
        text = join_scripts(site.folder, modules, classics)
    except NotUnderstood as reason:
        raise ProblemsFound(
            [Problem("docs/assets", 1, 1, "the modules", str(reason), "modules that can be joined into one script")]
        ) from None
    (site.folder / JOINED).write_text(text, encoding="utf-8")
    for name in modules:
        (site.folder / name).unlink()


def _load_joined(site: Site, page: Path) -> None:
    """Load the joined script, before any other, in place of the page's modules."""
    html = page.read_text(encoding="utf-8")
    folder = posixpath.dirname(page.relative_to(site.folder).as_posix())
    start = " ".join(posixpath.normpath(posixpath.join(folder, said)) for said in _MODULE.findall(html))
    if not start:
        return
    script = render("joined-script.html", {"start": start}, site.place_of(page))
    html = _HEAD.sub(lambda found: f"{found[0]}\n{script}", _MODULE.sub("", html), count=1)
    page.write_text(html, encoding="utf-8")


def _say_how_old(site: Site, page: Path, url: str) -> None:
    """A copy does not renew itself, so each page says what it is."""
    note = str(render("copy-note.html", {"url": url, "moment": site.moment if site.built else None}, site.place_of(page)))
    html = page.read_text(encoding="utf-8")
    page.write_text(_MAIN.sub(lambda found: f"{found[0]}\n{note}", html, count=1), encoding="utf-8")


def _tell_index(folder: Path) -> None:
    """Write each piece of the search's index as a script, because a page opened from a file can load nothing else."""
    stub = folder / STUB
    if not stub.is_file():
        return
    for path in (stub, *sorted((folder / "search").rglob("*.idx"))):
        name, letters = path.relative_to(folder).as_posix(), base64.b64encode(path.read_bytes()).decode()
        path.with_name(f"{path.name}.js").write_text(f"tellFile({json.dumps(name)}, {json.dumps(letters)});\n", encoding="utf-8")
        if path != stub:
            path.unlink()
    # The theme looks for its own listing under this name.
    stub.with_suffix(".js").write_text(f"var __index = {stub.read_text(encoding='utf-8')};\n", encoding="utf-8")
    stub.unlink()


def write_zip(site: Site, target: Path) -> None:
    """Pack the site into `target`, below one folder. Same site, same bytes."""
    moment = max(site.moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))  # no zip is older
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w", compresslevel=9) as packed:
            for path in list_files(site.folder):
                entry = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(site.folder).as_posix()}", moment)
                entry.external_attr = 0o644 << 16  # who builds may have other rights than who reads
                entry.create_system = 3
                packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
