"""What a troubleshooter weighs, and how long the next step takes to be painted on a slow machine."""

import gzip
import re
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench.measuring import judge, print_table, run_build
from scripts.bench.variants import ROOT

MODULES = ("troubleshooter-tree.mjs", "trail.mjs")
SCRIPT_LIMIT, DATA_LIMIT, STEP_LIMIT = 6.0, 4.0, 50.0
SLOW = 6
TREES = sorted(path.stem for path in (ROOT / "docs" / "_data" / "troubleshooters").glob("*.yml"))
# From the click until the frame that shows the next step has been handed to the screen.
STEP = """() => new Promise((resolve) => {
  const tree = document.querySelector("troubleshooter-tree");
  const link = tree.querySelector(".step:not([hidden]) a[data-answer]");
  if (!link) return resolve(null);
  const start = performance.now();
  link.click();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - start);
    port2.postMessage(null);
  });
})"""


EMPTY = STEP.replace("link.click();", "").replace("!link", "false")


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        run_build(ROOT / "mkdocs.yml", site)
        print_sizes(site)
        print_steps(site, runs)


def print_sizes(site: Path) -> None:
    script = sum(pack((site / "assets" / name).read_bytes()) for name in MODULES)
    rows = [("script of all trees", f"{script:.1f}", SCRIPT_LIMIT, judge(script, SCRIPT_LIMIT))]
    for tree in TREES:
        html = (site / "troubleshooting" / tree / "index.html").read_text(encoding="utf-8")
        data = pack(re.findall(r"<troubleshooter-tree>.*<template data-part=\"?data\"?>(.*?)</template>", html, re.DOTALL)[0].encode())
        rows.append((f"data of {tree}", f"{data:.1f}", DATA_LIMIT, judge(data, DATA_LIMIT)))
    print_table("Size of troubleshooters, gzip", ("part", "KB", "at most", "kept"), rows)


def print_steps(site: Path, runs: int) -> None:
    try:
        from tests.site_server import serve_site
    except ImportError:
        print("No steps are timed: run ./scripts/test once, it installs what they need.", file=sys.stderr)
        return
    from scripts.bench.ticket_pages import open_browser

    with serve_site(site) as url, open_browser() as browser:
        rows = []
        for tree in TREES:
            walks = [time_walk(browser, f"{url}troubleshooting/{tree}/") for _ in range(runs)]
            times, empty = ([time for walk in walks for time in walk[part]] for part in (0, 1))
            middle = statistics.median(times)
            idle = statistics.median(empty)
            rows.append((tree, len(times), f"{idle:.0f}", f"{middle:.0f}", f"{max(times):.0f}", STEP_LIMIT, judge(middle, STEP_LIMIT)))
    title = f"From click to painted step, CPU slowed {SLOW} times"
    print_table(title, ("tree", "steps timed", "no step at all (ms)", "median (ms)", "longest (ms)", "median at most", "kept"), rows)


def time_walk(browser: Any, url: str) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each step of a walk that always takes the first answer, and of frames without a step."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.locator("troubleshooter-tree[data-live]").wait_for()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    empty, times = [page.evaluate(EMPTY) for _ in range(5)], []
    while (time := page.evaluate(STEP)) is not None:
        times.append(time)
    context.close()
    return times, empty


def pack(raw: bytes) -> float:
    return len(gzip.compress(raw, 9, mtime=0)) / 1024
