"""How soon a browser with a slow processor paints what a click leads to, read from its own trace."""

import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from scripts.bench.measuring import judge
from scripts.browser import open_browser

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]
SLOWER = 6
REST = 300  # milliseconds in which the page shows that the mouse is there
Event = dict[str, Any]


@contextmanager
def open_site(site: Path) -> Iterator[tuple[str, Any]]:
    """Serve a built site; give its address and a Chromium."""
    from tests.site_server import serve_site

    with serve_site(site) as url, open_browser() as browser:
        yield url, browser


def slow_down(page: Any) -> None:
    """Let the page have a sixth of a processor from now on."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def trace_click(page: Any, target: Any) -> list[Event]:
    """Return what the browser notes about itself while a mouse that rests on `target`, a locator, is clicked.

    The mouse is moved there by hand: `hover` would leave listeners of the tool in the page, whose work would be measured.
    """
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(REST)
    return trace(page, lambda: page.mouse.down() or page.mouse.up())


def trace(page: Any, act: Callable[[], object], settle: int = 1000) -> list[Event]:
    """Return what the browser notes about itself while `act` runs, and for some milliseconds after it."""
    session = page.context.new_cdp_session(page)
    events: list[Event] = []
    done: list[object] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: done.append(data))
    session.send("Tracing.start", {"traceConfig": {"includedCategories": CATEGORIES}})
    act()
    page.wait_for_timeout(settle)
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(20)
    session.detach()
    return events


class Paint(NamedTuple):
    """Milliseconds until something is painted: by the clock, and of the page's main thread, which a busy machine hardly changes."""

    clock: float
    thread: float


def time_to_paint(events: list[Event], kind: str = "click") -> Paint:
    """Return the time from the input itself to the end of the frame that shows what it led to.

    The event's own time stamp counts, from before the page was told of it. The frame ends with its commit, when the page
    has been laid out and painted and is handed over to be drawn.
    """
    timing = next((data for data in _timings(events) if data["type"] == kind), None)
    dispatch = next(event for event in events if event["name"] == "EventDispatch" and event["args"]["data"]["type"] == kind)
    main, end = (dispatch["pid"], dispatch["tid"]), dispatch["ts"] + dispatch["dur"]
    commits = [event for event in events if event["name"] == "Commit" and (event["pid"], event["tid"]) == main and event["ts"] >= end]
    if not timing or not commits:
        sys.exit(f"no frame followed the {kind}")
    frame = min(commits, key=lambda event: event["ts"])
    waited = timing["processingStart"] - timing["timeStamp"]
    clock = (frame["ts"] + frame["dur"] - dispatch["ts"]) / 1000 + waited
    return Paint(clock, (frame["tts"] + frame["tdur"] - dispatch["tts"]) / 1000)


def _timings(events: list[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        if event["name"] == "EventTiming" and "timeStamp" in (data := event["args"].get("data") or {}):
            yield data


def show_paints(paints: list[Paint], limit: float) -> tuple[object, ...]:
    """Return the cells of a row: how many, the medians of both times, the slowest by the clock, the limit, whether it is kept."""
    clock, thread = (statistics.median(times) for times in zip(*paints, strict=True))
    slowest = max(paint.clock for paint in paints)
    return len(paints), f"{thread:.0f}", f"{clock:.0f}", f"{slowest:.0f}", f"{limit:.0f}", judge(clock, limit)


PAINT_HEADER = ("how often", "median, main thread (ms)", "median (ms)", "slowest (ms)", "median at most", "kept")


def read_task_times(events: list[Event]) -> list[float]:
    """Return the processor time (milliseconds) of each task of the page's main thread."""
    mains = {
        (event["pid"], event["tid"]) for event in events if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event["tdur"] / 1000 for event in events if event["name"] == "RunTask" and (event["pid"], event["tid"]) in mains and "tdur" in event
    ]
