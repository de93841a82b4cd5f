"""The severity classifier: how long rules take to prove, how much the page loads, how soon a click becomes a verdict."""

import gzip
import re
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.bench.measuring import judge, print_table, run_build
from scripts.bench.painting import PAINT_HEADER, SLOWER, Paint, open_site, show_paints, slow_down, time_to_paint, trace_click
from scripts.bench.variants import ROOT

# What was one file each when it was written stands inside these (macros/publish/folding.py).
SCRIPTS = ("portal", "severity-classifier", "next-step", "wrong-clock")
WITH_TRAIL = (*SCRIPTS, "trail")
CLICKS, MOST_TO_PAINT = 20, 50
LAST_QUESTION = "support/check-severity/?v=1&calls=all&affected=customer&began=nothing&step=began"


def measure(runs: int) -> None:
    measure_rules(runs)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        run_build(ROOT / "mkdocs.yml", site)
        measure_weight(site)
        measure_clicks(site)


def measure_rules(runs: int) -> None:
    """Print what compiling and proving takes: the shipped rules, and 60 rules over 4**10 combinations."""
    from macros.portal import load_portal
    from macros.rules.severity_rules import make_pack
    from tests.unit.policy_samples import big_policy

    shipped = make_pack(load_portal(ROOT / "docs" / "_data"))
    rows = []
    for name, pack, limit in (("shipped rules", shipped, 0.1), ("10 questions x 4 answers, 60 rules", big_policy(0), 5.0)):
        seconds, diagram = _prove(pack, runs)
        nodes = re.sub(r"\s", "", str([[node.question, *node.children] for node in diagram.nodes])).encode()
        rows.append((name, sum(diagram.counts), len(diagram.nodes), f"{1000 * seconds:.1f}", f"{1000 * limit:.0f}", judge(seconds, limit)))
        rows.append(
            ("  its browser data, gzip (bytes)", "", "", len(gzip.compress(nodes)), 102_400, judge(len(gzip.compress(nodes)), 102_400))
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(("memory of the whole process (MB)", "", "", f"{memory:.0f}", 300, judge(memory, 300)))
    print_table(f"Rules, compiled and proven (median of {runs})", ("what", "combinations", "nodes", "ms", "at most", "kept"), rows)


def _prove(pack: object, runs: int) -> tuple[float, object]:
    from macros.rules.decision import compile_diagram
    from macros.rules.proofs import prove

    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        diagram = compile_diagram(pack)
        prove(pack, diagram)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), diagram


def measure_weight(site: Path) -> None:
    """Print what the page loads of ours, each file compressed for itself."""
    scripts, with_trail = (
        sum(len(gzip.compress((site / "assets" / f"{name}.mjs").read_bytes(), 9)) for name in names) for names in (SCRIPTS, WITH_TRAIL)
    )
    html = (site / "support/check-severity/index.html").read_text(encoding="utf-8")
    data = len(gzip.compress(re.search(r'<template data-part="data">(.*?)</template>', html, re.DOTALL)[1].encode(), 9))
    rows = [
        (f"scripts, {len(SCRIPTS)} files", scripts, 12_288, judge(scripts, 12_288)),
        ("the same, and the trail of a troubleshooter", with_trail, 12_288, judge(with_trail, 12_288)),
        ("data in the page", data, 8_192, judge(data, 8_192)),
        ("the whole page, HTML", len(gzip.compress(html.encode(), 9)), "", ""),
    ]
    print_table("What the classifier's page loads (gzip)", ("what", "bytes", "at most", "kept"), rows)


def measure_clicks(site: Path) -> None:
    """Print the time from a click to the painted verdict, with a slowed processor."""
    with open_site(site) as (url, browser):
        paints = [_click(browser, url + LAST_QUESTION) for _ in range(CLICKS)]
    title = f"From click to painted verdict, processor {SLOWER} times slower, traced"
    print_table(title, PAINT_HEADER, [show_paints(paints, MOST_TO_PAINT)])


def _click(browser: Any, url: str) -> Paint:
    """Return the time from one click to the end of the frame that shows the verdict."""
    page = browser.new_page()
    page.goto(url)
    page.wait_for_selector("severity-classifier[data-live]", state="attached")
    page.wait_for_load_state("networkidle")
    button = page.locator("form[data-part=questions] button[type=submit]")
    slow_down(page)
    events = trace_click(page, button)
    if not page.locator("[data-part=verdict]").is_visible():
        sys.exit("the click did not lead to a verdict")
    page.close()
    return time_to_paint(events)
