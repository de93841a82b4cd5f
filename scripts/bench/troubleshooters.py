"""What a troubleshooter weighs, and how long the next step takes to be painted on a slow machine."""

import gzip
import re
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench.measuring import judge, print_table, run_build
from scripts.bench.painting import PAINT_HEADER, SLOWER, Paint, open_site, show_paints, slow_down, time_to_paint, trace_click
from scripts.bench.variants import ROOT

MODULES = ("troubleshooter-tree.mjs", "trail.mjs", "next-step.mjs")
SCRIPT_LIMIT, DATA_LIMIT, STEP_LIMIT = 6.0, 4.0, 50.0
TREES = sorted(path.stem for path in (ROOT / "docs" / "_data" / "troubleshooters").glob("*.yml"))


def measure(_runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        run_build(ROOT / "mkdocs.yml", site)
        print_sizes(site)
        print_steps(site)


def print_sizes(site: Path) -> None:
    script = sum(pack((site / "assets" / name).read_bytes()) for name in MODULES)
    rows = [("script of all trees", f"{script:.1f}", SCRIPT_LIMIT, judge(script, SCRIPT_LIMIT))]
    for tree in TREES:
        html = (site / "troubleshooting" / tree / "index.html").read_text(encoding="utf-8")
        data = pack(re.findall(r"<troubleshooter-tree>.*<template data-part=\"?data\"?>(.*?)</template>", html, re.DOTALL)[0].encode())
        rows.append((f"data of {tree}", f"{data:.1f}", DATA_LIMIT, judge(data, DATA_LIMIT)))
    print_table("Size of troubleshooters, gzip", ("part", "KB", "at most", "kept"), rows)


def print_steps(site: Path) -> None:
    """Print the time from a click to the painted step, for walks that always take the first answer."""
    with open_site(site) as (url, browser):
        rows = []
        everything = []
        for tree in TREES:
            paints = time_walk(browser, f"{url}troubleshooting/{tree}/")
            everything += paints
            rows.append((tree, *show_paints(paints, STEP_LIMIT)))
        rows.append(("all", *show_paints(everything, STEP_LIMIT)))
    print_table(f"From click to painted step, processor {SLOWER} times slower, traced", ("tree", *PAINT_HEADER), rows)


def time_walk(browser: Any, url: str) -> list[Paint]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.locator("troubleshooter-tree[data-live]").wait_for()
    slow_down(page)
    answers = page.locator("troubleshooter-tree .step:not([hidden]) a[data-answer]")
    paints = []
    while answers.count():
        paints.append(time_to_paint(trace_click(page, answers.first)))
    context.close()
    return paints


def pack(raw: bytes) -> float:
    return len(gzip.compress(raw, 9, mtime=0)) / 1024
