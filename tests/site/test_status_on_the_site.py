"""The live status inside the whole built site: instant navigation, both palettes, and a check of what writers set."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from macros.checks import check_facts
from tests.company import DATA, build, copy_company
from tests.site_server import serve_site
from tests.status_bodies import STATUSPAGE
from tests.status_servers import Answer, Provider, serve
from tests.watched_page import Rooms, page_factory

CHECK = "support/check-severity/"
RESULT = f"{CHECK}?vector=CHECK:1/link:all/whose:valley"
SETTINGS = {
    "transport: link": "transport: browser",
    "provider: null": "provider: statuspage",
    "endpoint: null": "endpoint: https://status.example.com/api/v2/summary.json",
}


def write_facts(folder: Path, changes: dict[str, str]) -> None:
    """Write the company's status facts, with a status that browsers read and further changes."""
    text = (DATA / "status.yml").read_text(encoding="utf-8")
    for before, after in (SETTINGS | changes).items():
        assert before in text
        text = text.replace(before, after)
    (folder / "status.yml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """The company's portal with a live status, and the provider it reads."""
    folder = tmp_path_factory.mktemp("live")
    provider = Provider(Answer(STATUSPAGE))
    with serve(provider.respond) as provider.url, serve_site(folder / "site") as url:
        # its address first: instant navigation keeps to the site's own
        data = copy_company(folder) / "_data"
        write_facts(data, {"https://status.example.com/api": f"{provider.url}/api"})
        rules = (data / "severity.yml").read_text(encoding="utf-8")
        moved = "because: A dish that was just moved is not critical."
        assert moved in rules
        rules = rules.replace(moved, f"{moved}\n    do_first: Turn it back.")
        call = "[mast]\n    do: Call the desk."
        assert call in rules
        asks = "[mast]\n    do: If the map is green, call the desk.\n    if_not_shown: Call the desk."
        (data / "severity.yml").write_text(rules.replace(call, asks), encoding="utf-8")
        build(folder / "mkdocs.yml", folder / "site", url=url)
        yield url, provider


@pytest.fixture
def open_page(live_site: tuple[str, Provider], browser: Any, rooms: Rooms) -> Iterator[Callable[..., Any]]:
    """`open_page(path)`: a page of the portal with a live status, which may read its provider and nothing else."""
    url, provider = live_site
    provider.answer = Answer(STATUSPAGE)
    provider.asked.clear()
    with page_factory(browser, url, rooms=rooms, allowed=(provider.url,)) as new_page:
        yield new_page


@pytest.fixture
def provider(live_site: tuple[str, Provider]) -> Provider:
    return live_site[1]


def test_built_pages_carry_a_plain_link_and_no_level(open_page: Callable[..., Any], provider: Provider) -> None:
    page = open_page("support/status/", javascript=False)
    assert page.locator(".status-panel .status-view").inner_text().strip() == "Fernblick status"
    assert provider.asked == []


def test_the_status_lives_through_instant_navigation_with_one_request(open_page: Callable[..., Any], provider: Provider) -> None:
    page = open_page("support/status/")
    page.locator(".status-panel").get_by_text("One-way audio").first.wait_for()
    page.wait_for_load_state("networkidle")  # the theme first reads which pages there are
    page.evaluate("window.kept = true")
    for _ in range(3):
        page.locator(".md-logo").first.click()
        page.locator("status-embed.status-banner").get_by_text("Partial outage").first.wait_for()
        page.locator(".portal-doors a[href*=status]").click()
        page.locator(".status-panel").get_by_text("One-way audio").first.wait_for()
    assert page.evaluate("window.kept") is True
    assert len(provider.asked) == 1


def test_the_status_page_has_no_violation_in_either_palette(open_page: Callable[..., Any], axe: Any) -> None:
    for scheme, about in (("light", "all"), ("dark", "colours")):
        page = open_page("support/status/", color_scheme=scheme, width=360)
        page.locator(".status-panel").get_by_text("One-way audio").first.wait_for()
        axe(page, "main", about=about)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_is_told_on_the_home_page_what_an_incident_affects(open_page: Callable[..., Any]) -> None:
    page = open_page("", width=390)
    page.locator(".status-box").first.evaluate("box => box.parentElement.classList.add('home-head')")
    banner = page.locator("status-embed.status-banner")
    banner.get_by_text("One-way audio").first.wait_for()
    assert banner.locator(".status-touches").is_visible()
    assert banner.locator(".status-view").evaluate("view => view.scrollHeight <= view.clientHeight")


def test_a_phone_keeps_the_way_to_the_status_page_when_that_cannot_be_read(open_page: Callable[..., Any], provider: Provider) -> None:
    provider.answer = Answer(b"broken")
    page = open_page("", width=320)
    page.locator(".status-box").first.evaluate("box => box.parentElement.classList.add('home-head')")
    banner = page.locator("status-embed.status-banner")
    banner.get_by_text("Live status unavailable").first.wait_for()
    banner.get_by_text("Live status unavailable").first.evaluate("node => node.append(' at this very moment')")
    view, link = (banner.locator(f".status-{part}").first.bounding_box() for part in ("view", "link"))
    assert link["y"] + link["height"] <= view["y"] + view["height"]


def answer_with(*components: str) -> Answer:
    return Answer(STATUSPAGE | {"incidents": [STATUSPAGE["incidents"][0] | {"components": [{"name": name} for name in components]}]})


def test_a_ticket_shows_the_open_incident_once_and_above_the_form_whatever_the_kind_of_problem(
    open_page: Callable[..., Any], provider: Provider
) -> None:
    provider.answer = answer_with("Mast")
    page = open_page("support/report-a-problem/")
    offered = page.locator(".portal-ticket > .status-box .status-hint-live")
    name = STATUSPAGE["incidents"][0]["name"]
    expect(offered).to_contain_text(name)
    expect(page.get_by_text(name).filter(visible=True)).to_have_count(1)
    page.locator("#ticket-kind").wait_for()
    form = page.locator("#ticket-kind").bounding_box()["y"]
    page.locator("[name=ticket-kind][value=device]").check()
    expect(offered).to_contain_text(name)
    page.locator("[name=ticket-kind][value=offline]").check()
    expect(offered).to_contain_text(name)
    assert page.locator("#ticket-kind").bounding_box()["y"] == form
    expect(page.get_by_role("link", name="Write an email").or_(page.locator("[data-part=mail]")).first).to_be_attached()


def test_a_troubleshooter_shows_the_open_incident_above_its_steps_and_goes_on(open_page: Callable[..., Any], provider: Provider) -> None:
    provider.answer = answer_with("Mast")
    page = open_page("troubleshooting/link-drops/")
    shown = page.locator(".troubleshooter > .status-box .status-hint-live")
    expect(shown).to_contain_text(STATUSPAGE["incidents"][0]["name"])
    step = page.locator("troubleshooter-tree [data-step]:visible")
    first = step.get_attribute("data-step")
    step.locator("a[data-answer]").first.click()
    expect(step).not_to_have_attribute("data-step", str(first))


def test_an_open_incident_comes_before_the_first_action_and_on_the_first_question(
    open_page: Callable[..., Any], provider: Provider
) -> None:
    provider.answer = answer_with("Mast")
    page = open_page(CHECK)
    hint = page.locator(".status-hint-live")
    hint.get_by_role("link", name="Follow").wait_for()
    for question, answer in (("link", "all"), ("whose", "hut"), ("began", "nothing")):
        expect(hint).to_be_visible()
        page.locator(f"[name={question}][value={answer}]").click()
    call = page.locator(".act:visible .md-button--primary")
    expect(call).to_contain_text("Call")
    expect(page.locator("[data-part=head] > h2")).to_be_focused()
    assert page.locator("status-hint").get_attribute("data-kind") == "offline"
    expect(hint).to_be_hidden()
    act = call.bounding_box()
    assert act["y"] + act["height"] <= 844, "what to do is in view"
    expect(page.locator("[data-part=verdict] :is(a, button):visible").filter(has_text="Call")).to_have_count(1)
    name = STATUSPAGE["incidents"][0]["name"]
    expect(page.locator(".act:visible .act__do")).to_have_text(
        f"Call the desk. Only if it's this incident, follow it instead: {name} (Mast)"
    )


def test_an_incident_elsewhere_leaves_the_first_action_alone_and_stays_above_it(open_page: Callable[..., Any], provider: Provider) -> None:
    provider.answer = answer_with("Map")
    page = open_page(RESULT)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".act:visible")).to_be_visible()
    expect(page.locator(".act:visible .md-button--primary")).to_be_visible()
    expect(page.locator("severity-classifier .status-strip .status-hint-live")).to_contain_text(STATUSPAGE["incidents"][0]["name"])
    expect(page.locator(".act:visible .act__do")).to_have_text("Call the desk now.")


