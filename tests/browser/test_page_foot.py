"""The foot of each page: whether it helped stays in the browser, and goes along to a ticket when the reader wants that."""

import re
from collections.abc import Callable

from playwright.sync_api import expect


def test_no_help_is_kept_here_and_offered_to_a_ticket_and_an_email(new_page: Callable, axe: Callable) -> None:
    page = new_page("knowledge-base/red-light/?h=zzsecret#tried")
    requests: list[str] = []
    page.locator("[data-helped=no]").wait_for()
    page.on("request", lambda request: requests.append(request.url))
    page.locator("[data-helped=no]").click()
    email = page.locator(".page-foot [data-mail]")
    expect(email).to_have_attribute("href", re.compile("^mailto:[^+]*%20[^+]*$"))  # mail programs show a plus sign as one
    for link in page.locator(".page-foot :is([data-mail], [data-about])").all():
        assert re.search("red-light(?!.*(zzsecret|tried))", link.get_attribute("href"))  # neither what was searched for
    axe(page, ".page-foot")
    assert requests == []
    page.reload()
    expect(page.locator("[data-helped=no]")).to_have_attribute("aria-pressed", "true")
    page.locator(".page-foot [data-about]").click()
    expect(page.locator("#ticket-observed, [name=observed]").first).to_have_value(re.compile("red-light"))


def test_without_javascript_the_foot_asks_nothing(new_page: Callable) -> None:
    page = new_page("knowledge-base/red-light/", javascript=False)
    expect(page.locator(".page-foot__facts")).to_contain_text("Maintained by Fernblick")
    expect(page.locator(".page-foot__feedback")).to_be_hidden()
    links = page.locator(".site-foot a")
    expect(links.first).to_have_attribute("href", re.compile("support/status/$"))
    expect(links.last).to_have_attribute("href", "https://fernblick.example.org/")
