"""What the topic `tickets` does in a browser."""

from pathlib import Path
from typing import Any

from scripts.bench.painting import SLOWER, read_task_times, trace

WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { window.longest = Math.max(window.longest, duration); }))
    .observe({ type: "longtask" });
  window.times = {};
  new MutationObserver(() => {
    for (const name of ["choose", "result"]) {
      if (!document.querySelector(`[data-part=${name}]`).hidden) window.times[name] ??= performance.now();
    }
  }).observe(document.querySelector("commonality-analyser"), { subtree: true, attributes: true });
}"""


def measure_analyser(browser: Any, url: str, calls: Path) -> tuple[float, float]:
    """Return the milliseconds from the file to the result, the reader's own time left out, and the page's longest task."""
    page = browser.new_page()
    page.goto(f"{url}guides/commonality-analysis/")
    page.locator("form[data-part=intake]").wait_for()
    page.evaluate(WATCH)
    page.locator('[data-list="0"] input[type=file]').set_input_files(calls)
    start = page.evaluate("performance.now()")
    page.get_by_role("button", name="Read the calls").click()
    page.locator("form[data-part=choose]").wait_for()
    middle = page.evaluate("performance.now()")
    page.get_by_role("button", name="Compare the calls").click()
    page.locator("section[data-part=result]").wait_for()
    times, longest = page.evaluate("[window.times, window.longest]")
    page.close()
    return times["choose"] - start + times["result"] - middle, longest


def measure_typing(browser: Any, url: str) -> float:
    """Return the processor time of the longest task while typing, in milliseconds of a processor six times slower."""
    page = browser.new_page()
    page.goto(f"{url}support/report-a-problem/")
    page.locator("[data-part=paper]").wait_for()
    typed = page.locator("#ticket-observed")
    events = trace(page, lambda: typed.press_sequentially("The call ends. It is silent before that. ", delay=60))
    page.close()
    return SLOWER * max(read_task_times(events))
