"""From a troubleshooter through the classifier to a finished mail: one way, with nothing typed twice."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email import policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_ticket_composer import parse_ticket

START = "troubleshooting/link-drops/"


def _click(target: Any) -> None:
    target.click()


def _press(target: Any) -> None:
    target.focus()
    target.press("Enter")


def _walk_the_tree(page: Any, activate: Callable) -> None:
    """Take the last way of each step, the one that does not help, until help is offered."""
    for _ in range(40):
        onward = page.locator("a[data-to]:visible")
        if onward.count():
            activate(onward.first)
            return
        activate(page.locator(".ways a[data-answer]:visible").last)
    pytest.fail("the troubleshooter offers no help")


def _classify(page: Any, activate: Callable) -> str:
    page.locator("severity-classifier [data-part=tools]").wait_for()
    verdict = page.locator("[data-part=verdict]")
    for _ in range(30):
        if verdict.is_visible():
            break
        page.locator("fieldset[data-question]:visible input[type=radio]").nth(1).press("Space")
        activate(page.locator('severity-classifier button[type="submit"]:visible').first)
    vector = page.locator("[data-slot=vector]", has_text=re.compile(r"\S")).inner_text()
    activate(verdict.locator("a[data-ticket]:visible").first)
    return vector


def _finish(page: Any, activate: Callable) -> tuple[str, dict[str, str]]:
    page.locator("[data-part=paper]").wait_for()
    if not page.locator("[name=ticket-kind]:checked").count():
        page.locator('[name=ticket-kind][value="offline"]').check()
    answers = {
        "subject": "No link in the winter room",
        "begin": "2026-11-20 14:05 UTC",
        "company": "Wildsee",
        "tests": "a84b4c76e66710@192.0.2.1 2026-11-22 10:00",
    }
    for field, value in answers.items():
        page.locator(f"#ticket-{field}").fill(value)
    activate(page.get_by_role("button", name=re.compile("^Add these")))
    page.locator('[data-example="0"]').check()
    with page.expect_download() as download:
        activate(page.locator("[data-act=save-eml]"))
    message = email.message_from_bytes(Path(download.value.path()).read_bytes(), policy=policy.default)
    return message["subject"], parse_ticket(message.get_content())


@pytest.mark.parametrize(
    ("width", "scheme", "activate"),
    [(1280, "light", _press), (360, "dark", _click)],
    ids=["by keyboard", "on a phone in the dark"],
)
def test_a_troubleshooter_leads_to_a_finished_mail(new_page: Callable, width: int, scheme: str, activate: Callable) -> None:
    page = new_page(START, width=width, color_scheme=scheme)
    page.locator("troubleshooter-tree[data-live]").wait_for(state="attached")
    _walk_the_tree(page, activate)
    vector = _classify(page, activate)
    assert re.fullmatch(r"CHECK:\d+(/[a-z-]+:[a-z-]+)+", vector)
    subject, sections = _finish(page, activate)
    assert re.fullmatch(r"\[S\d\] No link in the winter room", subject)
    assert vector in sections["Level"]
    assert "/support/check-severity/?" in sections["Level"]
    assert sections["Speed tests, each checked"].startswith("a84b4c76e66710@")
    assert sections["Observed"], "the troubleshooter's observations came along"
    assert sections["Already tried"], "so did what was tried"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_result_hands_over_its_kind_its_answers_in_words_and_what_they_tell(new_page: Callable) -> None:
    page = new_page("support/check-severity/?vector=CHECK:1/link:all/whose:hut/began:nothing")
    page.locator("[data-slot=class] .act a[data-ticket]").first.evaluate("link => link.click()")
    page.locator("[data-part=paper]").wait_for()
    kind, change = page.locator('[name=ticket-kind][value="offline"]'), page.locator("[data-act=change-kind]")
    label = kind.locator("..").inner_text().strip()
    expect(page.locator("[data-part=chosen] [data-slot=kind]")).to_have_text(label)
    expect(kind).to_be_hidden()
    change.press("Enter")
    expect(kind).to_be_focused()
    expect(kind).to_be_checked()
    expect(change).to_be_hidden()
    expect(page.locator("#ticket-observed")).to_have_value("The whole hut")
    _, sections = _finish(page, _click)
    assert "Whose link is it? The whole hut" in sections["Level"]
    assert "words" not in page.url
    assert "tells" not in page.url


def test_a_result_that_is_unsure_hands_over_no_level(new_page: Callable) -> None:
    page = new_page("support/check-severity/?vector=CHECK:1/link:unsure/began:nothing")
    page.locator("[data-slot=class] .act a[data-ticket]").first.evaluate("link => link.click()")
    page.locator("[data-part=paper]").wait_for()
    assert page.locator("[data-part=find-level]").is_visible()
    assert page.locator("[name=ticket-kind]:checked").count() == 0
