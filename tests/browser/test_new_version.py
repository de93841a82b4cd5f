"""A tab that was left open learns, once and politely, that the portal has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

LOOK_AGAIN = "() => document.dispatchEvent(new Event('visibilitychange'))"


def open_tab(new_page: Callable, published: str | None, allow: tuple[str, ...] = ()) -> tuple[Page, list[str]]:
    """A tab opened an hour ago, over a site that names `published` as its version now; and the requests for it."""
    page = new_page(allow=allow)
    asked: list[str] = []

    def answer(route: object) -> None:
        asked.append(route.request.url)
        route.abort() if published is None else route.fulfill(json={"version": published})

    page.route("**/version.json", answer)
    page.clock.install()
    page.goto("policy/severity-levels/")
    page.evaluate("() => customElements.whenDefined('new-version').then(() => true)")
    return page, asked


def look_again(page: Page, minutes: int) -> None:
    page.clock.fast_forward(minutes * 60_000)
    page.evaluate(LOOK_AGAIN)


def news(page: Page) -> str:
    return page.locator("new-version [role=status]").inner_text()


def test_an_old_tab_says_it_once_and_nothing_before(new_page: Callable, axe: Callable) -> None:
    page, asked = open_tab(new_page, "another")
    look_again(page, 1)
    assert asked == []
    look_again(page, 20)
    page.get_by_role("button", name="Not now").wait_for()
    axe(page, "new-version")
    assert page.locator("new-version button").first.bounding_box()["height"] >= 44
    look_again(page, 20)
    assert len(asked) == 1
    page.get_by_role("button", name="Not now").click()
    assert page.locator("new-version").count() == 0


def test_the_button_loads_the_page_again(new_page: Callable) -> None:
    page, _ = open_tab(new_page, "another")
    look_again(page, 20)
    with page.expect_navigation():
        page.locator('new-version [data-do="reload"]').click()
    assert news(page) == ""


@pytest.mark.parametrize("published", ["own", None, 7])
def test_the_same_version_no_network_and_nonsense_say_nothing(new_page: Callable, published: str | None) -> None:
    page, asked = open_tab(new_page, published, allow=("version.json", "ERR_FAILED"))
    if published == "own":
        own = page.locator('meta[name="portal-version"]').get_attribute("content")
        page.unroute("**/version.json")
        page.route("**/version.json", lambda route: (asked.append(route.request.url), route.fulfill(json={"version": own})))
    look_again(page, 20)
    page.wait_for_timeout(300)
    assert len(asked) == 1
    assert news(page) == ""
