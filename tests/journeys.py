"""The shortest way through each tool, for tests about where the portal runs and not about the tools."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.watched_page import wait_until

TOOLS = (
    "",
    "support/check-severity/",
    "support/report-a-problem/",
    "support/status/",
    "search/",
    "troubleshooting/link-drops/",
    "guides/commonality-analysis/",
    "no-such-page/",
)
"""The pages whose scripts do something."""


def reach_a_verdict(page: Page) -> str:
    """Answer that one is unsure of everything, and return the verdict's title."""
    expect(page.locator("severity-classifier[data-live]")).to_have_count(1)
    verdict = page.locator("severity-classifier > [data-part=verdict]")
    unsure = page.locator("severity-classifier fieldset:visible label:has(input[value=unsure])")
    while not verdict.is_visible():
        unsure.click()
        verdict.or_(unsure).first.wait_for()
    return verdict.locator("[data-slot=title]").inner_text()


def take_two_steps(page: Page) -> list[str]:
    """Answer two questions of a troubleshooter, and return the steps that were shown."""
    expect(page.locator("troubleshooter-tree[data-live]")).to_have_count(1)
    step = page.locator("troubleshooter-tree [data-step]:visible")
    steps = []
    for _ in range(2):
        steps.append(str(step.get_attribute("data-step")))
        step.locator("a[data-answer]").first.click()
        expect(page.locator(f"[data-step='{steps[-1]}']")).to_be_hidden()
    return [*steps, str(step.get_attribute("data-step"))]


def write_a_draft(page: Page) -> None:
    """Write a ticket's subject, load the page again and find the draft there."""
    page.locator("[data-part=paper]").wait_for()
    page.locator('[name=ticket-kind][value="offline"]').check()
    subject = page.locator("#ticket-subject")
    subject.fill("The link drops every evening")
    subject.blur()
    wait_until(page, "() => document.querySelector('ticket-composer').isSettled")
    page.reload()
    expect(page.locator("#ticket-subject")).to_have_value("The link drops every evening")


def compare_tests(page: Page, good: str = "a", bad: str = "b") -> str:
    """Give the analyser a list in which the slow tests go by the mast `bad`; return what it found, in words."""
    page.locator("form[data-part=intake]").wait_for()
    rows = "".join(f"test-{at},{(good, bad)[at % 2]},{('fast', 'slow')[at % 2]}\n" for at in range(80))
    tests = {"name": "tests.csv", "mimeType": "text/csv", "buffer": f"Number,mast,result\n{rows}".encode()}
    page.locator('[data-list="0"] input[type=file]').set_input_files([tests])
    page.get_by_role("button", name=re.compile("^Read the")).click()
    page.locator("form[data-part=choose]").wait_for()
    page.get_by_role("button", name=re.compile("^Compare the")).click()
    page.locator("section[data-part=result]").wait_for()
    return page.locator("[data-part=paragraph]").input_value()
