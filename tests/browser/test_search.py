"""The search in the theme's own box: by mouse, keyboard and touch, with good and bad news, and on its own page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.search_texts import TEXTS, hostile_texts

BOX = "[data-md-component=search-query]"
RESULTS = "[data-md-component=search-result] > ol > li"
META = ".md-search-result__meta"
INDEX = re.compile(r"/search/index-")


def ask(page: Page, text: str) -> None:
    """Opens the box by its key and types."""
    page.keyboard.press("/")
    page.locator(BOX).fill("")
    page.locator(BOX).press_sequentially(text)


def test_nothing_of_the_index_is_fetched_before_the_search_opens(new_page: Callable) -> None:
    page = new_page(alone=True)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto("")
    page.wait_for_timeout(800)
    assert [url for url in asked if INDEX.search(url) or "/engine.js" in url] == []
    ask(page, "red light")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert [url for url in asked if INDEX.search(url)]


def test_the_theme_loads_a_stub_in_place_of_all_texts(new_page: Callable, built_site) -> None:
    assert (built_site / "search/search_index.json").stat().st_size < 1000
    assert "search-worker.js" in new_page("").locator("#__config").text_content()


def test_enter_leads_to_the_best_result(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "who works on it")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/policy/escalation-matrix/"))


def test_arrows_reach_every_result_and_escape_closes(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "ice")
    expect(page.locator(RESULTS).nth(1)).to_be_visible()
    for place in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(page.locator(RESULTS).nth(place).locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


@pytest.mark.parametrize(
    ("typed", "title", "text"),
    [
        ("S2", "S2: Severe", ""),
        ("s4", "S4: Small", ""),
        ("What is your phone number?", "Ring the desk", "+49 30 901820"),
        ("how much is a visit", "What a visit costs", "Repair visit"),
        ("do you work on weekends", "When the desk is open", "mountain huts"),
    ],
)
def test_what_facts_answer_stands_above_the_results(new_page: Callable, typed: str, title: str, text: str) -> None:
    page = new_page("")
    ask(page, typed)
    expect(page.locator(".search-answer__title")).to_have_text(title)
    expect(page.locator(".search-answer__text")).to_contain_text(text)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile(r"8000/help/$"))


def test_a_misspelt_word_says_what_was_searched_instead(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "regstration ")
    note = page.locator("[data-part=corrected]")
    expect(note).to_contain_text("regstration")
    expect(note).to_contain_text("registration")


def test_nothing_found_offers_other_ways_with_the_query_filled_in(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "zzqx vvkw")
    nothing = page.locator("[data-part=nothing]")
    expect(nothing).to_contain_text("zzqx vvkw")
    addresses = nothing.locator("a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert any("/troubleshooting/" in address for address in addresses)
    assert any("/support/check-severity/" in address for address in addresses)
    assert any("/support/report-a-problem/?about=zzqx" in address for address in addresses)
    page.keyboard.press("Enter")
    expect(page.locator("#__search")).to_be_checked()


def test_the_kind_of_page_filters_the_results(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "light")
    page.locator(".search-filter[data-kind=troubleshooter]").click()
    expect(page.locator(f"{RESULTS} .search-kind").first).to_have_text("Troubleshooter")
    assert set(page.locator(f"{RESULTS} .search-kind").all_text_contents()) == {"Troubleshooter"}
    page.locator(".search-filter--on").click()
    expect(page.locator(".search-filter[data-kind=article]")).to_be_visible()


def test_the_number_of_pages_is_announced(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "link")
    expect(page.locator(META)).to_have_attribute("role", "status")
    expect(page.locator(META)).to_contain_text(re.compile(r"\d+ good match"))


def test_quotes_and_minus_narrow_the_results(new_page: Callable) -> None:
    page = new_page("search/?q=link")
    results = page.locator("[data-results] li")
    expect(results.first).to_be_visible()
    every = results.count()
    page.locator("#search-page-q").fill("link -ice")
    expect(results).not_to_have_count(every)
    assert results.count() < every
    expect(page.locator("[data-part=left-out]")).to_contain_text("ice")
    page.locator("[data-part=left-out] a").click()
    expect(page.locator("[data-part=left-out]")).to_have_count(0)
    page.locator("#search-page-q").fill('"red light"')
    expect(page.locator("[data-results] li").first).to_be_visible()


PARSE = """async ([module, queries]) => {
  const { parseQuery } = await import(module)
  return queries.map((query) => parseQuery(query).unwanted)
}"""


def test_a_pasted_command_leaves_nothing_out(new_page: Callable, site_url: str) -> None:
    queries = ["tcpdump -i any port 5060", "rsync -av --progress", "run -v -quiet", "loud -vvv", "-ice", "link -ice"]
    assert new_page("").evaluate(PARSE, [f"{site_url}components/search/query.js", queries]) == [[], [], [], [], [], ["ice"]]


def test_a_word_is_not_corrected_at_its_first_letter_alone(new_page: Callable, site_url: str) -> None:
    found = new_page("").evaluate(NEAREST, [f"{site_url}components/search/spelling.js", "spins", ["pins 9", "spine 1"]])
    assert found == ["spine"]


def test_recent_searches_stay_here_and_can_be_forgotten(new_page: Callable) -> None:
    page = new_page("")
    ask(page, "ice")
    page.locator(RESULTS).first.locator("a").first.click()
    page.wait_for_url(re.compile("/(knowledge-base|troubleshooting)/"))
    page.keyboard.press("/")
    page.locator(BOX).fill("")
    page.locator(BOX).press("Shift")
    expect(page.locator("[data-part=recent]")).to_contain_text("ice")
    expect(page.locator("[data-part=popular] a").first).to_be_visible()
    page.locator("[data-act=forget]").click()
    expect(page.locator("[data-part=recent]")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('portal-search-recent')") is None


@pytest.mark.parametrize("harm", ["missing", "truncated"])
def test_a_broken_index_gives_a_sentence_a_retry_and_the_topics(new_page: Callable, harm: str) -> None:
    page = new_page(allow=("404", "Failed to load"), alone=True)
    broken = [True]

    def answer(route: Route) -> None:
        if not broken[0]:
            route.continue_()
        elif harm == "missing":
            route.fulfill(status=404, body="")
        else:
            route.fulfill(status=200, body=route.fetch().body()[:-40])

    page.context.route(INDEX, answer)
    page.goto("")
    ask(page, "ice")
    failed = page.locator("[data-part=failed]")
    expect(failed).to_contain_text("load its index")
    expect(failed.locator("a[href$='topics/']")).to_be_visible()
    broken[0] = False
    failed.locator("[data-act=retry]").click()
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(failed).to_have_count(0)


NEAREST = """async ([module, typed, words]) => {
  const { nearestWords, readSpellings } = await import(module)
  return nearestWords(typed, readSpellings(words.join("\\n")), 3).map(({ word }) => word)
}"""


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "']}}${7*7}",
    "a" * 5000,
    '""" - -- kind: "',
    "😀",
    "%00%ff",
    "(((",
    "~*:^+",
)


