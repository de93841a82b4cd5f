"""The search by touch, on a slow line, and with a damaged index."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.watched_page import wait_until

BOX = "[data-md-component=search-query]"
RESULTS = "[data-md-component=search-result] > ol > li"
META = ".md-search-result__meta"
INDEX = re.compile(r"/search/index-")


@pytest.fixture
def phone(new_page: Callable) -> Page:
    page = new_page("", width=360, height=740, touch=True)
    page.locator("label.md-header__button[for=__search]").tap()
    return page


def test_a_finger_opens_the_box_narrows_the_results_and_follows_one(phone: Page) -> None:
    phone.locator(BOX).press_sequentially("light")
    expect(phone.locator(RESULTS).first).to_be_visible()
    phone.locator(".search-filter[data-kind=troubleshooter]").tap()
    expect(phone.locator(".search-filter--on")).to_be_visible()
    assert set(phone.locator(f"{RESULTS} .search-kind").all_text_contents()) == {"Troubleshooter"}
    phone.locator(RESULTS).first.locator("a").first.tap()
    phone.wait_for_url(re.compile("/troubleshooting/"))


def test_a_finger_follows_the_direct_answer(phone: Page) -> None:
    phone.locator(BOX).press_sequentially("S2")
    phone.locator(".search-answer a").tap()
    phone.wait_for_url(re.compile("/policy/"))


def test_what_a_finger_must_hit_is_large_and_the_last_kind_can_be_reached(phone: Page) -> None:
    phone.locator(BOX).press_sequentially("S2 light")
    expect(phone.locator(".search-filter").first).to_be_visible()
    heights = phone.locator(f".search-filter, .search-answer a, {RESULTS} > a").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert len(heights) > 5
    assert min(heights) >= 44
    last = phone.locator(".search-filter").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)
    wait_until(phone, "document.documentElement.scrollWidth <= 360")  # the answer may come while the theme still unfolds its box


def test_a_slow_index_is_said_to_be_searched_and_answers_when_it_comes(new_page: Callable) -> None:
    page = new_page("", alone=True)
    held: list[Route] = []
    slow = [True]
    page.context.route(INDEX, lambda route: held.append(route) if slow[0] else route.continue_())
    page.keyboard.press("/")
    page.locator(BOX).press_sequentially("ice")
    expect(page.locator(META)).to_have_text("Searching…")
    page.wait_for_timeout(2500)
    expect(page.locator(META)).to_have_text("Searching…")
    expect(page.locator("[data-part=failed], [data-part=nothing]")).to_have_count(0)
    slow[0] = False
    for route in held:
        route.continue_()
    expect(page.locator(RESULTS).first).to_contain_text(re.compile("ice", re.IGNORECASE))
    expect(page.locator(META)).to_contain_text("good match")


@pytest.mark.parametrize("piece", ["root", "words", "texts"])
def test_a_truncated_piece_is_told_and_tried_again(new_page: Callable, piece: str) -> None:
    page = new_page("", alone=True)
    broken, under_way = [True], set()

    def answer(route: Route) -> None:
        if broken[0] and re.search(rf"/index-[^/]+/{piece}\b", route.request.url):
            under_way.add(route)
            route.fulfill(status=200, body=route.fetch().body()[:-40])
            under_way.remove(route)
        else:
            route.continue_()

    page.context.route(INDEX, answer)
    page.keyboard.press("/")
    page.locator(BOX).press_sequentially("ice")
    failed = page.locator("[data-part=failed]")
    expect(failed).to_contain_text("load its index")
    broken[0] = False
    while under_way:  # what was asked for before still comes truncated
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    failed.locator("[data-act=retry]").click()
    expect(page.locator(RESULTS).first).to_contain_text(re.compile("ice", re.IGNORECASE))


def test_a_complaint_is_answered_without_the_file_of_hints(new_page: Callable) -> None:
    page = new_page("", allow=("404", "Failed to load"), alone=True)
    page.context.route(re.compile(r"/index-[^/]+/hints"), lambda route: route.fulfill(status=404, body=""))
    page.keyboard.press("/")
    page.locator(BOX).press_sequentially("nothing loads")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_a_stemmer_that_did_not_come_is_asked_for_again(new_page: Callable) -> None:
    page = new_page("", allow=("404", "Failed to load"), alone=True)
    broken = [True]
    page.context.route(re.compile(r"/lunr\.js"), lambda route: route.fulfill(status=404, body="") if broken[0] else route.continue_())
    page.keyboard.press("/")
    page.locator(BOX).press_sequentially("red lihgt")
    failed = page.locator("[data-part=failed]")
    expect(failed).to_contain_text("load its index")
    broken[0] = False
    failed.locator("[data-act=retry]").click()
    expect(page.locator("[data-part=corrected]")).to_contain_text("lihgt")
    expect(page.locator(RESULTS).first).to_contain_text(re.compile("light", re.IGNORECASE))


# The worker as the box uses it: it is opened, and the whole query is there before anybody could have read an answer to nothing.
# The pause before the query is the page's: pasted, or typed while the page was still busy.
TYPED_AT_ONCE = """async () => {
  const { base } = JSON.parse(document.querySelector("#__config").textContent)
  const at = (path) => new URL(path, new URL(`${base}/`, location.href))
  const { config } = await (await fetch(at("search/search_index.json"))).json()
  const worker = new Worker(at("components/search/search-worker.js"))
  const counts = []
  const told = (wanted) => new Promise((resolve) => worker.addEventListener("message", ({ data: { type, data } }) => {
    if (wanted(type, data)) resolve()
  }))
  worker.addEventListener("message", ({ data: { type, data } }) => type === 3 && counts.push(data.items.length))
  const answered = told((type, data) => type === 3 && data.items.length)
  const ready = told((type) => type === 1)
  worker.postMessage({ type: 0, data: { config } })
  await ready
  worker.postMessage({ type: 2, data: "" })
  await new Promise((resolve) => setTimeout(resolve, 20))
  worker.postMessage({ type: 2, data: "red light" })
  await answered
  return counts
}"""


def test_a_query_that_comes_at_once_is_never_answered_with_nothing_first(new_page: Callable) -> None:
    counts = new_page("").evaluate(TYPED_AT_ONCE)
    assert len(counts) == 1
    assert counts[0] > 0
