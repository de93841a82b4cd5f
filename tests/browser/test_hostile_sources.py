"""The company's portal with an attack in every text of every data file: the words are shown, and nothing else happens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect
from pydantic import BaseModel

from macros.portal import Portal, models
from tests.browser.test_every_page import addresses
from tests.browser.test_search import RESULTS, ask
from tests.company import build
from tests.hostile_sources import MARK, Text, write_hostile_portal
from tests.journeys import TOOLS, compare_tests, reach_a_verdict, take_two_steps
from tests.site_server import serve_site
from tests.watched_page import Rooms, page_factory, visit_all

# What words have become when they are words no more: elements, handlers, addresses that run; in templates too.
MADE = """(mark, root = document) => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((each) => [each, ...(each.localName === "template" ? all(each.content) : [])]);
  const bad = all(root).filter((each) => each.matches(`${mark}, [src=x], [srcdoc]`)
    || [...each.attributes].some(({ name, value }) => /^on/i.test(name) || (/^(href|src|action|formaction|xlink:href|data)$/i.test(name) && /^\\s*javascript:(?!void\\(0\\)$)/i.test(value))));
  return [window.hostile ? "it ran" : "", ...bad.map((each) => each.outerHTML.slice(0, 200))].filter(Boolean);
}"""

# As the browser reads a page, which runs nothing of it.
READ = f"""async ([address, mark]) => {{
  const page = await (await fetch(document.baseURI + address)).text();
  return ({MADE})(mark, new DOMParser().parseFromString(page, "text/html"));
}}"""


@dataclass(frozen=True)
class Hostile:
    """What was written, and what was built of it."""

    texts: list[Text]
    site: Path
    project: Path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = tmp_path_factory.mktemp("hostile")
    texts = write_hostile_portal(folder / "project")
    build(folder / "project/mkdocs.yml", folder / "site")
    return Hostile(texts, folder / "site", folder / "project")


@pytest.fixture(scope="module")
def hostile_url(hostile: Hostile) -> Iterator[str]:
    with serve_site(hostile.site) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser, rooms: Rooms, hostile_url: str) -> Iterator[Callable[..., Page]]:
    """`open_page(path)`: the page without its policy, so that whatever can run does run. A dialog or a complaint fails the test."""
    with page_factory(browser, hostile_url, rooms=rooms) as new_page:
        dialogs: list[str] = []

        def open_watched(path: str, **options: Any) -> Page:
            page = new_page(policy=False, **options)
            page.context.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
            page.goto(path)
            return page

        yield open_watched
    assert dialogs == []


def assert_nothing_was_made(page: Page) -> None:
    assert page.evaluate(MADE, MARK) == [], page.url


def prose_fields(portal: Portal) -> set[str]:
    """The place of every text that the models call prose, as `Text.kind` writes it."""

    def walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if isinstance(value, BaseModel):
            for name, info in type(value).model_fields.items():
                inner = getattr(value, name)
                if "_prose" in repr(info) and inner:
                    yield (*path, name)
                yield from walk(inner, (*path, name))
        elif isinstance(value, tuple | list):
            for each in value:
                yield from walk(each, path)

    files = (
        (f"{key.partition('/')[2] or key}.yml".replace("_", "-"), model) for key, model in models(portal) if not key.startswith("articles/")
    )
    return {" ".join((name, *path)) for name, model in files for path in walk(model, ())}


def test_every_field_that_takes_words_takes_an_attack(hostile: Hostile, portal: Portal) -> None:
    attacked = {text.kind for text in hostile.texts if text.attacks}
    refused = {text.kind for text in hostile.texts} - attacked
    assert len(attacked) > 300
    assert prose_fields(portal) & refused == set()


def test_a_field_that_takes_no_such_words_says_what_it_takes(hostile: Hostile) -> None:
    refusals = {problem for text in hostile.texts for problem in text.refusals}
    assert len(refusals) > 300
    for problem in refusals:
        assert problem.line > 1 or problem.column > 1, problem
        assert problem.expected, problem
        assert not re.search(r"Input |tag|pydantic|Traceback|NoneType", problem.expected.partition("'")[0]), problem


def test_no_page_makes_anything_of_the_words(open_page: Callable) -> None:
    page = open_page("", allow=("404",))
    for address in addresses():
        assert page.evaluate(READ, [address, MARK]) == [], address
    visit_all(page, TOOLS, assert_nothing_was_made)


WRITTEN = {
    "glossary/": ["glossary.yml terms definition"],
    "policy/severity-levels/": ["levels.yml levels meaning", "levels.yml levels examples text"],
    "troubleshooting/no-signal/": ["no-signal.yml steps title"],
}


def test_the_words_are_shown_as_they_were_written(open_page: Callable, hostile: Hostile) -> None:
    page = open_page("")
    for address, names in WRITTEN.items():
        page.goto(address)
        shown = " ".join(page.locator("article").evaluate("(article) => article.textContent").split())
        texts = [text for text in hostile.texts if text.kind in names and text.attacks]
        assert {text.kind for text in texts} == set(names)
        for text in texts:
            assert " ".join(text.now.split()) in shown


def test_the_tools_make_nothing_of_the_words(open_page: Callable) -> None:
    page = open_page("support/check-severity/")
    reach_a_verdict(page)
    page.locator("[data-slot=vector]", has_text=re.compile(r"\S")).wait_for()
    assert_nothing_was_made(page)
    page.goto("troubleshooting/link-drops/")
    take_two_steps(page)
    for _ in range(40):
        if page.locator("a[data-to]:visible").count():
            break
        page.locator(".ways a[data-answer]:visible").last.click()
    assert_nothing_was_made(page)
    page.locator("a[data-to]:visible").first.click()
    page.wait_for_load_state("networkidle")
    assert_nothing_was_made(page)


def test_a_ticket_makes_nothing_of_the_words(open_page: Callable) -> None:
    page = open_page("support/report-a-problem/")
    page.locator("[data-part=paper]").wait_for()
    for kind in range(page.locator("[name=ticket-kind]").count()):
        page.locator("[name=ticket-kind]").nth(kind).check()
        assert_nothing_was_made(page)
    for field in page.locator("ticket-composer :is(textarea, input[type=text]):visible").all():
        field.fill(f"password: hunter22 <{MARK}>")
        field.blur()
    assert_nothing_was_made(page)


def test_the_search_makes_nothing_of_the_words(open_page: Callable) -> None:
    page = open_page("")
    for words in ("hostile mark", "S1"):
        page.goto("")
        ask(page, words)
        expect(page.locator(RESULTS).first).to_be_visible()
        assert_nothing_was_made(page)
        page.goto(f"search/?q={words}")
        expect(page.locator("[data-results] > li").first).to_be_visible()
        assert_nothing_was_made(page)


def test_the_analyser_makes_nothing_of_the_words(open_page: Callable) -> None:
    page = open_page("guides/commonality-analysis/")
    assert f"mast is <{MARK}>" in compare_tests(page, "b", f"<{MARK}>")
    assert_nothing_was_made(page)


def test_what_machines_read_still_parses(hostile: Hostile) -> None:
    for path in hostile.site.rglob("*"):
        if path.suffix in (".json", ".webmanifest"):
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix in (".xml", ".svg"):
            ElementTree.parse(path)
    statements = [
        json.loads(text)
        for page in hostile.site.rglob("*.html")
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert MARK in json.dumps(statements)


HOSTS = ("_headers", "_redirects", "robots.txt", ".well-known/security.txt", "hosting/nginx.conf", "hosting/Caddyfile")


def test_what_hosts_read_holds_no_word_of_the_data(hostile: Hostile, built_site: Path) -> None:
    """But for the hashes of the theme's scripts and the day, these files say what they say without an attack."""
    for name in HOSTS:
        assert (hostile.site / name).read_text(encoding="utf-8") == (built_site / name).read_text(encoding="utf-8")


def test_no_line_of_the_list_of_pages_comes_from_the_data(hostile: Hostile) -> None:
    lines = (hostile.site / "llms.txt").read_text(encoding="utf-8").splitlines()
    known = r"# |> |## (?:[^\[\]<*_\\]|\\.)+$|- (?:[^\[\]<\\]|\\.)*$|- \[.*\]\(http://127\.0\.0\.1/help/[^)]*\.md\)|$"
    assert [line for line in lines if not re.match(known, line)] == []
