"""The theme's style sheets as sent make each page look as the whole ones do."""

from collections.abc import Callable
from pathlib import Path

import material
import pytest
from playwright.sync_api import Page, Route, expect

WHOLE = Path(material.__file__).parent / "templates/assets/stylesheets"
SHEETS = ("main", "palette")
# How each element and what stands before and after it looks: all properties but those that only others read.
READ_LOOKS = """() => [document.documentElement, ...document.body.querySelectorAll("*")].flatMap((element) =>
  ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part || undefined)
    if (part && style.content === "none") return ""
    return `${element.localName}.${element.className}${part} ` + [...style].filter((name) => !name.startsWith("--")).map((name) => `${name}:${style.getPropertyValue(name)}`).join(";")
  }))"""
# The whole sheet is there before the short one goes, so that no script sees a page without style.
USE_WHOLE = """async (name) => {
  const short = document.querySelector(`link[href*="stylesheets/${name}."]`)
  const whole = Object.assign(short.cloneNode(), { href: new URL(`whole-${name}.css`, short.href) })
  await new Promise((resolve) => { whole.onload = resolve; short.after(whole) })
  short.remove()
}"""


def answer_with_the_whole(route: Route) -> None:
    name = Path(route.request.url).stem.removeprefix("whole-")
    route.fulfill(body=next(WHOLE.glob(f"{name}.*.css")).read_bytes(), content_type="text/css")


def open_nothing(page: Page) -> None:
    expect(page.locator("h1").first).to_be_attached()


def open_menu(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("label.md-header__button[for=__drawer]").click()


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").press_sequentially("audoi")
    expect(page.locator("[data-md-component=search-result] > ol > li").first).to_be_visible()


def go_dark(page: Page) -> None:
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    expect(page.locator("body[data-md-color-scheme=slate]")).to_be_attached()


def change_colours(page: Page) -> None:
    """As the theme does for the moment of the change, for a reader who did not ask for less motion."""
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("document.body.setAttribute('data-md-color-switching', '')")


def print_it(page: Page) -> None:
    page.emulate_media(media="print")


def show_dialog(page: Page) -> None:
    """As after a click that copies code, which the theme shows for two seconds only."""
    page.locator(".md-dialog").evaluate("(dialog) => dialog.classList.add('md-dialog--active')")


@pytest.mark.parametrize(
    ("address", "act"),
    [
        ("", open_nothing),
        ("", open_menu),
        ("", open_search),
        ("", go_dark),
        ("", change_colours),
        ("search/?q=audio", open_nothing),
        ("policy/severity-levels/", open_nothing),
        ("policy/severity-levels/", print_it),
        ("policy/escalation-matrix/", open_menu),
        ("contributing/writers-guide/", open_nothing),
        ("contributing/writers-guide/", change_colours),
        ("contributing/writers-guide/", show_dialog),
    ],
    ids=lambda each: getattr(each, "__name__", each or "home"),
)
def test_a_page_looks_as_with_the_whole_sheets(new_page: Callable, address: str, act: Callable[[Page], None]) -> None:
    page = new_page(address)
    page.route("**/whole-*.css", answer_with_the_whole)
    act(page)
    page.wait_for_timeout(300)
    short = page.evaluate(READ_LOOKS)
    for name in SHEETS:
        page.evaluate(USE_WHOLE, name)
    page.wait_for_timeout(300)
    whole = page.evaluate(READ_LOOKS)
    assert len(short) > 300
    differences = [sorted(set(one.split(";")) ^ set(other.split(";"))) for one, other in zip(short, whole, strict=True) if one != other]
    assert differences[:5] == []


def test_nothing_fades_when_the_colours_change(new_page: Callable) -> None:
    page = new_page("policy/severity-levels/")
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator("h1")).to_be_visible()
    running = page.evaluate("""async () => {
      [...document.querySelectorAll("label[for^=__palette]")].find((label) => !label.hidden).click()
      const running = []
      for (let frame = 0; frame < 5; frame++) {
        running.push(...document.getAnimations().map((each) => each.transitionProperty ?? each.animationName))
        await new Promise(requestAnimationFrame)
      }
      return running
    }""")
    expect(page.locator("body[data-md-color-scheme=slate]")).to_be_attached()
    assert running == []
