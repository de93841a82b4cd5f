"""Pages of a real browser that fail the test when they complain or call a third party."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_COLOURS = ("color-contrast", "link-in-text-block")
TABS = 4
PATIENCE = 60_000
"""Milliseconds to wait for what must come: a busy machine is no failure."""
expect.set_options(timeout=PATIENCE)
HURRY = "const wait = setTimeout; window.setTimeout = (act, pause, ...rest) => wait(act, pause < 5000 ? 0 : pause, ...rest);"
"""For a page that is to do nothing later: what it puts off comes at once, and is over when the page is idle."""
IDLE = "() => new Promise((done) => requestIdleCallback(() => done()))"
SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
# What has changed is painted by the second frame, and observers hear of it soon after.
COUNT_SHIFTS = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifts)))))"""
)
LOCAL_SCHEMES = {"data", "blob", "about"}


@dataclass
class Complaints:
    """What a page must not do: collected while it runs, read at the end of the test."""

    origin: str
    allowed: tuple[str, ...] = ()
    found: list[str] = field(default_factory=list)

    def add(self, complaint: str) -> None:
        if not any(part in complaint for part in self.allowed):
            self.found.append(complaint)

    def note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and f"{address.scheme}://{address.netloc}" != self.origin:
            self.add(f"request off the origin: {request.url}")

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.add(f"console error: {message.text} ({message.location['url']})")

    def watch(self, context: BrowserContext) -> None:
        """Listen to all pages of `context`. Off this machine no name is found, and to hear of failures only is half the driver's work."""
        context.on("requestfailed", self.note_request)
        context.on("console", self.note_message)
        context.on("weberror", lambda error: self.add(f"uncaught error: {error.error}"))


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class Changes:
    """What a test changes about a context and its first page that would outlast the test."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.undo: list[Callable[[], object]] = []
        for target in (context, page):
            for method in ("route", "add_init_script", "expose_binding", "on"):
                setattr(target, method, partial(self._change, target, getattr(target, method)))
        set_offline = context.set_offline
        context.set_offline = lambda offline: (set_offline(offline), self.undo.append(partial(set_offline, False)))  # type: ignore[method-assign]

    def _change(self, target: BrowserContext | Page, method: Callable, *arguments: Any, **named: Any) -> object:
        made = method(*arguments, **named)
        self.undo.append(made.close if made else partial(target.remove_listener, *arguments))
        return made

    def take_back(self) -> None:
        while self.undo:
            self.undo.pop()()


class Room:
    """A context of the browser, its first page, and what its pages complained about."""

    def __init__(self, browser: Browser, site_url: str, options: dict[str, object]) -> None:
        self.context = browser.new_context(base_url=site_url, **options)
        self.context.set_default_timeout(PATIENCE)
        self.complaints = Complaints(origin_of(site_url))
        self.complaints.watch(self.context)
        self.page = self.context.new_page()
        self.changes = Changes(self.context, self.page)


class Rooms:
    """The rooms of a worker, for one test after the other: opening and closing a page costs as much as reading one."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[Room]] = {}
        self.taken: dict[Room, str] = {}

    def take(self, site_url: str, options: dict[str, object], fixed: bool) -> Room:
        """Return a room nobody uses; in a `fixed` one the driver has set the clock, or will, for good."""
        name = repr((site_url, options, fixed))
        room = self.free[name].pop() if self.free.get(name) else Room(self.browser, site_url, options)
        self.taken[room] = name
        return room

    def give_back(self, room: Room) -> list[str]:
        """Leave the test's page and forget what it stored; close what can't be used again. Return the complaints."""
        name = self.taken.pop(room)
        if room.page.is_closed():
            room.context.close()
            return room.complaints.found
        room.changes.take_back()
        for page in room.context.pages[1:]:
            page.close()
        room.page.goto("robots.txt")  # a page writes its last words when it is left
        room.page.evaluate("sessionStorage.clear()")
        session = room.context.new_cdp_session(room.page)
        session.send("Storage.clearDataForOrigin", {"origin": room.complaints.origin, "storageTypes": "all"})
        session.detach()
        complaints, room.complaints.found = room.complaints.found, []
        self.free.setdefault(name, []).append(room)
        return complaints


