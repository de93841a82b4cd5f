"""The service worker, and the list of files that it keeps from the first visit on."""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..facts.site import OfflinePages
from .own_assets import COMPONENTS, OURS
from .site import BuiltPage, Site

WORKER = "service-worker.js"
SOURCE = f"{COMPONENTS}/offline-pages/offline-pages-worker.js"
# Every page may need any of our scripts. These are loaded by a reader who is online, or only by the worker itself.
_NOT_KEPT = (SOURCE, WORKER)
_PART = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*? href|script\b[^>]*? src|img\b[^>]*? src)="([^"#?]+)')
OFF = {"enabled": False, "patience": 0, "most": 0, "files": [], "fallback": "", "never": []}


def write_worker(site: Site) -> None:
    """Write the worker at the site's root. Switched off, it is one that removes itself."""
    if not (site.folder / SOURCE).is_file():
        return
    offline = site.hosting.offline_pages
    published = _describe(site, offline) if offline and offline.enabled else OFF
    site.write(WORKER, f'self.published = {json.dumps({"version": _version(site), **published})};\nimportScripts("{SOURCE}");\n')


def _version(site: Site) -> str:
    """Return a name for exactly these pages and scripts: a browser takes a new worker when this changes."""
    name = hashlib.sha256(site.scripts_version.encode())
    for page in site.pages:
        name.update("".join((page.address, page.html, *page.head, *page.foot)).encode())
    return name.hexdigest()[:12]


def _describe(site: Site, offline: OfflinePages) -> dict[str, object]:
    status = site.facts.status
    told_now = (status.reach.snapshot, status.reach.notice) if status else ()
    fallback = site.page_of(offline.instead)
    return {
        "enabled": True,
        "patience": offline.patience_seconds,
        "most": offline.most,
        "files": list_files(site, offline),
        "fallback": fallback.address.removesuffix("index.html") if fallback else "",
        "never": [WORKER, *filter(None, told_now)],
    }


def list_files(site: Site, offline: OfflinePages) -> list[str]:
    """Return the address below the site of each file that is kept: the listed pages, what they load, and all our scripts and styles."""
    pages = [page for page in site.written_pages() if page.source == offline.instead or is_listed(page.source, offline)]
    parts = {part for page in pages for part in _list_parts(page) if (site.folder / part).is_file()}
    ours = {f"{COMPONENTS}/{path.relative_to(OURS).as_posix()}" for path in OURS.rglob("*") if path.suffix in (".css", ".js")}
    parts |= {part for part in ours if (site.folder / part).is_file()}
    return sorted({*(page.address.removesuffix("index.html") for page in pages), *parts.difference(_NOT_KEPT)})


def is_listed(source: str, offline: OfflinePages) -> bool:
    """Whether a page named by its Markdown path is one of the listed ones."""
    return any(source == each or (each.endswith("/") and source.startswith(each)) for each in offline.pages)


def _list_parts(page: BuiltPage) -> Iterator[str]:
    """Yield what a page loads: style sheets, scripts and pictures."""
    folder = posixpath.dirname(f"{page.address}index.html" if page.address.endswith("/") else page.address)
    for said in _PART.findall(page.html):
        if not urlsplit(said).scheme:
            yield posixpath.normpath(posixpath.join(folder, said))
