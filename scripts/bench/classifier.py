"""The severity classifier: how long rules take to prove, how much the page loads, how soon a click becomes a verdict."""

import gzip
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench.measuring import judge, print_table, run_build
from scripts.bench.variants import ROOT

SCRIPTS = (
    "portal",
    "theme-repairs",
    "severity-classifier",
    "question-form",
    "verdict-panel",
    "classifier-address",
    "decision",
    "verdict-code",
    "clock",
)
SLOWER, CLICKS = 6, 20
LAST_QUESTION = "support/classify/?v=1&calls=all&affected=customer&began=nothing&step=began"


def measure(runs: int) -> None:
    measure_rules(runs)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        run_build(ROOT / "mkdocs.yml", site)
        measure_weight(site)
        measure_clicks(site)


def measure_rules(runs: int) -> None:
    """Print what compiling and proving takes: the shipped rules, and 60 rules over 4**10 combinations."""
    from macros.policy.severity_rules import make_pack
    from macros.portal import load_portal
    from tests.unit.policy_samples import big_policy

    shipped = make_pack(load_portal(ROOT / "docs" / "_data"))
    rows = []
    for name, pack, limit in (("shipped rules", shipped, 0.1), ("10 questions x 4 answers, 60 rules", big_policy(0), 5.0)):
        seconds, diagram = _prove(pack, runs)
        nodes = re.sub(r"\s", "", str([[node.question, *node.children] for node in diagram.nodes])).encode()
        rows.append((name, sum(diagram.counts), len(diagram.nodes), f"{1000 * seconds:.1f}", f"{1000 * limit:.0f}", judge(seconds, limit)))
        rows.append(("  its browser data, gzip (bytes)", "", "", len(gzip.compress(nodes)), 102_400, judge(len(gzip.compress(nodes)), 102_400)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(("memory of the whole process (MB)", "", "", f"{memory:.0f}", 300, judge(memory, 300)))
    print_table(f"Rules, compiled and proven (median of {runs})", ("what", "combinations", "nodes", "ms", "at most", "kept"), rows)


def _prove(pack: object, runs: int) -> tuple[float, object]:
    from macros.policy.decision import compile_diagram
    from macros.policy.proofs import prove

    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        diagram = compile_diagram(pack)
        prove(pack, diagram)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), diagram


def measure_weight(site: Path) -> None:
    """Print what the page loads of ours, each file compressed for itself."""
    scripts = sum(len(gzip.compress((site / "assets" / f"{name}.mjs").read_bytes(), 9)) for name in SCRIPTS)
    html = (site / "support/classify/index.html").read_text(encoding="utf-8")
    data = len(gzip.compress(re.search(r'<template data-part="data">(.*?)</template>', html, re.DOTALL)[1].encode(), 9))
    rows = [
        (f"scripts, {len(SCRIPTS)} files", scripts, 12_288, judge(scripts, 12_288)),
        ("data in the page", data, 8_192, judge(data, 8_192)),
        ("the whole page, HTML", len(gzip.compress(html.encode(), 9)), "", ""),
    ]
    print_table("What the classifier's page loads (gzip)", ("what", "bytes", "at most", "kept"), rows)


def measure_clicks(site: Path) -> None:
    """Print the time from a click to the painted verdict, with a slowed processor."""
    from playwright.sync_api import sync_playwright

    from scripts.browser import provide_browser
    from tests.conftest import BROWSER_ARGUMENTS
    from tests.site_server import serve_site

    path = os.environ.get("PORTAL_CHROMIUM") or provide_browser()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        times = sorted(_click(browser, url + LAST_QUESTION) for _ in range(CLICKS))
        browser.close()
    median = statistics.median(times)
    title = f"From click to painted verdict, processor {SLOWER} times slower ({CLICKS} clicks)"
    print_table(title, ("median (ms)", "slowest (ms)", "at most", "kept"), [(f"{median:.0f}", f"{times[-1]:.0f}", 50, judge(median, 50))])


def _click(browser: object, url: str) -> float:
    """Return the milliseconds from one click to the frame that shows the verdict."""
    page = browser.new_page()
    page.goto(url)
    page.wait_for_selector("severity-classifier[data-live]", state="attached")
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(
        """() => { window.painted = new Promise((done) => addEventListener("click", (event) => {
          const frame = new MessageChannel();
          frame.port1.onmessage = () => done(performance.now() - event.timeStamp);
          requestAnimationFrame(() => frame.port2.postMessage(null));
        }, { capture: true, once: true })); }"""
    )
    page.locator("form[data-part=questions] button[type=submit]").click()
    taken = page.evaluate("window.painted")
    shown = page.locator("[data-part=verdict]").is_visible()
    page.close()
    if not shown:
        sys.exit("the click did not lead to a verdict")
    return taken
