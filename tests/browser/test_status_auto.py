"""With `transport: auto` the browser finds out which product runs the status page: seldom, once a session, and never green by guess."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.test_status_failures import FAILURES, UNAVAILABLE
from tests.status_bodies import CSTATE, INSTATUS, STATUSPAGE
from tests.status_reader import Reader, later, stop_clock
from tests.status_servers import Answer, Provider, Site, provider_and_site

ADDRESSES = ["/api/v2/summary.json", "/summary.json", "/index.json"]
MISSING = Answer(b"<!doctype html><title>Not found</title>", status=404)


@pytest.fixture(scope="module")
def status_servers() -> Iterator[tuple[Provider, Site]]:
    with provider_and_site(transport="auto") as both:
        yield both


def come_back(seen: Reader, moment: str) -> Any:
    """Leave the page and open it in another session; two pages whose clocks differ by days would each think the other's time wrong."""
    url = seen.page.url
    seen.page.goto(f"{seen.site.url}page.css")
    tab = seen.context.new_page()
    stop_clock(tab, moment)
    tab.goto(url)
    return tab


@pytest.mark.parametrize(
    ("address", "body", "words"),
    [
        ("/api/v2/summary.json", STATUSPAGE, "One-way audio in Frankfurt"),
        ("/summary.json", INSTATUS, "API fails"),
        ("/index.json", CSTATE, "Sign-in down"),
    ],
)
def test_the_product_is_found_and_then_asked_alone(reader: Callable[..., Reader], address: str, body: Any, words: str) -> None:
    seen = reader(MISSING, at="2026-11-22T21:00:00Z")
    seen.provider.answers = {address: Answer(body)}
    seen.visit().shows(words)
    asked = ADDRESSES.index(address) + 1
    assert seen.provider.asked == ADDRESSES[:asked]
    later(seen, MISSING, 80)
    assert seen.provider.asked[asked:] == [address]
    tab = come_back(seen, "2026-11-28T21:00:00Z")
    tab.locator(".status-panel .status-view").get_by_text(words).first.wait_for()
    assert seen.provider.asked[asked + 1 :] == [address]
    assert seen.errors == []


def test_nothing_is_asked_twice_in_a_session_when_nobody_answers(reader: Callable[..., Reader]) -> None:
    seen = reader(MISSING, at="2026-11-22T21:00:00Z")
    seen.visit().shows(UNAVAILABLE)
    assert seen.provider.url + "/" in seen.links()
    later(seen, MISSING, 3600)
    for view in ("panel", "hint", "all"):
        seen.visit(view)
        later(seen, MISSING, 600)
    seen.shows(UNAVAILABLE)
    assert seen.provider.asked == ADDRESSES
    assert len(seen.warnings()) == 1
    assert seen.said() == ""


def test_five_tabs_find_out_once(reader: Callable[..., Reader]) -> None:
    seen = reader(MISSING)
    seen.provider.answers = {"/index.json": Answer(CSTATE)}
    tabs = [seen.page, *(seen.context.new_page() for _ in range(4))]
    for tab in tabs:
        tab.goto(f"{seen.site.url}support/banner/", wait_until="commit")
    for tab in tabs:
        tab.locator(".status-banner").get_by_text("Sign-in down").first.wait_for()
    assert seen.provider.asked == ADDRESSES


@pytest.mark.parametrize("name", ["refused by CORS", "too many requests", "a page instead of data", "another shape", "huge"])
def test_a_host_that_cannot_be_read_is_neutral_and_keeps_the_link(reader: Callable[..., Reader], name: str) -> None:
    seen = reader(FAILURES[name]).visit()
    seen.shows(UNAVAILABLE)
    assert seen.provider.url + "/" in seen.links()
    assert "operational" not in seen.text().lower()
    assert seen.said() == ""
    assert len(seen.warnings()) == 1
    assert seen.errors == []
    assert seen.provider.asked == ADDRESSES


def test_pages_without_the_status_ask_nothing(reader: Callable[..., Reader]) -> None:
    seen = reader(Answer(STATUSPAGE)).visit("scope")
    seen.settle()
    assert seen.provider.asked == []
