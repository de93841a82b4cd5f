"""Asks the search of a site as a reader does, in Chromium with a cold cache, and says what it took."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.bench.search_line import Line, serve_through
from scripts.browser import BROWSER_ARGUMENTS, provide_browser

HEADER = ("KB to first", "at once, ms", "first, ms", "phone, ms", "key, ms", "key p95, ms", "keys", "worker, MB", "grown, MB")
READER = Path(__file__).with_name("search_reader.js").read_text(encoding="utf-8")
PHONE = {"delay": 0.06, "rate": 9_000_000 / 8}
SETTLED = 800  # ms that a page is given before the reader turns to the search, where they do not do so at once
ANSWERED = 500  # ms after which a worker has said how large it is
# Nothing but this machine is reached. A route in the driver would do it too, but would hand every request of the index through it.
ARGUMENTS = (*BROWSER_ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


def read_search(site: Path, means: str, queries: list[str]) -> tuple[str, ...]:
    """What `HEADER` names: the first query whole (as soon as the page has loaded, later, and on a phone's line), then the others
    letter by letter."""
    patience = float(os.environ.get("SEARCH_PATIENCE", "120")) * 1000
    ask = {"means": means, "patience": patience}
    alone = weigh_page_alone(site, means)
    with open_page(site, means, Line(), 0) as (page, _):
        at_once = page.evaluate(READER, {**ask, "queries": queries[:1], "letters": False})
    line = Line()
    with open_page(site, means, line) as (page, browser):
        first = page.evaluate(READER, {**ask, "queries": queries[:1], "letters": False})
        sent = line.bytes_for_search()
        keys = page.evaluate(READER, {**ask, "queries": queries[1:], "letters": True}) if first else []
        worker, grown = weigh_workers(page, browser), weigh_renderers(browser) - alone
    with open_page(site, means, Line(**PHONE)) as (page, _):
        phone = page.evaluate(READER, {**ask, "queries": queries[:1], "letters": False})
    return (
        f"{sent / 1000:.0f}", show(at_once, 0.5, patience), show(first, 0.5, patience), show(phone, 0.5, patience), show(keys, 0.5, patience), show(keys, 0.95, patience),
        str(len(keys)), f"{worker / 1e6:.0f}", f"{grown / 1e6:.0f}",
    )  # fmt: skip


def show(times: list[float], share: float, patience: float) -> str:
    """The time below which `share` of the times lie."""
    return f"{sorted(times)[int(len(times) * share)]:.0f}" if times else f"over {patience:.0f}"


@contextlib.contextmanager
def open_page(site: Path, means: str, line: Line, settle: int = SETTLED) -> Iterator[tuple[Any, Any]]:
    """The first page of a site in a fresh browser, `settle` ms after it has loaded, and the browser."""
    from playwright.sync_api import sync_playwright

    with serve_through(site, line) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide_browser(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(url if means == "box" else f"{url}404.html")
        page.wait_for_timeout(settle)
        yield page, browser
        browser.close()


def weigh_page_alone(site: Path, means: str) -> float:
    """Bytes of a page to which no search came: the theme's own begins to build its index before anybody asks."""
    with open_page(site, means, Line(refused="search")) as (_, browser):
        return weigh_renderers(browser)


def weigh_workers(page: Any, browser: Any) -> float:
    """Bytes that the heaps of the page's workers take, garbage included."""
    session = browser.new_browser_cdp_session()
    answers: list[dict[str, Any]] = []
    session.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    workers = [target for target in session.send("Target.getTargets")["targetInfos"] if target["type"] == "worker"]
    for number, worker in enumerate(workers):
        attached = session.send("Target.attachToTarget", {"targetId": worker["targetId"]})
        message = json.dumps({"id": number, "method": "Runtime.getHeapUsage"})
        session.send("Target.sendMessageToTarget", {"sessionId": attached["sessionId"], "message": message})
    page.wait_for_timeout(ANSWERED)
    return sum(answer["result"]["totalSize"] for answer in answers if "result" in answer)


def weigh_renderers(browser: Any) -> float:
    """Resident bytes of the browser's renderers: pages and workers live there."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    statuses = [Path(f"/proc/{process['id']}/statm") for process in processes if process["type"] == "renderer"]
    return sum(int(path.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") for path in statuses if path.exists())
