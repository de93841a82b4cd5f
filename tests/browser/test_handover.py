"""The handover between pages: it comes out as it went in, it reaches the classifier and the ticket, and nothing hostile runs."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

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


def use_module(page: Page, script: str, argument: object = None) -> Any:
    """Run `script`, a function of (module, argument), with the trail's module."""
    code = f"async ([address, argument]) => ({script})(await import(address), argument)"
    return page.evaluate(code, [page.url.split("/help/")[0] + "/help/components/handover/handover.js", argument])


@pytest.fixture
def page(new_page: Callable) -> Page:
    opened: Page = new_page("troubleshooting/")
    return opened


def test_a_record_comes_out_as_it_went_in(page: Page) -> None:
    assert use_module(page, "(trail, record) => trail.decodeHandover(trail.encodeHandover(record))", SOUND) == SOUND
    assert use_module(page, "(trail, text) => trail.decodeHandover(text)", encoded(SOUND)) == SOUND
    assert use_module(page, "(trail, record) => { trail.writeHandover(record); return trail.readHandover(); }", SOUND) == SOUND
    assert use_module(page, "(trail) => { trail.eraseHandover(); return trail.readHandover(); }") is None


def test_the_address_wins_over_the_tab(page: Page) -> None:
    use_module(page, "(trail, record) => trail.writeHandover(record)", SOUND)
    page.goto(f"troubleshooting/?trail={encoded({**SOUND, 'tree': 'link-drops'})}")
    assert use_module(page, "(trail) => trail.readHandover().tree") == "link-drops"
    page.goto("troubleshooting/?trail=rubbish")
    assert use_module(page, "(trail) => trail.readHandover().tree") == "no-signal"


UNFIT = [
    *("", "%", "AAAA", "eyJ2", "a" * 20_000, encoded([]), encoded(None), encoded(1), encoded({}), encoded({**SOUND, "version": 2})),
    encoded({**SOUND, "tree": HOSTILE}),
    base64.urlsafe_b64encode(b"\xff\xfe\x00").decode(),
]


def test_what_is_no_record_is_ignored(page: Page) -> None:
    assert use_module(page, "(trail, texts) => texts.map(trail.decodeHandover)", UNFIT) == [None] * len(UNFIT)


def test_unfit_parts_are_left_out_and_the_rest_is_kept(page: Page) -> None:
    broken = {
        **SOUND,
        "path": [HOSTILE, "how-many.one", 7, "a.b.c"],
        "observed": [None, "", "Fine.", "x" * 301, ["y"]],
        "tried": "not a list",
        "known": {"link": "some", "__proto__": "x", "Bad Id": "y", "began": 3},
        "more": HOSTILE,
    }
    kept = use_module(page, "(trail, text) => trail.decodeHandover(text)", encoded(broken))
    assert kept == {**SOUND, "path": ["how-many.one"], "observed": ["Fine."], "tried": []}


def test_a_long_list_is_cut(page: Page) -> None:
    kept = use_module(page, "(trail, value) => trail.checkHandover(value)", {**SOUND, "tried": ["Did it."] * 500})
    assert len(kept["tried"]) == 20


def test_hostile_sentences_in_an_address_run_nothing(page: Page) -> None:
    hostile = {**SOUND, "observed": [HOSTILE], "tried": [HOSTILE], "known": {"link": "some", "whose": HOSTILE}}
    for target in ("support/check-severity/", "support/report-a-problem/", "troubleshooting/no-signal/"):
        page.goto(f"{target}?trail={encoded(hostile)}&steps=no-signal_{HOSTILE}")
        page.wait_for_load_state("networkidle")
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
