"""The search in the theme's own box, on its own page and beside a ticket: by mouse, keyboard and touch, with good and bad news."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from macros.search.browser_stemmer import read_stemmer
from macros.search.tokens import list_runs, make_stemmer, read_chunks
from tests.search_texts import TEXTS, hostile_texts
from tests.watched_page import HURRY, IDLE, wait_until

BOX = "[data-md-component=search-query]"
RESULTS = "[data-md-component=search-result] > ol > li"
META = ".md-search-result__meta"
INDEX = re.compile(r"/search/index-")


def ask(page: Page, text: str) -> None:
    """Opens the box by its key and types."""
    page.keyboard.press("/")
    page.locator(BOX).fill("")
    page.locator(BOX).press_sequentially(text)


def test_the_index_is_fetched_when_the_search_opens_and_the_theme_loads_a_stub(new_page: Callable, built_site: Path) -> None:
    page = new_page()
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto("")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if INDEX.search(url) or "/engine.js" in url] == []
    assert (built_site / "search/search_index.json").stat().st_size < 1000
    with page.expect_request(INDEX):
        page.keyboard.press("/")


def test_the_keyboard_walks_through_the_results_and_enter_leads_to_the_best(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "ice")
    expect(page.locator(META)).to_contain_text("good match")  # and not the results for "i" or "ic"
    more = page.locator(".md-search-result summary")
    expect(more).to_be_visible()
    page.locator(BOX).evaluate("input => { input.value += 'land' }")  # typed on: these are no results for it
    page.keyboard.press("ArrowDown")
    expect(page.locator(BOX)).to_be_focused()
    page.locator(BOX).fill("ice")
    expect(page.locator("[data-part=all] a")).to_have_attribute("href", re.compile("q=ice$"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).first.locator("a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(more).to_be_focused()
    page.keyboard.press("Enter")  # opens what is less close
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-rest .search-result a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    page.locator(".md-tabs__link", has_text="Support").click()  # the theme swaps the page, the box stays
    page.wait_for_url(re.compile("/policy/"))
    ask(page, "who works on it")
    expect(page.locator("[data-part=all] a")).to_have_attribute("href", re.compile(r"q=who\+works\+on\+it$"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/policy/escalation-matrix/"))


def test_enter_before_the_answer_leads_to_it_once_it_is_there(new_page: Callable) -> None:
    page = new_page("")
    page.locator(BOX).click()
    page.keyboard.type("who works on it")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/policy/escalation-matrix/"))


def test_who_types_on_after_enter_stays(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "ice")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator(BOX).evaluate("""input => {
      input.value = "who works on it"
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))
      input.value += " zzqx"
      input.dispatchEvent(new InputEvent("input", { bubbles: true }))
    }""")
    expect(page.locator("[data-part=all] a")).to_have_attribute("href", re.compile("zzqx"))
    expect(page.locator("#__search")).to_be_checked()


def test_any_text_gets_an_answer_and_never_an_exception(new_page: Callable, site_url: str) -> None:
    code = "async ([client, queries]) => Promise.all(queries.map(async q => Array.isArray((await (await import(client)).search(q, 10)).results)))"
    queries = [*TEXTS, *hostile_texts(150)]
    assert all(new_page("").evaluate(code, [f"{site_url}components/search/search-client.js", queries]))


def test_a_finger_narrows_the_results_widens_them_and_follows_the_answer(new_page: Callable) -> None:
    page = new_page("", width=360, height=740, touch=True)
    page.locator("label.md-header__button[for=__search]").tap()
    page.locator(BOX).press_sequentially("S2 light")
    kinds = page.locator(".search-filters a")
    expect(kinds.first).to_be_visible()
    expect(page.locator(META)).to_have_attribute("role", "status")
    expect(page.locator(META)).to_contain_text(re.compile(r"\d+ good match"))
    heights = page.locator(f".search-filters a, {RESULTS} > a").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert min(heights) >= 44
    kinds.last.scroll_into_view_if_needed()
    expect(kinds.last).to_be_in_viewport(ratio=0.9)
    page.locator(".search-filters a[data-kind=troubleshooter]").tap()
    expect(page.locator(f"{RESULTS} .search-kind").first).to_have_text("Troubleshooter")
    page.locator(".search-filters [aria-current]").tap()
    expect(page.locator(".search-filters a[data-kind=article]")).to_be_visible()
    page.locator(BOX).fill("S2")  # pasted or dictated: no key comes up
    page.locator(".search-answer a").tap()
    page.wait_for_url(re.compile("/policy/"))


def test_the_results_page_is_linked_narrowed_and_undone(new_page: Callable) -> None:
    page = new_page("search/?q=link", width=320, height=700)
    results, left_out = page.locator("[data-results] li"), page.locator("[data-part=left-out]")
    expect(results.first).to_be_visible()
    expect(page.locator("#__search")).not_to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(results.locator(".search-result__title mark").first).to_have_text(re.compile("link", re.IGNORECASE))
    expect(results.locator(".search-kind").first).to_have_text("Troubleshooter")
    expect(results.locator(".search-symptoms").first).to_have_text(re.compile(r"Also described as: \w"))
    page.locator("#search-page-q").fill("zzqx")
    expect(page.locator("[data-part=nothing]")).to_be_visible()
    page.keyboard.press("Enter")  # once more: it was answered already
    expect(page.locator("search-page [data-status]")).to_have_text("No results for “zzqx”.")
    page.locator("#search-page-q").fill("link")
    expect(results.first).to_be_visible()
    every = results.count()
    page.locator("#search-page-q").fill("link -ice")
    expect(left_out).to_contain_text("ice")
    assert results.count() < every
    expect(page).to_have_url(re.compile(r"q=link\+-ice"))
    left_out.locator("a").click()
    expect(left_out).to_have_count(0)
    page.locator("#search-page-q").fill('"red light"')
    expect(results.first).to_contain_text(re.compile("red light", re.IGNORECASE))


# What was asked for before may still come cut off.
TRY_AGAIN = """() => {
  document.querySelector("[data-part=failed] [data-act=retry]")?.click();
  return !document.querySelector("[data-part=failed]");
}"""


@pytest.mark.parametrize("piece", ["index-[^/]+/root", "index-[^/]+/texts", "lunr", "search-worker"])
def test_a_piece_that_is_missing_or_cut_off_is_told_and_tried_again(new_page: Callable, piece: str) -> None:
    page = new_page("", allow=("404", "Failed to load"))

    def spoil(route: Route) -> None:
        if piece in ("lunr", "search-worker"):
            route.fulfill(status=404, body="")
        else:
            route.fulfill(status=200, body=route.fetch().body()[:-40])

    page.context.route(re.compile(rf"/{piece}\b"), spoil)
    page.keyboard.press("/")
    page.locator(BOX).fill("red lihgt")  # at once: a later key would be answered by a whole piece
    failed = page.locator(".search-notes > [data-part=failed]")
    expect(failed).to_contain_text("load its index")
    expect(failed.locator("a[href$='topics/']")).to_be_visible()
    page.context.unroute_all(behavior="wait")
    wait_until(page, TRY_AGAIN)
    expect(page.locator(RESULTS).first).to_contain_text(re.compile("light", re.IGNORECASE))
    expect(failed).to_have_count(0)


def test_a_slow_index_is_said_to_be_searched(new_page: Callable) -> None:
    page = new_page()
    held: list[Route] = []
    slow = [True]
    page.goto("")
    page.context.route(INDEX, lambda route: held.append(route) if slow[0] else route.continue_())
    ask(page, "nothing loads")
    expect(page.locator(META)).to_have_text("Searching…")
    slow[0] = False
    for route in held:
        route.continue_()
    expect(page.locator(META)).to_contain_text("good match")


HOLD = """const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message) {
  if (message.query === "ice") window.release = () => post.call(this, message);
  else post.call(this, message);
};
const { setTimeout: wait } = window;
window.late = [];
window.setTimeout = (act, after) => {
  if (after === 400) window.late.push(act);
  return wait(act, after);
};"""
RELEASE = """async () => {
  window.late[0](); // "Searching…" for the earlier question
  window.release();
  const { search } = await import(new URL("../components/search/search-client.js", location.href).href);
  await search("after it", 1);
  await new Promise(requestAnimationFrame);
}"""


def test_an_earlier_question_that_is_answered_later_replaces_no_results(new_page: Callable) -> None:
    page = new_page()
    page.add_init_script(HOLD)
    page.goto("search/")
    expect(page.locator("search-page[data-live]")).to_be_visible()
    field, results = page.locator("#search-page-q"), page.locator("[data-results] li")
    field.fill("ice")
    wait_until(page, "Boolean(window.release)")
    field.fill("red light")
    expect(results.first).to_contain_text("red")
    before = results.all_text_contents()
    page.evaluate(RELEASE)
    assert results.all_text_contents() == before


@pytest.mark.parametrize(("color_scheme", "width", "about"), [("light", 320, "all"), ("dark", 1280, "colours")])
def test_the_open_box_and_the_results_page_are_accessible(
    new_page: Callable, axe: Callable, color_scheme: str, width: int, about: str
) -> None:
    page = new_page("", width=width, color_scheme=color_scheme)
    if width < 960:
        page.locator("label.md-header__button[for=__search]").click()
        page.locator(BOX).press_sequentially("S2")
    else:
        ask(page, "S2")
    expect(page.locator(".search-answer")).to_be_visible()
    axe(page, ".md-search-result", about=about)
    page.goto("search/?q=regstration")
    expect(page.locator("[data-results] li").first).to_be_visible()
    axe(page, "search-page", about=about)


def test_topics_and_symptoms_are_a_list_without_scripts(new_page: Callable) -> None:
    page = new_page("topics/", javascript=False)
    assert page.locator(".topic-index li a", has_text="red light").count() >= 1
    assert page.locator(".topic-index a[href*='contributing/']").count() == 0
    page.goto("search/")
    expect(page.locator("search-page .script-missing a")).to_have_attribute("href", re.compile("topics"))


def test_the_ticket_offers_at_most_three_pages_to_whoever_asks(new_page: Callable) -> None:
    page = new_page()
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.add_init_script(HURRY)
    page.goto("support/report-a-problem/?about=red+light+after+a+storm")
    observed = page.locator("[data-field=observed]")
    expect(observed).to_have_value("red light after a storm")
    observed.fill("red light after a storm.")
    observed.blur()
    page.evaluate(IDLE)
    assert [url for url in asked if INDEX.search(url)] == []
    page.locator("summary", has_text="Pages that may help").click()
    offered = page.locator("search-suggestions [data-part=suggested] a")
    expect(offered.first).to_be_visible()
    assert offered.count() <= 3
    observed.fill("zzqx")
    observed.blur()
    expect(page.locator("search-suggestions [data-part=nothing]")).to_be_visible()


READ = """async ([module, language, texts]) => {
  const { makeStemmer, readChunks } = await import(module)
  const stem = makeStemmer(self.lunr, language)
  return texts.map((text) => readChunks(text).map(({ whole, parts }) => [whole, parts, stem(whole)]))
}"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_python_and_the_browser_read_the_same_words(new_page: Callable, site_url: str, project_dir: Path, language: str) -> None:
    stem = make_stemmer(language)
    sources = [*(project_dir / "docs").rglob("*.md"), *(project_dir / "overrides/locales/de").glob("*.po")]
    words = sorted({run for path in sources for run in list_runs(path.read_text(encoding="utf-8"))})
    texts = [*TEXTS, *hostile_texts(300), *words]
    page = new_page("")
    page.route("**/stemmer.js", lambda route: route.fulfill(body=read_stemmer(language), content_type="text/javascript"))
    page.add_script_tag(url=f"{site_url}stemmer.js")
    read = page.evaluate(READ, [f"{site_url}components/search/tokens.js", language, texts])
    for text, told in zip(texts, read, strict=True):
        assert told == [[chunk.whole, list(chunk.parts), stem(chunk.whole)] for chunk in read_chunks(text)], text[:80]
