"""Every page in a real browser: at three widths, in both palettes, without scripts, in print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

WIDTHS = (320, 768, 1280)
# What axe looks at in each palette and at each width. Between the palettes only colours differ, between the widths only the layout.
LOOKS = {"light": ("all", "layout", "all"), "dark": ("colours", None, "colours")}
DOCS = Path(__file__).resolve().parents[2] / "docs"
MAIN_PAGES = ("", "support/", "policy/severity-levels/", "policy/escalation-matrix/", "support/before-you-report/")
# of an element that is too wide: its name, class, text
FIND_WIDE = """() => [...document.querySelectorAll('.md-content *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('pre, .scroll, .md-typeset__scrollwrap, [tabindex="0"]'))
  .slice(0, 3).map((element) => `<${element.localName} class="${element.className}"> ${element.textContent.slice(0, 60)}`)"""

# The theme gives the side columns their height in a frame after the width has changed.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def addresses() -> list[str]:
    """Return the address of every page, as MkDocs makes it from the path."""
    found = []
    for path in sorted(DOCS.rglob("*.md")):
        name = path.relative_to(DOCS).with_suffix("").as_posix()
        if not name.startswith("_data"):
            found.append("" if name == "index" else name.removesuffix("/index") + "/")
    return [*found, "no-such-page/"]


@pytest.mark.parametrize("address", addresses())
def test_a_page_is_accessible_quiet_and_fits_at_every_width_in_both_palettes(new_page: Callable, axe: Callable, address: str) -> None:
    allowed = ("404", "no-such-page", "Failed to load resource") if address == "no-such-page/" else ()
    page = new_page(address, allow=allowed)
    for palette, looks in LOOKS.items():
        page.emulate_media(color_scheme=palette)
        for width, about in zip(WIDTHS, looks, strict=True):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(FIND_WIDE)
            if about:
                page.evaluate(TWO_FRAMES)
                axe(page, about=about)


@pytest.mark.parametrize("address", MAIN_PAGES)
def test_without_scripts_a_page_tells_the_same_facts(new_page: Callable, address: str) -> None:
    with_scripts = new_page(address)
    without = new_page(address, javascript=False)
    read = "() => [...document.querySelectorAll('article [data-facts]')].map((element) => element.dataset.facts)"
    plain = without.locator("article [data-facts]").evaluate_all("(all) => all.map((element) => element.getAttribute('data-facts'))")
    assert plain == with_scripts.evaluate(read)
    assert without.locator("article h1").is_visible()


@pytest.mark.parametrize("address", ["policy/severity-levels/", "policy/escalation-matrix/"])
def test_in_print_navigation_is_gone_and_shapes_stay(new_page: Callable, address: str) -> None:
    page = new_page(address)
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-sidebar--primary").is_visible()
    shapes = page.locator("article .level__shape")
    assert shapes.count() > 0
    assert all(shapes.nth(index).bounding_box() for index in range(shapes.count()) if shapes.nth(index).is_visible())
    assert page.locator("article .level__label").first.evaluate("(element) => getComputedStyle(element).color") == "rgb(0, 0, 0)"


def test_a_level_is_told_by_shape_and_word_when_colours_are_forced(new_page: Callable) -> None:
    page = new_page("policy/severity-levels/", forced_colors="active")
    row = page.locator("#p1")
    assert "P1" in row.inner_text()
    assert "Critical" in row.inner_text()
    box = row.locator(".level__shape").bounding_box()
    assert box
    assert box["width"] >= 12


def test_the_keyboard_reaches_the_four_doors_in_order(new_page: Callable) -> None:
    page = new_page("")
    doors = page.locator("nav.doors a")
    assert doors.count() == 4
    doors.first.focus()
    seen = []
    for _ in range(4):
        seen.append(page.evaluate("document.activeElement.textContent.split('?')[0].split('.')[0]"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
        page.keyboard.press("Tab")
    assert seen == doors.evaluate_all("(all) => all.map((door) => door.textContent.split('?')[0].split('.')[0])")


def test_doors_and_steps_are_big_enough_to_touch(new_page: Callable) -> None:
    page = new_page("", width=360)
    for index in range(4):
        box = page.locator("nav.doors a").nth(index).bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 200


def test_a_page_reached_without_a_reload_is_whole(new_page: Callable) -> None:
    page = new_page("")
    page.evaluate("window.stayed = true")
    page.locator("nav.doors a").nth(1).click()
    page.wait_for_selector("h1")
    page.wait_for_function("() => document.querySelector('h1').textContent !== 'How can we help?'")
    assert page.locator("article h1").count() == 1
