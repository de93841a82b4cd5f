"""The search beside the theme's own and Pagefind, as the knowledge base grows. Set SEARCH_CORPUS to another site's mkdocs.yml
to measure that first. Pagefind is measured when its command is there (PAGEFIND names it)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.bench.measuring import print_table
from scripts.bench.search_corpora import list_pages, pick_queries
from scripts.bench.search_line import Line, serve_through
from scripts.bench.variants import ROOT

SIZES = (1000, 3000, 10_000)
READER = Path(__file__).with_name("search_reader.js").read_text(encoding="utf-8")
PHONE = {"delay": 0.06, "rate": 9_000_000 / 8}
HEADER = ("corpus", "search", "KB to first", "first ms", "phone ms", "key ms", "key p95", "grown MB", "index s", "MB on disk")
CONFIG = "site_name: Bench\ntheme: {name: material, font: false}\nplugins: [search]\n"


def measure(_runs: int) -> None:
    pagefind = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    sizes = [int(size) for size in os.environ.get("SEARCH_SIZES", "").split()] or SIZES
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if corpus := os.environ.get("SEARCH_CORPUS"):
            built = folder / "corpus"
            build(Path(corpus), built)
            listing = json.loads((built / "search/search_index.json").read_text(encoding="utf-8"))
            rows += compare(Path(corpus).parent.name, built, listing, folder, pagefind)
        (folder / "docs").mkdir()
        (folder / "docs/index.md").write_text("# Bench\n", encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        shell = folder / "shell"
        build(folder / "mkdocs.yml", shell)
        config = json.loads((shell / "search/search_index.json").read_text(encoding="utf-8"))["config"]
        for size in sizes:
            rows += compare(f"{size} pages", shell, {"config": config, "docs": list(list_pages(size))}, folder, pagefind)
    print_table("Search (cold cache; bytes compressed; phone: 9 Mbit/s, 60 ms)", HEADER, rows)


def build(config: Path, site: Path) -> None:
    """Builds a site with the theme's own search."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    subprocess.run(command, check=True, capture_output=True, env=environment)


def compare(name: str, built: Path, listing: dict[str, Any], folder: Path, pagefind: str | None) -> list[tuple[object, ...]]:
    """A row for each search over the same pages."""
    queries = pick_queries(listing["docs"], 40)
    rows = []
    for search, means, make in (("Material", "box", make_stock), ("ours", "box", make_ours), ("Pagefind", "pagefind", make_pagefind)):
        if search == "Pagefind" and not pagefind:
            continue
        site = folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(built, site)
        started = time.perf_counter()
        size = make(site, listing, pagefind)
        seconds = time.perf_counter() - started
        rows.append((name, search, *ask(site, means, queries), f"{seconds:.1f}", f"{size / 1e6:.1f}"))
        print(*rows[-1], flush=True)
    return rows


def make_stock(site: Path, listing: dict[str, Any], _: str | None) -> int:
    path = site / "search/search_index.json"
    path.write_text(json.dumps(listing), encoding="utf-8")
    return path.stat().st_size


def make_ours(site: Path, listing: dict[str, Any], _: str | None) -> int:
    make_stock(site, listing, None)
    from macros.publish.search_site import add_search

    add_search(site, ROOT / "no-docs", True)
    return weigh(site / "search")


def make_pagefind(site: Path, listing: dict[str, Any], command: str | None) -> int:
    pages: dict[str, list[str]] = {}
    for entry in listing["docs"]:
        part = f"<h2>{entry['title']}</h2>{entry['text']}"
        pages.setdefault(entry["location"].partition("#")[0], []).append(part)
    for location, parts in pages.items():
        path = site / location / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f'<!doctype html><html lang="en"><title>x</title><main data-pagefind-body>{"".join(parts)}</main></html>'
        path.write_text(text.replace("<h2>", "<h1>", 1).replace("</h2>", "</h1>", 1), encoding="utf-8")
    subprocess.run([str(command), "--site", str(site)], check=True, capture_output=True)
    return weigh(site / "pagefind")


def weigh(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def ask(site: Path, means: str, queries: list[str]) -> tuple[str, ...]:
    """Bytes to the first result, its time here and on a phone's line, times of further queries, memory of the script."""
    line = Line()
    first, _ = read(site, means, queries[:1], line)
    bytes_to_first = line.bytes_for_search()
    phone, _ = read(site, means, queries[:1], Line(**PHONE))
    times, heap = read(site, means, queries, Line())
    further = sorted(times[1:]) or [float("nan")]  # the first answer took all the time there was
    return (
        f"{bytes_to_first / 1000:.0f}", f"{first[0]:.0f}", f"{phone[0]:.0f}",
        f"{further[len(further) // 2]:.0f}", f"{further[int(len(further) * 0.95)]:.0f}", f"{heap / 1e6:.0f}",
    )  # fmt: skip


def read(site: Path, means: str, queries: list[str], line: Line) -> tuple[list[float], float]:
    """Times of the queries on a fresh browser, and by how many bytes the page and its workers grew."""
    from playwright.sync_api import sync_playwright

    from scripts.browser import provide_browser

    with serve_through(site, line) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide_browser(), args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        page = browser.new_page()
        page.route(lambda address: not address.startswith(url), lambda route: route.abort())
        page.goto(url if means == "box" else f"{url}404.html")
        page.wait_for_timeout(500)
        before = weigh_renderers(browser)
        answer = page.evaluate(READER, {"means": means, "queries": queries})
        heap = weigh_renderers(browser) - before
        browser.close()
    return answer["times"], heap


def weigh_renderers(browser: Any) -> float:
    """Resident bytes of the browser's renderers: pages and workers live there."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    statuses = [Path(f"/proc/{process['id']}/statm") for process in processes if process["type"] == "renderer"]
    return sum(int(path.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") for path in statuses if path.exists())