@contextmanager
def page_factory(
    browser: Browser, site_url: str, *, rooms: Rooms | None = None, allowed: tuple[str, ...] = ()
) -> Iterator[Callable[..., Page]]:
    """Give `new_page(...)`; at the end close its pages and fail on what they complained about, but for what is `allowed`."""
    opened: list[Room] = []

    def new_page(
        path: str | None = None,
        *,
        width: int = 1280,
        height: int = 900,
        color_scheme: str = "light",
        javascript: bool = True,
        timezone: str = "UTC",
        reduced_motion: str = "reduce",
        forced_colors: str = "none",
        locale: str = "en-GB",
        allow: tuple[str, ...] = (),
        permissions: tuple[str, ...] = (),
        touch: bool = False,
        policy: bool = True,
        now: str | None = None,
    ) -> Page:
        """Open a page at `path` beneath the site when one is given, where nothing is stored. With `now` its clock stands.

        A complaint that contains one of `allow` is let pass. The site's content security policy is in force, so a test waits
        with `wait_until` and not with the driver's `wait_for_function`, which needs `eval`. Without `policy`, whatever an
        attack can run does run.
        """
        options = {
            "java_script_enabled": javascript,
            "has_touch": touch,
            "bypass_csp": not policy,
            "timezone_id": timezone,
            "locale": locale,
            "permissions": list(permissions),
            "service_workers": "block",  # it would answer before `page.route`; test_offline_pages.py is about it
        }
        room = rooms.take(site_url, options, now is not None) if rooms else Room(browser, site_url, options)
        room.complaints.allowed = ("/favicon.ico", *allowed, *allow)  # asked for by robots.txt, as it is no page
        opened.append(room)
        page = room.page
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=reduced_motion, forced_colors=forced_colors)
        if now is not None:
            page.clock.set_fixed_time(now)
        if path is not None:
            page.goto(path)
        return page

    yield new_page
    found = []
    for room in opened:
        if rooms and room in rooms.taken:
            found += rooms.give_back(room)
        else:
            room.context.close()
            found += room.complaints.found
    assert not found, "the page complained:\n" + "\n".join(found)


def find_violations(page: Page, include: str | None = None, about: Literal["all", "colours", "layout"] = "all") -> list[str]:
    """Return what axe finds wrong on the page, or beneath the selector `include`: one line for each element.

    `about` "colours" looks only at the contrast of text and links, which takes most of the time; "layout" at all but that.
    """
    only = {"type": "rule", "values": list(AXE_COLOURS)} if about == "colours" else {"type": "tag", "values": list(AXE_TAGS)}
    rules = {rule: {"enabled": about != "layout"} for rule in AXE_COLOURS}
    options = {"runOnly": only, "rules": rules, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Only what is wrong crosses to Python: the whole answer tells of every element.
    violations = page.evaluate("async ([include, options]) => (await axe.run(include ?? document, options)).violations", [include, options])
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def wait_until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until a script of the page returns something true."""
    for _ in range(PATIENCE // 25):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"still not true: {expression}")


def visit_all(page: Page, addresses: Iterable[str], look: Callable[[Page], object] = Page.title) -> None:
    """Open every address and `look`, some at a time in tabs beside `page`: most of a visit is waiting until the network is quiet."""
    tabs = [page, *(page.context.new_page() for _ in range(TABS - 1))]
    for tab in tabs:
        tab.set_viewport_size(page.viewport_size)
    left = iter(addresses)
    while batch := list(zip(tabs, left, strict=False)):
        for tab, address in batch:
            tab.goto(address, wait_until="commit")
        for tab, _ in batch:
            tab.wait_for_load_state("networkidle")
            look(tab)


def open_with_instant_navigation(new_page: Callable, site_url: str, path: str) -> Page:
    """Open a page with a site map that names this server: only then does the theme swap pages without a reload."""
    page = new_page()
    site_map = page.request.get(f"{site_url}sitemap.xml").text()
    origin = re.search(r"<loc>(.*?)</loc>", site_map)
    assert origin is not None
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=site_map.replace(origin[1], site_url), content_type="application/xml"))
    with page.expect_response("**/sitemap.xml"):
        page.goto(path)
    return page
