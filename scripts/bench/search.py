"""The search beside the theme's own and Pagefind, as the knowledge base grows; every row is printed as soon as it is measured.

What is measured is chosen in the environment, because a row may take minutes:

    SEARCH_CORPUS=PATH/mkdocs.yml   another site's pages, measured first
    SEARCH_SIZES="1000 3000"        generated pages (default: 1000 3000 10000; "0" for none)
    SEARCH_PEERS="ours Pagefind"    of Material, ours, Pagefind (default: all that are there)
    SEARCH_PATIENCE=120             seconds that one answer may take, and the typing after the first
    PAGEFIND=PATH                   Pagefind's command, when it is not on the path
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scripts.bench.measuring import print_table, run
from scripts.bench.search_corpora import list_pages, pick_queries
from scripts.bench.search_reading import HEADER, read_search
from scripts.bench.variants import ROOT

SIZES = "1000 3000 10000"
COLUMNS = ("corpus", "search", *HEADER, "built, s of processor", "MB on disk")
TITLE = """Search. Cold cache; bytes compressed; phone: 9 Mbit/s, 60 ms. A key is a letter typed 120 ms after the last answer, until the
results are on the screen, so that it includes the wait for a frame, 8 ms on average. Pagefind's results are drawn as plain text."""
CONFIG = "site_name: Bench\ntheme: {name: material, font: false}\nplugins: [search]\n"
Corpus = tuple[str, Path, dict[str, Any]]


def measure(_runs: int) -> None:
    rows: list[tuple[object, ...]] = []
    print(" | ".join(COLUMNS), flush=True)
    with tempfile.TemporaryDirectory() as name:
        for corpus in list_corpora(Path(name)):
            for peer, make in choose_peers().items():
                rows.append((corpus[0], peer, *measure_peer(corpus, peer, make, Path(name) / "site")))
                print(*rows[-1], sep=" | ", flush=True)
    print_table(TITLE, COLUMNS, rows)


def list_corpora(folder: Path) -> Iterator[Corpus]:
    """Name, built pages and the theme's listing of each corpus."""
    if config := os.environ.get("SEARCH_CORPUS"):
        build(Path(config), folder / "corpus")
        yield Path(config).parent.name, folder / "corpus", read_listing(folder / "corpus")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Bench\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    build(folder / "mkdocs.yml", folder / "shell")
    for size in map(int, os.environ.get("SEARCH_SIZES", SIZES).split()):
        if size:
            yield f"{size} pages", folder / "shell", {**read_listing(folder / "shell"), "docs": list(list_pages(size))}


def choose_peers() -> dict[str, Callable[[Path, dict[str, Any]], int]]:
    """How each chosen search is put into a built site; each returns what it takes on disk."""
    peers = {"Material": make_stock, "ours": make_ours, "Pagefind": make_pagefind}
    chosen = os.environ.get("SEARCH_PEERS", " ".join(peers)).split()
    return {name: peers[name] for name in chosen if name != "Pagefind" or find_pagefind()}


def measure_peer(corpus: Corpus, peer: str, make: Callable[[Path, dict[str, Any]], int], site: Path) -> tuple[str, ...]:
    """A row: what the reader sees of a search, what it costs to build, and what it takes on disk."""
    _, built, listing = corpus
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(built, site)
    before = count_seconds()
    size = make(site, listing)
    seconds = count_seconds() - before
    read = read_search(site, "pagefind" if peer == "Pagefind" else "box", pick_queries(listing["docs"], 10))
    return (*read, "in the browser" if peer == "Material" else f"{seconds:.1f}", f"{size / 1e6:.1f}")


def count_seconds() -> float:
    """Processor time of this process and its children, which others on the machine hardly change."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def read_listing(site: Path) -> dict[str, Any]:
    return json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))


def build(config: Path, site: Path) -> None:
    """Builds a site with the theme's own search."""
    run(sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", site)


def make_stock(site: Path, listing: dict[str, Any]) -> int:
    path = site / "search/search_index.json"
    path.write_text(json.dumps(listing), encoding="utf-8")
    return path.stat().st_size


def make_ours(site: Path, listing: dict[str, Any]) -> int:
    make_stock(site, listing)
    from macros.publish.folding import fold_assets
    from macros.publish.own_assets import minify_assets
    from macros.publish.search_site import add_search

    add_search(site, ROOT / "no-docs", True)
    fold_assets(site, ROOT / "docs/assets")
    minify_assets(site, ROOT / "docs/assets")
    return weigh(site / "search")


def find_pagefind() -> str | None:
    return os.environ.get("PAGEFIND") or shutil.which("pagefind")


def make_pagefind(site: Path, listing: dict[str, Any]) -> int:
    pages: dict[str, list[str]] = {}
    for entry in listing["docs"]:
        part = f"<h2>{entry['title']}</h2>{entry['text']}"
        pages.setdefault(entry["location"].partition("#")[0], []).append(part)
    for location, parts in pages.items():
        path = site / location / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f'<!doctype html><html lang="en"><title>x</title><main data-pagefind-body>{"".join(parts)}</main></html>'
        path.write_text(text.replace("<h2>", "<h1>", 1).replace("</h2>", "</h1>", 1), encoding="utf-8")
    subprocess.run([str(find_pagefind()), "--site", str(site)], check=True, capture_output=True)
    return weigh(site / "pagefind")


def weigh(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
