"""LCP, CLS and INP of the portal's pages and of the same pages on the bare theme, on a slow phone and a slow line."""

import statistics
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from scripts.bench.measuring import judge, print_table
from scripts.bench.served_pages import PAGES, NoServer, serve_both
from scripts.browser import open_browser

SLOWER = 4
# Lighthouse's "slow 4G": 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WORSE = 1.05
WATCH = """
window.seen = { lcp: 0, cls: 0, inp: 0 };
new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.cls += entry.value; }).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId) seen.inp = Math.max(seen.inp, entry.duration); }).observe({ type: "event", buffered: true, durationThreshold: 16 });
"""
# What a thumb does on every page, and where: the menu lies over the left of what closes it.
TAPS = (
    ("label.md-header__button[for=__drawer]", {"x": 20, "y": 20}),
    ("label.md-overlay[for=__drawer]", {"x": 340, "y": 400}),
    ("label.md-header__button[for^=__palette]:not([hidden])", {"x": 20, "y": 20}),
)


def measure(runs: int) -> None:
    """Print the medians of `runs` visits with an empty cache to each page, both sites by turns."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, open_browser() as browser:
        try:
            with serve_both(Path(folder)) as addresses:
                for page, below in PAGES.items():
                    visits: dict[str, list[dict[str, float]]] = {name: [] for name in addresses}
                    for turn in range(runs):
                        for name in sorted(addresses, reverse=turn % 2 == 1):
                            visits[name].append(visit(browser, f"{addresses[name]}/{below}"))
                    rows.append(make_row(page, visits))
        except NoServer as problem:
            print(f"vitals: {problem}")
            return
    header = (
        "page",
        "LCP (ms)",
        "bare",
        "ratio",
        f"at most {WORSE}",
        "CLS",
        "bare",
        "CLS 0",
        "INP (ms)",
        "bare",
        f"at most {WORSE} + 8 ms",
    )
    print_table(f"Vitals, processor {SLOWER} times slower, slow 4G (median of {runs})", header, rows)


def make_row(page: str, visits: dict[str, list[dict[str, float]]]) -> tuple[object, ...]:
    ours, bare = (
        {key: statistics.median(visit[key] for visit in visits[name]) for key in ("lcp", "cls", "inp")} for name in ("portal", "bare")
    )
    lcp = (f"{ours['lcp']:.0f}", f"{bare['lcp']:.0f}", f"{ours['lcp'] / bare['lcp']:.2f}", judge(ours["lcp"], WORSE * bare["lcp"]))
    cls = (f"{ours['cls']:.4f}", f"{bare['cls']:.4f}", judge(round(ours["cls"], 4), 0))
    # Browsers give the time of an interaction in steps of 8 ms.
    inp = (f"{ours['inp']:.0f}", f"{bare['inp']:.0f}", judge(ours["inp"], WORSE * bare["inp"] + 8))
    return page, *lcp, *cls, *inp


def visit(browser: object, url: str) -> dict[str, float]:
    """Return LCP (ms), CLS and INP (ms) of one visit: load, open and close the menu, change the colours, scroll.

    The reader comes from another site, as by a link in a mail. From an empty tab a page that says who may open it (COOP) would
    be charged for the new process that any page from elsewhere needs.
    """
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"http://localhost:{urlsplit(url).port}/robots.txt")
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    at_rest = page.evaluate("({ ...seen })")
    put_search_away(page)
    for target, place in TAPS:
        page.locator(target).first.tap(position=place)
        page.wait_for_timeout(400)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(400)
    seen = page.evaluate("({ ...seen })")
    if urlsplit(page.url).path != urlsplit(url).path:
        raise RuntimeError(f"{url}: a tap led to {page.url}, so what was measured is not this page")
    context.close()
    return {"lcp": at_rest["lcp"], "cls": seen["cls"], "inp": seen["inp"]}


def put_search_away(page: object) -> None:
    """Close the theme's search box where an address with a query has opened it: it covers what is to be tapped."""
    if page.locator("#__search").is_checked():
        page.locator("label.md-search__icon[for=__search]").tap(position={"x": 10, "y": 10})
        page.wait_for_timeout(400)
        page.evaluate("seen.inp = 0")