def test_the_providers_own_notice_comes_first_while_the_status_page_is_silent(open_page: Callable[..., Any], provider: Provider) -> None:
    provider.answer = Answer(status=503)
    page = open_page()
    page.route(
        "**/notice.json*", lambda route: route.fulfill(json={"schema": 1, "text": "We are on it.", "url": "https://status.example.com/"})
    )
    page.goto(RESULT)
    expect(page.locator("severity-classifier .status-hint-live")).to_contain_text("We are on it.")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("provider: statuspage", "provider: statuspgae", "did you mean 'statuspage'?"),
        ("provider: statuspage", "provider: kuma", "lets no other site read it"),
        ("transport: browser", "transport: link", "no provider and no endpoint"),
        ("transport: browser", "transport: auto", "no provider and no endpoint"),
        ("provider: statuspage", "provider: null", "a provider and an endpoint"),
        ("idle: 300", "idle: 5", "idle"),
        ("page: https://status.example.com/", "page: javascript:alert(1)", "https://"),
    ],
)
def test_a_mistake_in_the_status_facts_is_named_at_its_place(tmp_path: Path, before: str, after: str, words: str) -> None:
    shutil.copytree(DATA, tmp_path / "_data")
    write_facts(tmp_path / "_data", {before: after})
    problems = check_facts(tmp_path / "_data")[2]
    found = [problem for problem in problems if problem.file.endswith("status.yml") and problem.level == "error"]
    assert found
    assert words in f"{found[0].where} {found[0].expected} {found[0].hint}"
    assert found[0].line > 1


def test_the_notice_is_published_beside_the_pages(built_site: Path) -> None:
    assert '"text": ""' in (built_site / "notice.json").read_text(encoding="utf-8")


def test_a_verdict_and_its_hint_keep_their_titles_when_the_hint_comes_first(open_page: Callable[..., Any], provider: Provider) -> None:
    provider.answer = answer_with("Mast")
    page = open_page()
    waiting: list[Any] = []
    page.route("**/severity-classifier.js*", lambda route: waiting.append(route))
    page.goto(RESULT, wait_until="commit")
    hint = page.locator(".status-hint-title")
    expect(hint).to_have_text(STATUSPAGE["incidents"][0]["name"])
    for route in waiting:
        route.continue_()
    expect(page.locator("[data-part=head] > h2").first).to_contain_text("S1")
    expect(hint).to_have_text(STATUSPAGE["incidents"][0]["name"])
