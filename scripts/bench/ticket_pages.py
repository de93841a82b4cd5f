"""What the topic `tickets` does in a browser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
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


@contextmanager
def open_browser() -> Iterator[Any]:
    """Give a Chromium."""
    from playwright.sync_api import sync_playwright

    from scripts.browser import provide_browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("PORTAL_CHROMIUM") or provide_browser(), args=list(ARGUMENTS))
        yield browser
        browser.close()


def measure_analyser(browser: Any, url: str, calls: Path) -> tuple[float, float]:
    """Return the milliseconds from the file to the result, the reader's own time left out, and the page's longest task."""
    page = browser.new_page()
    page.goto(f"{url}guides/commonality/")
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
    page.goto(f"{url}support/ticket/")
    page.locator("[data-part=paper]").wait_for()
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done: list[Any] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: done.append(data))
    session.send("Tracing.start", {"traceConfig": {"includedCategories": ["toplevel", "disabled-by-default-devtools.timeline"]}})
    page.locator("#ticket-observed").press_sequentially("The call ends. It is silent before that. ", delay=60)
    page.wait_for_timeout(1000)
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    page.close()
    return 6 * max(read_task_times(events)) / 1000


def read_task_times(events: list[dict[str, Any]]) -> list[float]:
    """Return the processor time (microseconds) of each task of the page's main thread."""
    mains = {(event["pid"], event["tid"]) for event in events if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"}
    return [event["tdur"] for event in events if event["name"] == "RunTask" and (event["pid"], event["tid"]) in mains and "tdur" in event]
