"""The site's version, its smaller copies for the network, and the hash of every file."""

from __future__ import annotations

import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from .site import Site

SUFFIXES = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".md", ".webmanifest", ".idx", ".ics"}
SMALLEST = 512
# Brotli at its best takes three times as long for a tenth less: more than the rest of the build.
BROTLI_QUALITY = 9


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def name_version(folder: Path) -> str:
    """A short name for exactly these bytes."""
    lines = "".join(f"{path.relative_to(folder).as_posix()} {hash_file(path)}\n" for path in list_files(folder))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def write_version(site: Site, version: str) -> None:
    facts = {"version": version, "sources": f"{site.moment:%Y-%m-%dT%H:%M:%SZ}"}
    (site.folder / "version.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


def compress(folder: Path) -> None:
    """Write `.gz` and `.br` beside each text that gains from it. The engine's own `.gz` are replaced: same text, same bytes."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(_compress, [path for path in list_files(folder) if path.suffix in SUFFIXES]))


def _compress(path: Path) -> None:
    text = path.read_bytes()
    if len(text) < SMALLEST:
        return
    copies = {".gz": gzip.compress(text, 9, mtime=0), ".br": brotli.compress(text, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)}
    for suffix, copy in copies.items():
        if len(copy) < len(text):
            path.with_name(path.name + suffix).write_bytes(copy)


def write_hashes(folder: Path) -> None:
    """Write `SHA256SUMS`, which `sha256sum --check` reads in the site's folder."""
    lines = [f"{hash_file(path)}  {path.relative_to(folder).as_posix()}\n" for path in list_files(folder)]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
