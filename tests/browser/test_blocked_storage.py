"""A browser that blocks cookies, and all storage with them: every tool runs without an error, and says what it cannot keep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from macros.commands.browser import BROWSER_ARGUMENTS, find_browser
from tests.browser.test_search import RESULTS, ask
from tests.journeys import reach_a_verdict, take_two_steps
from tests.watched_page import Complaints, origin_of

BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}


@pytest.fixture
def blocked(browser: Any, site_url: str, tmp_path: Path) -> Iterator[BrowserContext]:
    """A Chromium that is set to block all cookies. An error on a page fails the test."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default/Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    chromium = browser.browser_type
    context = chromium.launch_persistent_context(
        tmp_path, executable_path=find_browser(), base_url=site_url, args=[*BROWSER_ARGUMENTS, "--headless=new"], service_workers="block"
    )
    complaints = Complaints(origin_of(site_url))
    complaints.watch(context)
    yield context
    context.close()
    assert complaints.found == []


def test_every_tool_runs_and_says_what_it_cannot_keep(blocked: BrowserContext) -> None:
    page = blocked.new_page()
    for path in ("support/status/", "guides/commonality-analysis/", "search/?q=ice", ""):
        page.goto(path)
    assert page.evaluate("localStorage.forgets && sessionStorage.forgets")
    ask(page, "ice")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.goto("support/report-a-problem/")
    expect(page.locator("[data-part=notice]")).to_contain_text("does not let the page keep")
    page.goto("support/check-severity/")
    reach_a_verdict(page)
    page.goto("troubleshooting/link-drops/")
    take_two_steps(page)