def test_hostile_queries_execute_nothing_and_always_end(new_page: Callable) -> None:
    page = new_page("search/", alone=True)
    page.on("dialog", lambda _: pytest.fail("a query was executed"))
    for query in HOSTILE:
        page.goto(f"search/?{page.evaluate('(q) => new URLSearchParams({ q }).toString()', query)}")
        expect(page.locator("[data-results] li, [data-part=nothing]").first).to_be_visible()
        assert page.locator("search-page img, search-page script").count() == 0


def test_the_results_page_can_be_linked_and_leaves_the_overlay_closed(new_page: Callable) -> None:
    page = new_page("search/?q=red+light", width=320, height=700)
    expect(page.locator("[data-results] li").first).to_contain_text(re.compile("red light", re.IGNORECASE))
    expect(page.locator("#__search")).not_to_be_checked()
    assert "q=red+light" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_search_goes_on_after_instant_navigation(new_page: Callable) -> None:
    page = new_page("")
    page.locator(".md-tabs__link", has_text="Support").click()
    page.wait_for_url(re.compile("/policy/"))
    ask(page, "ice")
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(page.locator(META)).to_contain_text("good match")


@pytest.mark.parametrize("typed", ["the phone shows a wrong number", "light at night", "phone"])
def test_another_question_gets_no_direct_answer(new_page: Callable, typed: str) -> None:
    page = new_page("")
    ask(page, typed)
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(page.locator(".search-answer")).to_have_count(0)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_open_box_is_accessible(new_page: Callable, axe: Callable, color_scheme: str, width: int) -> None:
    page = new_page("", width=width, color_scheme=color_scheme)
    if width < 960:
        page.locator("label.md-header__button[for=__search]").click()
        page.locator(BOX).press_sequentially("S2")
    else:
        ask(page, "S2")
    expect(page.locator(".search-answer")).to_be_visible()
    axe(page, ".md-search-result")


def test_the_results_page_is_accessible(new_page: Callable, axe: Callable) -> None:
    page = new_page("search/?q=regstration")
    expect(page.locator("[data-results] li").first).to_be_visible()
    axe(page, "search-page")


def test_topics_and_symptoms_are_a_list_without_scripts(new_page: Callable) -> None:
    page = new_page("topics/", javascript=False)
    assert page.locator(".topic-index li a", has_text="red light").count() >= 1
    assert page.locator(".topic-index a[href*='contributing/']").count() == 0
    page.goto("search/")
    expect(page.locator("search-page .script-missing a")).to_have_attribute("href", re.compile("topics"))


SUGGEST = """async (module) => {
  const { suggest } = await import(module)
  return [await suggest("no signal after a storm", 3), await suggest("zzqx", 3)]
}"""


def test_other_components_get_at_most_three_suggestions(new_page: Callable, site_url: str) -> None:
    some, none = new_page("").evaluate(SUGGEST, f"{site_url}components/search/search-client.js")
    assert 1 <= len(some) <= 3
    assert all(one["url"].startswith(site_url) and one["title"] for one in some)
    assert none == []


PROPERTY = """async ([module, queries]) => {
  const { search } = await import(module)
  const lists = []
  for (const query of queries) lists.push(Array.isArray((await search(query, 10)).results))
  return lists
}"""


def test_any_text_gets_an_answer_and_never_an_exception(new_page: Callable, site_url: str) -> None:
    queries = [*TEXTS, *hostile_texts(150)]
    assert new_page("").evaluate(PROPERTY, [f"{site_url}components/search/search-client.js", queries]) == [True] * len(queries)


def test_the_ticket_offers_pages_for_what_was_written_to_whoever_asks(new_page: Callable) -> None:
    page = new_page()
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto("support/report-a-problem/?about=red+light+after+a+storm")
    observed = page.locator("[data-field=observed]")
    expect(observed).to_have_value("red light after a storm")
    observed.fill("red light after a storm.")
    observed.blur()
    page.wait_for_timeout(800)
    assert [url for url in asked if INDEX.search(url)] == []
    page.locator("summary", has_text="Pages that may help").click()
    offered = page.locator("search-suggestions [data-part=suggested] a")
    expect(offered.first).to_be_visible()
    assert offered.count() <= 3
