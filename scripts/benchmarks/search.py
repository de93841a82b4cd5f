"""Our search beside the theme's own and Pagefind (PAGEFIND names its command), on generated pages, in Chromium."""

import os
import shutil
import tempfile
from pathlib import Path

from macros.commands.browser import open_browser
from scripts.benchmarks.corpus import pick_queries
from scripts.benchmarks.measuring import print_table, run
from scripts.benchmarks.server import serve
from scripts.benchmarks.sites import make_sites

READER = Path(__file__).with_name("search_reader.js").read_text(encoding="utf-8")
PATIENCE = 120_000  # milliseconds that the answers of one site may take together
COLUMNS = ("pages", "search", "KB to first answer", "first answer (ms)", "a key (ms)", "a key, p95 (ms)", "index (MB)")


def measure(_runs: int, sizes: list[int]) -> None:
    """Print a row for each search on each generated site."""
    rows = []
    pagefind = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            sites = make_sites(folder, size)
            sites.build_full(folder / "full")
            sites.build_bare(folder / "theme")
            built = {"ours": folder / "full", "theme": folder / "theme"}
            if pagefind:
                shutil.copytree(folder / "theme", folder / "pagefind")
                run(pagefind, "--site", folder / "pagefind")
                built["Pagefind"] = folder / "pagefind"
            queries = pick_queries(folder / "pages/generated", 10)
            rows += [(size, kind, *read_search(site, queries, kind)) for kind, site in built.items()]
    if not pagefind:
        print("Pagefind is not on the path: left out.")
    title = "Search, empty cache, bytes compressed. A key is typed 120 ms after the last answer and measured until results are drawn."
    print_table(title, COLUMNS, rows)


def read_search(site: Path, queries: list[str], kind: str) -> tuple[str, ...]:
    """Return the cells of a row: the first query is typed whole, the others letter by letter."""
    ask = {"means": "pagefind" if kind == "Pagefind" else "box", "patience": PATIENCE}
    with serve(site) as (url, sent), open_browser() as browser:
        page = browser.new_page(service_workers="block")
        page.goto(url, wait_until="networkidle")
        first = page.evaluate(READER, {**ask, "queries": queries[:1], "letters": False})
        received = sum(size for path, size in sent.items() if "search" in path or "pagefind" in path)
        keys = sorted(page.evaluate(READER, {**ask, "queries": queries[1:], "letters": True}) if first else [])
    folder = site / "pagefind" if kind == "Pagefind" else site / "search"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{received / 1000:.0f}", show(first, 0.5), show(keys, 0.5), show(keys, 0.95), f"{size / 1e6:.1f}"


def show(times: list[float], share: float) -> str:
    """Return the time below which `share` of the sorted times lie."""
    return f"{times[int(len(times) * share)]:.0f}" if times else f"over {PATIENCE}"
