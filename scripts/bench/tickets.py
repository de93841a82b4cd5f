"""The composer and the commonality analyser, in a browser: what is sent, how long 100,000 calls take, how typing feels."""

import gzip
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.bench.measuring import judge, print_table
from scripts.bench.variants import ROOT

SENT = {
    "composer, with the trail it reads": ("ticket-composer.mjs", "draft.mjs", "trail.mjs"),
    "analyser: page, with the draft it writes": ("commonality-analyser.mjs", "draft.mjs"),
    "analyser: all, with the engine in its worker": ("commonality-analyser.mjs", "commonality-worker.mjs", "draft.mjs"),
}
MOST_SENT = 12 * 1024
MOST_MILLISECONDS = 5000
MOST_BLOCKED = 100
MOST_TYPING = 50


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        subprocess.run([sys.executable, "-m", "scripts.build", "--site-dir", str(site)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        print_sizes(site / "assets")
        print_times(site, Path(name), max(1, min(runs, 3)))


def print_sizes(assets: Path) -> None:
    """Print what a browser loads for each tool."""
    rows = []
    for name, modules in SENT.items():
        size = sum(len(gzip.compress((assets / module).read_bytes(), 9, mtime=0)) for module in modules)
        rows.append((name, size, MOST_SENT, judge(size, MOST_SENT)))
    print_table("Scripts as sent, gzip", ("tool", "bytes", "at most", "kept"), rows)


def print_times(site: Path, folder: Path, runs: int) -> None:
    """Print the time for 100,000 calls, and the longest task while typing on a processor six times slower."""
    from scripts.bench.ticket_pages import measure_analyser, measure_typing
    from scripts.browser import open_browser
    from tests.call_records import Plan, make_records, write_csv
    from tests.site_server import serve_site

    calls = folder / "calls.csv"
    calls.write_text(
        write_csv(*make_records(Plan(seed=3, rows=100_000, columns=20, cause={"carrier": "carrier-2", "codec": "G729"}))), "utf-8"
    )
    with serve_site(site) as url, open_browser() as browser:
        measured = [measure_analyser(browser, url, calls) for _ in range(runs)]
        typing = measure_typing(browser, url)
    needed, blocked = (statistics.median(values) for values in zip(*measured, strict=True))
    rows = [
        ("100,000 calls of 20 columns, read and ranked", f"{needed:.0f}", MOST_MILLISECONDS, judge(needed, MOST_MILLISECONDS)),
        ("longest task of the page meanwhile", f"{blocked:.0f}", MOST_BLOCKED, judge(blocked, MOST_BLOCKED)),
        ("longest task while typing, six times slower", f"{typing:.0f}", MOST_TYPING, judge(typing, MOST_TYPING)),
    ]
    print_table(f"In Chromium (median of {runs})", ("what", "ms", "at most", "kept"), rows)
