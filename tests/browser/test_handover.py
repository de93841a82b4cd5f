"""The handover between pages: it reaches the classifier and the ticket, and nothing hostile runs."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SOUND = {
    "version": 1,
    "tree": "no-signal",
    "problem": "offline",
    "path": ["how-many.one", "where"],
    "observed": ["One device is offline – ünïcode 🎧."],
    "tried": ["Did it."],
    "known": {"link": "some"},
}
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\'"</textarea>'


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.fixture
def page(new_page: Callable) -> Page:
    opened: Page = new_page("troubleshooting/")
    return opened


def test_hostile_sentences_in_an_address_run_nothing(page: Page) -> None:
    hostile = {**SOUND, "observed": [HOSTILE], "tried": [HOSTILE], "known": {"link": "some", "whose": HOSTILE}}
    for target in ("support/check-severity/", "support/report-a-problem/", "troubleshooting/no-signal/"):
        page.goto(f"{target}?trail={encoded(hostile)}&steps=no-signal_{HOSTILE}")
        page.wait_for_load_state("networkidle")
        if "check" in target:
            expect(page.locator("severity-classifier fieldset:visible")).to_have_attribute("data-question", "whose")
        assert page.evaluate("window.hacked") is None
        assert page.locator("main img[src=x]").count() == 0


def test_from_a_dark_hut_through_the_classifier_to_the_ticket(new_page: Callable) -> None:
    page = new_page("troubleshooting/no-signal/", width=360)
    expect(page.locator("troubleshooter-tree[data-live]")).to_have_count(1)
    for step, answer in (("how-many", "all"), ("map", "no-change")):
        page.locator(f"[data-step='{step}'] a[data-answer='{answer}']").click()
    page.locator("[data-step=urgent] a[data-to=classifier]").click()
    page.wait_for_url("**/support/check-severity/**")
    expect(page.locator("severity-classifier[data-live]")).to_have_count(1)
    expect(page.locator("severity-classifier fieldset:visible")).to_have_attribute("data-question", "began")
    page.goto("support/report-a-problem/")
    observed = page.locator("ticket-composer textarea[data-field=observed]")
    expect(observed).to_have_value(re.compile(r"The whole hut is offline\."))
