"""Every page in a real browser: accessible, quiet and within its width, in both palettes, without scripts, in print."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.company import DOCS, PROJECT

NARROW, WIDE = 320, 1280
# Between the palettes only colours differ, between the widths only the layout.
LOOKS = (("light", NARROW, "layout"), ("light", 768, None), ("light", WIDE, "all"), ("dark", WIDE, "colours"))
LACKING = "no-such-page/"
ALLOWED = ("404", "no-such-page", "Failed to load resource")
# of an element that is too wide: its name, class, text
FIND_WIDE = """() => [...document.querySelectorAll('.md-content *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('pre, .scroll, .md-typeset__scrollwrap, [tabindex="0"]'))
  .slice(0, 3).map((element) => `<${element.localName} class="${element.className}"> ${element.textContent.slice(0, 60)}`)"""
# The theme gives the side columns their height in a frame after the width has changed.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PARTS = 2
# What writers wrote is in the article: to load all of a page for it takes four times as long. The theme goes from page to page so too.
SHOW_ARTICLE = """async (address) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  history.replaceState(null, "", address);
  for (const list of document.querySelectorAll("nav.md-nav, .md-tabs")) list.replaceChildren(); // axe looks through all that is around
  document.querySelector("article").replaceWith(page.querySelector("article"));
  document$.next(document);
  const styles = [...document.querySelectorAll("article link[rel=stylesheet]")].filter((link) => !link.sheet);
  await Promise.all(styles.map((link) => new Promise((done) => (link.onload = link.onerror = done))));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def addresses(docs: Path = DOCS) -> list[str]:
    """Return the address of every page, as MkDocs makes it from the path."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).with_suffix("").as_posix()
        if not name.startswith(("_data", "contributing")):
            found.append("" if name == "index" else name.removesuffix("/index") + "/")
    return [*found, LACKING]


def assert_fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, page.evaluate(FIND_WIDE))


@pytest.mark.parametrize("address", addresses())
def test_a_page_of_each_kind_is_accessible_and_fits_at_every_width_in_both_palettes(
    new_page: Callable, axe: Callable, address: str
) -> None:
    page = new_page(address, allow=ALLOWED if address == LACKING else ())
    for palette, width, about in LOOKS:
        page.emulate_media(color_scheme=palette)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(TWO_FRAMES)
        assert_fits(page, width)
        if about:  # what stands around the article is the same on each page
            axe(page, None if about == "all" or not address else "article", about=about)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_shipped_portal_is_accessible_and_fits_a_phone(shipped_page: Callable, axe: Callable, part: int) -> None:
    page = shipped_page("", width=NARROW, allow=ALLOWED)
    home = page.url
    for address in addresses(PROJECT / "docs")[part::PARTS]:
        page.evaluate(SHOW_ARTICLE, home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, (address, page.evaluate(FIND_WIDE))
        axe(page, "article", about="layout")


def test_letters_in_fields_are_large_enough_not_to_be_zoomed(new_page: Callable) -> None:
    page = new_page(width=390)
    read = "(all) => all.map((field) => [field.name || field.type, parseFloat(getComputedStyle(field).fontSize)])"
    for address in ("", "support/report-a-problem/", "guides/commonality-analysis/", "search/"):
        page.goto(address)
        sizes = page.locator("article :is(input:not([type=radio], [type=checkbox], [type=file]), select, textarea)").evaluate_all(read)
        assert sizes
        assert [(name, size) for name, size in sizes if size < 16] == [], address


def test_without_scripts_a_page_tells_the_same_facts(new_page: Callable) -> None:
    with_scripts, without = new_page(), new_page(javascript=False)
    told = "article :is(h1, h2, h3, th, td)"
    for address in ("policy/", "policy/severity-levels/"):
        with_scripts.goto(address)
        without.goto(address)
        facts = without.locator(told).all_text_contents()
        assert len(facts) > 10
        assert facts == with_scripts.locator(told).all_text_contents()
        assert without.locator("article h1").is_visible()


def test_in_print_navigation_is_gone_and_shapes_stay(new_page: Callable) -> None:
    page = new_page("policy/escalation-matrix/")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-sidebar--primary").is_visible()
    page.goto("policy/severity-levels/")
    shapes = page.locator("article .portal-level__shape")
    assert all(shapes.nth(index).bounding_box() for index in range(shapes.count()) if shapes.nth(index).is_visible())
    assert page.locator("article .portal-level__label").first.evaluate("(element) => getComputedStyle(element).color") == "rgb(0, 0, 0)"


def test_on_paper_the_matrix_lies_across_and_each_page_says_whose_it_is_and_of_which_day(new_page: Callable) -> None:
    page = new_page("policy/escalation-matrix/")
    assert not page.locator(".print-foot").is_visible()
    sheet = page.pdf(prefer_css_page_size=True)
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet).groups())
    assert width > height
    page.emulate_media(media="print")
    assert re.fullmatch(r"Fernblick Help, https?://\S+/policy/escalation-matrix/, 2026-11-01", page.locator(".print-foot").inner_text())


def test_a_matrix_whose_rows_are_still_coming_is_not_drawn(new_page: Callable) -> None:
    page = new_page("policy/escalation-matrix/")
    table = page.locator(".escalation-matrix__table")
    assert table.is_visible()
    table.evaluate("(table) => { while (table.nextSibling) table.nextSibling.remove() }")
    assert not table.is_visible(), "each row may change the widths"


def test_a_level_is_told_by_shape_and_word_when_colours_are_forced(new_page: Callable) -> None:
    page = new_page("policy/severity-levels/", forced_colors="active")
    row = page.locator("#s1")
    assert "S1" in row.inner_text()
    assert "Emergency" in row.inner_text()
    box = row.locator(".portal-level__shape").bounding_box()
    assert box
    assert box["width"] >= 12


def test_the_keyboard_reaches_the_four_doors_in_order_and_a_finger_hits_them(new_page: Callable) -> None:
    page = new_page(LACKING, allow=ALLOWED, width=360)
    expect(page.locator("#search-form-q")).to_have_value("no such page")
    doors = page.locator("nav.portal-doors a")
    titles = doors.locator("strong").evaluate_all("(all) => all.map((title) => title.getBoundingClientRect().width)")
    assert min(titles) >= 100, titles
    page.goto("")
    assert doors.count() == 4
    doors.first.focus()
    seen = []
    for index in range(4):
        seen.append(page.evaluate("document.activeElement.textContent"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
        box = doors.nth(index).bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 200
        page.keyboard.press("Tab")
    assert seen == doors.evaluate_all("(all) => all.map((door) => door.textContent)")
