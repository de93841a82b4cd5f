"""A reader of the example's status page: what it shows, says, logs and asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.status_servers import Answer, Provider, Site
from tests.watched_page import PATIENCE, Changes, wait_until


class Reader:
    """One browser context on the example's page, with what it logged."""

    def __init__(self, context: Any, provider: Provider, site: Site) -> None:
        self.context, self.provider, self.site = context, provider, site
        self.logged: list[str] = []
        self.errors: list[str] = []
        context.on("console", lambda message: self.logged.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page = context.new_page()
        self.changes = Changes(context, self.page)

    def forget(self) -> None:
        """Leave the page, and forget what it kept and logged."""
        self.changes.take_back()
        for page in self.context.pages[1:]:
            page.close()
        self.page.goto(f"{self.site.url}page.css")
        self.page.evaluate("[localStorage, sessionStorage].forEach((shelf) => shelf.clear())")
        self.logged.clear()
        self.errors.clear()

    def visit(self, view: str = "all") -> Reader:
        self.page.goto(f"{self.site.url}support/{view}/")
        return self

    def shows(self, text: str, view: str = "status-panel") -> None:
        self.page.locator(f".{view} .status-view").get_by_text(text).first.wait_for(timeout=PATIENCE)

    def settle(self) -> None:
        """Wait until the page has dealt with every answer: it holds a lock while it asks."""
        wait_until(self.page, "() => navigator.locks.query().then(({ held, pending }) => held.length + pending.length === 0)")

    def unfold(self) -> Reader:
        """Open the panel's updates and parts."""
        self.page.locator(".status-panel .status-view > details > summary").click()
        return self

    def is_plain(self, view: str) -> bool:
        """Whether a view says where the status page is, and nothing about the level."""
        said = " ".join(self.text(view).split())
        return said in ("Example Voice status", "Example Voice status status.example.com", "Check for incidents on status.example.com")

    def text(self, view: str = "status-panel") -> str:
        return self.page.locator(f".{view} .status-view").inner_text()

    def said(self) -> str:
        return " ".join(self.page.locator(".status-said").all_text_contents()).strip()

    def warnings(self) -> list[str]:
        return [line for line in self.logged if line.startswith("warning")]

    def links(self) -> set[str]:
        return set(self.page.locator(".status-view a").evaluate_all("links => links.map((link) => link.href)"))


MILLISECONDS_LEFT = """() => {
  const kept = Object.entries(localStorage).find(([key]) => key.startsWith("status 2 "));
  return kept ? Math.max(0, JSON.parse(kept[1]).dueAt - Date.now()) : 0;
}"""


def stop_clock(page: Any, moment: str) -> None:
    """Let the page begin at this moment, and go on only when a test runs its clock."""
    page.clock.install(time=datetime.fromisoformat(moment) - timedelta(days=1))  # it can't be stopped at a time that has passed
    page.clock.pause_at(moment)


def later(reader: Reader, answer: Answer, seconds: int = 400) -> None:
    """Let time pass with another answer waiting. The clock stops at each request until it is answered: it also drives time limits."""
    reader.provider.answer = answer
    left = seconds * 1000
    while left > 0:
        step = min(left, reader.page.evaluate(MILLISECONDS_LEFT) + 1000)
        reader.page.clock.run_for(step)
        left -= step
        reader.settle()
