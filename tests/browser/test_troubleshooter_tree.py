"""Walks through a troubleshooter in a real browser: by mouse, by keyboard, on a phone, back and forth, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from macros.facts.troubleshooting import HandOver, Solved, Troubleshooter
from macros.portal import Portal
from tests.watched_page import COUNT_SHIFTS, SHIFTS, open_with_instant_navigation

DROPS = "troubleshooting/link-drops/"
LINKED = "?steps=link-drops_how-often.every-evening_light#link-drops--light"
# From "the link drops" to somebody who helps: (step, answer) pairs.
JOURNEY = (
    *(("how-often", "every-evening"), ("light", "red"), ("cable", "loose")),
    *(("restart", "no-change"), ("found-cable", "not-fixed")),
)
OBSERVED = [
    "The link drops every evening.",
    "The red light is on.",
    "A plug is loose.",
]
READ_HANDOVER = "import('./components/handover/handover.js')"


def shown(page: Page) -> str:
    expect(page.locator("troubleshooter-tree[data-live]")).to_have_count(1)
    steps = page.locator("troubleshooter-tree [data-step]:visible")
    expect(steps).to_have_count(1)
    return str(steps.get_attribute("data-step"))


def pick(page: Page, step: str, answer: str) -> None:
    page.locator(f"[data-step='{step}'] a[data-answer='{answer}']").click()


def walk(page: Page, journey: tuple[tuple[str, str], ...] = JOURNEY) -> None:
    expect(page.locator("troubleshooter-tree[data-live]")).to_have_count(1)
    for step, answer in journey:
        expect(page.locator(f"[data-step='{step}']")).to_be_visible()
        pick(page, step, answer)
        expect(page.locator(f"[data-step='{step}']")).to_be_hidden()
    arrive(page)


def arrive(page: Page) -> None:
    """Wait for what follows the paint of a step: focus, address, title, trail."""
    expect(page.locator("troubleshooter-tree [data-step]:visible h2")).to_be_focused()


def stored_handover(page: Page) -> Any:
    module = re.sub(r"/troubleshooting/.*", "/components/handover/handover.js", page.url)
    return page.evaluate("address => import(address).then(module => module.readHandover())", module)


def test_from_dropped_calls_to_the_one_who_helps_by_mouse(new_page: Callable) -> None:
    page = new_page(DROPS)
    assert shown(page) == "how-often"
    expect(page.locator("nav.trail")).to_be_hidden()
    walk(page)
    assert shown(page) == "report"
    expect(page.locator("[data-step=report] .goes-along [data-part=observed] li")).to_have_text(OBSERVED)
    expect(page.locator("[data-step=report] .goes-along [data-part=tried] li")).to_have_count(2)
    expect(page.locator("nav.trail li")).to_have_count(len(JOURNEY))
    trail = stored_handover(page)
    assert trail["observed"] == OBSERVED
    assert trail["tried"][0] == "Restarted the router. No change."
    assert trail["path"] == [*(".".join(pair) for pair in JOURNEY), "report"]
    assert (trail["tree"], trail["problem"]) == ("link-drops", "offline")


def test_the_same_journey_by_keyboard_alone(new_page: Callable) -> None:
    page = new_page(DROPS)
    assert shown(page) == "how-often"
    page.locator("[data-step='how-often'] h2").focus()
    for step, answer in JOURNEY:
        expect(page.locator(f"[data-step='{step}'] h2")).to_be_focused()
        target = page.locator(f"[data-step='{step}'] a[data-answer='{answer}']")
        for _ in range(12):
            page.keyboard.press("Tab")
            if target.evaluate("link => link === document.activeElement"):
                break
        page.keyboard.press("Enter")
    expect(page.locator("[data-step=report] h2")).to_be_focused()
    assert shown(page) == "report"


def test_focus_and_title_follow_the_step(new_page: Callable) -> None:
    page = new_page(DROPS)
    assert shown(page) == "how-often"
    before = page.title()
    pick(page, "how-often", "every-evening")
    heading = page.locator("[data-step=light] h2")
    expect(heading).to_be_focused()
    assert page.title() == f"{heading.inner_text()} · {before}"
    box = page.locator("[data-step=light]").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900 - box["height"], "the whole step is in view"
    number = page.locator("[data-step=light] > .number")
    expect(number).to_have_text("Question · step 2", use_inner_text=True)
    page.goto(f"{DROPS}#{page.locator('[data-step=light]').get_attribute('id')}")
    page.reload()
    expect(number).to_have_text("Question", use_inner_text=True)  # nobody knows the way there


@pytest.mark.parametrize(
    ("query", "width", "script"),
    [
        ("", 390, "troubleshooter-tree.js"),
        ("", 1280, "troubleshooter-tree.js"),
        (LINKED, 390, "troubleshooter-tree.js"),
        (LINKED, 1280, "troubleshooter-tree.js"),
        (LINKED, 390, "portal.js"),  # the browser knows which step is meant once its page is read, scripts of it too
        (LINKED, 768, "portal.js"),
    ],
)
def test_nothing_moves_when_the_script_comes(new_page: Callable, query: str, width: int, script: str) -> None:
    page = new_page(width=width, height=900)
    held: list[Any] = []
    page.route(f"**/{script}*", lambda route: held.append(route))
    page.add_init_script(SHIFTS)
    with page.expect_request(f"**/{script}*"):
        page.goto(DROPS + query, wait_until="commit")
    expect(page.locator("troubleshooter-tree [data-step] h2:visible")).to_have_count(1)
    expect(page.locator(":is(.map, .page-foot, .md-footer):visible")).to_have_count(0)
    assert page.evaluate(COUNT_SHIFTS) == 0
    held[0].continue_()
    shown(page)
    assert page.evaluate(COUNT_SHIFTS) == 0


def test_back_and_forward_of_the_browser_follow_the_steps(new_page: Callable) -> None:
    page = new_page(DROPS)
    walk(page, JOURNEY[:3])
    page.go_back()
    assert shown(page) == "cable"
    expect(page.locator("nav.trail li")).to_have_count(2)
    arrive(page)
    page.go_back()
    page.go_back()
    assert shown(page) == "how-often"
    page.go_forward()
    page.go_forward()
    assert shown(page) == "cable"


def test_back_on_the_page_goes_one_step_and_restart_goes_to_the_first(new_page: Callable) -> None:
    page = new_page(DROPS)
    walk(page, JOURNEY[:2])
    page.locator("[data-do=back]").click()
    assert shown(page) == "light"
    walk(page, JOURNEY[1:3])
    page.locator("[data-do=restart]").click()
    assert shown(page) == "how-often"
    expect(page.locator(".tools")).to_be_hidden()
    arrive(page)
    assert stored_handover(page) is None


def test_an_earlier_answer_can_be_changed_from_the_trail(new_page: Callable) -> None:
    page = new_page(DROPS)
    walk(page, JOURNEY[:4])
    page.locator("nav.trail li a").nth(1).click()
    assert shown(page) == "light"
    pick(page, "light", "green")
    assert shown(page) == "devices"
    expect(page.locator("nav.trail li")).to_have_count(2)


def test_the_address_of_a_step_opens_it_with_the_way_there(new_page: Callable) -> None:
    page = new_page(DROPS)
    walk(page, JOURNEY[:-1])
    again = new_page(page.url)
    assert shown(again) == "found-cable"
    expect(again.locator("nav.trail li")).to_have_count(4)
    bare = new_page(f"{DROPS}#link-drops--found-ice")
    assert shown(bare) == "found-ice"
    expect(bare.locator("[data-do=restart]")).to_be_visible()


STRANGE = ("link-drops_ack.nonsense", "link-drops_<b>.x", "link-drops_how-often.every-evening_no-signal", "other_x.y", "_", "%E0%A4%A")


def test_an_address_that_fits_no_way_opens_a_step_and_breaks_nothing(new_page: Callable) -> None:
    page = new_page()
    for way in STRANGE:
        page.goto(f"{DROPS}?steps={way}")
        assert shown(page) in {"how-often", "light"}, way
        assert page.locator("nav.trail b").count() == 0


REMEDIES = {
    "fixed": "Took the spare cable. It worked.",
    "not-fixed": "Took the spare cable. It didn't work.",
    "not-tried": "Remedy not tried: The cable is broken.",
}


def test_a_remedy_ends_solved_or_goes_on_and_only_what_was_tried_is_handed_on_as_tried(new_page: Callable) -> None:
    page = new_page(DROPS)
    walk(page, JOURNEY[:-1])
    expect(page.locator("[data-step='found-cable'] > ol > li")).to_have_text(["Take the spare cable.", "Plug it in."])
    for answer, tried in REMEDIES.items():
        assert shown(page) == "found-cable"
        pick(page, "found-cable", answer)
        expect(page.locator("[data-step='found-cable']")).to_be_hidden()
        arrive(page)
        assert shown(page) == ("solved" if answer == "fixed" else "report")
        assert stored_handover(page)["tried"] == ["Restarted the router. No change.", tried]
        assert "trail=" in str(page.locator("a[data-to]:visible").get_attribute("href")), "a way to a person, with what was seen"
        page.locator("[data-do=back]").click()


def test_what_is_certain_is_told_to_the_classifier(new_page: Callable) -> None:
    page = new_page("troubleshooting/no-signal/")
    walk(page, (("how-many", "all"), ("map", "no-change")))
    assert shown(page) == "urgent"
    assert stored_handover(page)["known"] == {"link": "all", "whose": "hut"}


def test_without_scripts_every_step_is_there_and_every_answer_leads_to_one(new_page: Callable, portal: Portal) -> None:
    page = new_page(width=360, javascript=False)
    for tree in portal.troubleshooters.values():
        page.goto(f"troubleshooting/{tree.id}/")
        expect(page.locator("troubleshooter-tree [data-step]:visible")).to_have_count(len(tree.all_steps))
        links = page.locator("troubleshooter-tree a[href^='#']").evaluate_all("all => all.map(link => link.getAttribute('href').slice(1))")
        ids = page.locator("troubleshooter-tree [id]").evaluate_all("all => all.map(each => each.id)")
        assert len(ids) == len(set(ids))
        assert set(links) <= set(ids)
        assert len(page.locator("a[data-answer]").all()) == sum(len(step.ways) for step in tree.steps)
        expect(page.locator("nav.trail")).to_be_hidden()


def test_without_scripts_an_answer_scrolls_to_its_step(new_page: Callable) -> None:
    page = new_page(DROPS, javascript=False)
    pick(page, "how-often", "varies")
    expect(page.locator("[data-step=who]")).to_be_in_viewport()


def first_path_through(tree: Troubleshooter) -> list[str]:
    """The steps of one walk that always takes the first answer."""
    steps = {step.id: step for step in tree.all_steps}
    path = [tree.steps[0].id]
    while not isinstance(steps[path[-1]], HandOver | Solved):
        path.append(str(steps[path[-1]].ways[0].goto))
    return path


def test_every_step_fits_a_phone_and_one_of_each_kind_is_accessible(new_page: Callable, axe: Callable, portal: Portal) -> None:
    page = new_page(width=320)
    seen: set[type] = set()
    for step in portal.troubleshooters["link-drops"].all_steps:
        page.goto(f"{DROPS}#link-drops--{step.id}")
        assert shown(page) == step.id
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        targets = page.locator("troubleshooter-tree ul.ways a:visible, troubleshooter-tree .tools a:visible")
        assert all(height >= 44 for height in targets.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)"))
        if type(step) not in seen:
            seen.add(type(step))
            for scheme, about in (("dark", "colours"), ("light", "all")):
                page.emulate_media(color_scheme=scheme)
                axe(page, "troubleshooter-tree", about=about)


def test_every_tree_walks_to_its_end_on_a_phone_and_its_map_fits(new_page: Callable, axe: Callable, portal: Portal) -> None:
    page = new_page(width=320)
    for tree in portal.troubleshooters.values():
        page.goto(f"troubleshooting/{tree.id}/")
        path = first_path_through(tree)
        for step in path[:-1]:
            assert shown(page) == step
            page.locator(f"[data-step='{step}'] a[data-answer]").first.click()
            arrive(page)
            heading = page.evaluate("document.activeElement.getBoundingClientRect().top")
            assert heading >= page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
        assert shown(page) == path[-1]
        page.locator("details.map summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, tree.id
    axe(page, "troubleshooter-tree")


def test_it_works_after_instant_navigation_and_leaves_nothing_behind(new_page: Callable, site_url: str) -> None:
    page = open_with_instant_navigation(new_page, site_url, "troubleshooting/")
    page.evaluate("window.same = true")
    page.locator(".troubleshooter-list a", has_text="link drop").click()
    walk(page, JOURNEY[:2])
    assert shown(page) == "cable"
    page.locator(".md-path__link, .md-tabs__link", has_text="Fix it yourself").first.click()
    expect(page.locator(".troubleshooter-list").first).to_be_visible()
    assert "·" not in page.title()
    page.go_back()
    expect(page.locator("[data-step=cable]")).to_be_visible()
    expect(page.locator("nav.trail li")).to_have_count(2)
    expect(page).to_have_title(re.compile(r"^How does the cable look\? · Why does my link drop\?[^·]*$"))
    pick(page, "cable", "fine")
    expect(page).to_have_title(re.compile(r"^There is ice on the dish · Why does my link drop\?[^·]*$"))
    assert page.evaluate("window.same") is True


def test_two_on_one_page_keep_to_themselves(new_page: Callable, site_url: str) -> None:
    page = new_page(DROPS)
    other = page.request.get(f"{site_url}troubleshooting/no-signal/").text()
    page.evaluate(
        """html => {
          const found = new DOMParser().parseFromString(html, "text/html").querySelector("section.troubleshooter");
          document.querySelector("section.troubleshooter").after(document.importNode(found, true));
        }""",
        other,
    )
    steps = page.locator("troubleshooter-tree [data-step]:visible")
    expect(page.locator("troubleshooter-tree[data-live]")).to_have_count(2)
    expect(steps).to_have_count(2)
    pick(page, "how-often", "every-evening")
    pick(page, "how-many", "one")
    expect(page.locator("[data-step='where'] h2")).to_be_focused()  # after the paint, with the address
    assert steps.evaluate_all("all => all.map(each => each.dataset.step)") == ["light", "where"]
    page.go_back()
    expect(steps.last).to_have_attribute("data-step", "how-many")
    expect(steps.first).to_have_attribute("data-step", "light")


def test_nothing_is_requested_after_the_page_has_loaded(new_page: Callable) -> None:
    page = new_page(DROPS)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    walk(page)
    page.go_back()
    assert shown(page) == "found-cable"
    # the browser itself looks at the icon again when an address changes
    assert [address for address in asked if not address.endswith("favicon.svg")] == []


@pytest.mark.parametrize("fault", ["forbidden", "full"])
def test_a_storage_that_is_forbidden_or_full_breaks_nothing(new_page: Callable, fault: str) -> None:
    broken = {
        "forbidden": "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', 'SecurityError'); }})",
        "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    }
    page = new_page()
    page.add_init_script(broken[fault])
    page.goto(DROPS)
    walk(page)
    assert shown(page) == "report"
    for link in page.locator("[data-step=report] a[data-to]").all():
        assert "trail=" in str(link.get_attribute("href"))


def test_on_paper_every_step_is_printed_with_its_number(new_page: Callable, portal: Portal) -> None:
    page = new_page(DROPS)
    walk(page, JOURNEY[:2])
    page.emulate_media(media="print")
    expect(page.locator("troubleshooter-tree [data-step]:visible")).to_have_count(len(portal.troubleshooters["link-drops"].all_steps))
    expect(page.locator("[data-step=light] .number .goes")).to_be_visible()
    expect(page.locator(".nth")).to_be_hidden()
    expect(page.locator("nav.trail")).to_be_hidden()


def test_an_answer_picked_before_the_script_has_come_is_part_of_the_trail(new_page: Callable) -> None:
    page = new_page()
    held: list[Any] = []
    page.route("**/troubleshooter-tree.js*", lambda route: held.append(route))
    with page.expect_request("**/troubleshooter-tree.js*"):  # the page's own script has run
        page.goto(DROPS, wait_until="domcontentloaded")
    for step, answer in JOURNEY[:2]:
        pick(page, step, answer)
    expect(page.locator("troubleshooter-tree[data-live]")).to_have_count(0)
    for route in held:
        route.continue_()
    assert shown(page) == JOURNEY[2][0]
    expect(page.locator("nav.trail li")).to_have_count(2)
    pick(page, *JOURNEY[2])
    arrive(page)
    assert stored_handover(page)["path"] == [*(".".join(each) for each in JOURNEY[:3]), JOURNEY[3][0]]


def test_an_answer_picked_before_any_script_has_come_is_part_of_the_trail(new_page: Callable) -> None:
    page = new_page()
    held: list[Any] = []
    page.route("**/portal.js*", lambda route: held.append(route))
    with page.expect_request("**/portal.js*"):
        page.goto(DROPS, wait_until="commit")
    pick(page, *JOURNEY[0])
    for route in held:
        route.continue_()
    assert shown(page) == JOURNEY[1][0]
    expect(page.locator("nav.trail li")).to_have_count(1)
    assert stored_handover(page)["path"] == [".".join(JOURNEY[0]), JOURNEY[1][0]]


def test_a_shared_address_of_a_step_claims_no_answer(new_page: Callable) -> None:
    page = new_page(f"{DROPS}#link-drops--{JOURNEY[1][0]}")
    assert shown(page) == JOURNEY[1][0]
    expect(page.locator("nav.trail li")).to_have_count(0)


def test_forced_colours_keep_the_borders_of_answers_and_the_step(new_page: Callable) -> None:
    page = new_page(DROPS, forced_colors="active")
    assert shown(page) == "how-often"
    answer = page.locator("[data-step='how-often'] a[data-answer]").first
    style = answer.evaluate(
        "link => { const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(link); return [borderTopStyle, parseFloat(borderTopWidth), borderTopColor !== backgroundColor]; }"
    )
    assert style == ["solid", style[1], True]
    assert style[1] >= 1
    answer.focus()
    assert answer.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
