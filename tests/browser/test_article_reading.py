"""Articles as people read them: on a phone, in the dark, without JavaScript, with forced colours, by keyboard."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import expect

DIAGRAM = "red-light"
"""An article with a sequence diagram, tabs, a table and a block of code."""
BOXES = """steps => steps.map(step => {
  const box = step.getBoundingClientRect();
  return {top: box.top, bottom: box.bottom, left: box.left, right: box.right, first: step.dataset.first, last: step.dataset.last};
})"""


def test_tabs_fit_a_phone(new_page: Callable) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/", width=320, javascript=False)
    widths = page.locator(".tabbed-labels").evaluate_all("all => all.map(tabs => [tabs.scrollWidth, tabs.clientWidth])")
    assert widths
    assert all(needed <= given for needed, given in widths)


@pytest.mark.parametrize("width", [320, 1280])
def test_time_runs_downwards_in_a_diagram_and_arrows_run_between_columns(new_page: Callable, width: int) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/", width=width, javascript=False)
    steps = page.locator(".sequence-diagram__steps > li").evaluate_all(BOXES)
    assert all(above["bottom"] <= below["top"] for above, below in pairwise(steps))
    middles = page.locator(".sequence-diagram__parties > span").evaluate_all(
        "heads => heads.map(head => { const box = head.getBoundingClientRect(); return (box.left + box.right) / 2; })"
    )
    for step in steps:
        if step["first"]:
            assert step["left"] == pytest.approx(middles[int(step["first"]) - 1], abs=2)
            assert step["right"] == pytest.approx(middles[int(step["last"]) - 1], abs=2)


def test_no_words_of_a_diagram_are_cut_on_a_phone(new_page: Callable) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/", width=320)
    cut = page.locator(".sequence-diagram__says").evaluate_all(
        "all => all.filter(word => word.getBoundingClientRect().width > word.closest('li').getBoundingClientRect().width + 1).length"
    )
    assert cut == 0


def test_a_lost_message_is_told_by_more_than_its_colour(new_page: Callable) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/", forced_colors="active")
    lost = page.locator(".sequence-diagram__step--lost").first
    assert "does not arrive" in lost.inner_text()
    assert lost.evaluate("step => getComputedStyle(step).borderBottomStyle") == "dashed"


def test_the_answer_is_on_the_first_screen_of_a_phone(new_page: Callable) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/", width=360, height=740)
    answer = page.locator("article p").first.bounding_box()
    assert answer["y"] + answer["height"] <= 740


def test_tabs_of_commands_work_by_keyboard(new_page: Callable) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/")
    page.locator(".tabbed-set input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_text("red blinking").first.is_visible()


def test_an_article_leads_to_another_one_and_back(new_page: Callable) -> None:
    page = new_page(f"knowledge-base/{DIAGRAM}/")
    page.locator(".article-foot").get_by_role("link", name="Why does ice slow the link?").click()
    page.wait_for_url("**/knowledge-base/ice-on-the-dish/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Why does ice slow the link?")
    page.go_back()
    page.wait_for_url(re.compile(f"/knowledge-base/{DIAGRAM}/"))  # with the heading in sight, which the theme notes


def test_the_index_filters_its_articles_and_the_sidebar_groups_them(new_page: Callable) -> None:
    page = new_page("knowledge-base/")
    cards, field = page.locator(".article-titles:not(.article-instead) > li > a:visible"), page.locator("#article-filter-q")
    instead = page.locator(".article-instead > li:visible")
    every = cards.count()
    assert every == 3
    field.fill("ice link")
    expect(cards).to_have_count(1)
    expect(page.locator(".article-index [role=status]")).to_have_text(f"1 of {every} articles", use_inner_text=True)
    field.fill("the")  # in one title, and in what is said of the others
    expect(cards).to_have_text(["Why does ice slow the link?", "Which light is red?", "What does lightning break?"])
    field.fill("smell burn")  # another name of it
    expect(cards).to_have_text(["What does lightning break?"])
    field.fill("link drop")  # a troubleshooter of that name comes above
    expect(instead.locator("a")).to_have_text(["Why does my link drop?"])
    field.fill("smell burn")
    expect(instead).to_have_count(0)
    field.fill("no such thing")
    expect(page.locator(".article-index [data-part=nothing]")).to_be_visible()
    everywhere = page.locator(".article-index [data-part=everywhere] a")
    expect(everywhere).to_have_text('Search all pages for "no such thing"')
    expect(everywhere).to_have_attribute("href", re.compile("q=no"))
    field.fill("")
    expect(cards).to_have_text(["Which light is red?", "What does lightning break?", "Why does ice slow the link?"])
    field.fill("ice link")
    cards.click()
    expect(
        page.locator(".md-nav--primary .md-nav__item--nested.md-nav__item--active > .md-nav .md-nav__link--active").last
    ).to_contain_text("ice")
    expect(page.locator(".md-footer__link--prev")).to_have_count(1)  # within its group
