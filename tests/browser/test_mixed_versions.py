"""A page that is left open while the site changes never puts modules of two versions together."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

VERSION = re.compile(r"(?<=\?v=)[0-9a-f]{8}|(?<=name=\"portal-version\" content=\")[0-9a-f]{8}")
NEXT = "feedbeef"


@pytest.fixture
def publish_next(built_site: Path) -> Callable:
    """`publish_next(page)`: from now on, the host has another version of every page and script."""

    def answer(route: Route) -> None:
        path = built_site / route.request.url.split("?")[0].partition("/help/")[2]
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in (".html", ".js") or not path.is_file():
            route.fallback()
            return
        kind = "text/html" if path.suffix == ".html" else "text/javascript"
        route.fulfill(body=VERSION.sub(NEXT, path.read_text(encoding="utf-8")), content_type=kind)

    return lambda page: page.route("**/help/**", answer)


def read_modules(page: Any) -> list[str]:
    """The scripts of ours that the page has asked for, with their versions."""
    script = "performance.getEntriesByType('resource').map(({ name }) => name).filter(name => /\\?v=/.test(name))"
    return [address.rpartition("/")[2].partition("#")[0] for address in page.evaluate(script)]


def test_a_link_from_an_old_page_to_a_new_one_loads_it_anew(new_page: Callable, publish_next: Callable) -> None:
    page = new_page("")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.old = true")
    publish_next(page)
    with page.expect_navigation(wait_until="load"):
        page.evaluate("""() => document.querySelector('article a[href*="check-severity"]').click()""")
    page.wait_for_function("window.old === undefined")
    expect(page.locator("severity-classifier [data-part=question], severity-classifier fieldset").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    names = read_modules(page)
    assert names
    assert {name.partition("=")[2] for name in names} == {NEXT}


def test_a_new_module_that_an_old_page_loads_brings_its_own(new_page: Callable, publish_next: Callable) -> None:
    page = new_page("")
    page.wait_for_load_state("networkidle")
    before = read_modules(page)
    publish_next(page)
    loader = page.locator('script[src*="/portal."]').get_attribute("src")
    page.evaluate(
        "address => import(new URL(address, location))", loader.replace("portal/portal", "severity-classifier/severity-classifier")
    )
    entry, *others = [name for name in read_modules(page) if name not in before]
    assert entry.partition("=")[2] != NEXT
    assert others
    assert {name.partition("=")[2] for name in others} == {NEXT}
