"""Links and vectors of rules that were published once still open, when the site has newer rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from macros.portal import Portal
from tests.commands import run_command
from tests.company import copy_company
from tests.site_server import serve_site
from tests.watched_page import Rooms, page_factory

NEWS = "An answer has another name since."
OLD = {"link": "all", "whose": "annex", "others": "only-us"}
IN_A_ROW = "&".join(f"{question}={answer}" for question, answer in OLD.items())
VECTOR = "/".join(["CHECK:1", *(f"{question}:{answer}" for question, answer in OLD.items())])


@pytest.fixture(scope="module")
def newer_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented company with a second version of its rules, in which two answers are called otherwise and one of them is read."""
    folder = tmp_path_factory.mktemp("newer")
    docs = copy_company(folder)
    for path in (docs / "_data").rglob("*.yml"):
        text = path.read_text(encoding="utf-8").replace("only-us", "nobody-else")
        path.write_text(re.sub(r"\bannex\b", "outbuilding", text), encoding="utf-8")
    rules = docs / "_data" / "severity.yml"
    rules.write_text(add_version(rules.read_text(encoding="utf-8")), encoding="utf-8")
    report = run("check", "--docs", docs, status=1)
    noted = re.search(r'rules: "\w{12}"', report)
    assert noted, report
    rules.write_text(rules.read_text(encoding="utf-8").replace('rules: "000000000000"', noted[0]), encoding="utf-8")
    run("build", "--draft", "--config", folder / "mkdocs.yml")
    with serve_site(folder / "site") as url:
        yield url


def add_version(text: str) -> str:
    reads = "    reads: [{was: {whose: annex}, now: {whose: outbuilding}}]\n"
    entry = f'  - version: 2\n    since: "2026-11-23"\n    text: {NEWS}\n    rules: "000000000000"\n{reads}'
    text = text.replace("version: 1\n", "version: 2\n", 1)
    return re.sub(r"(changes:\n(?:  .*\n)+)", lambda found: f"{found[1]}{entry}", text, count=1)


def run(command: str, *arguments: str | Path, status: int = 0) -> str:
    result = run_command(command, *arguments)
    assert result.returncode == status, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.fixture
def open_check(newer_site: str, browser: Any, rooms: Rooms) -> Iterator[Callable[[str], Any]]:
    """`open_check("?v=1")`: the page of the check with this behind its address, when its script is there."""
    with page_factory(browser, newer_site, rooms=rooms) as new_page:

        def open_it(query: str = "") -> Any:
            page = new_page(f"support/check-severity/{query}")
            page.wait_for_selector("severity-classifier[data-live]", state="attached")
            return page

        yield open_it


def see_what_is_left(page: Any) -> None:
    expect(page.locator("[data-notice=older]")).to_contain_text("version 1")
    expect(page.locator("[data-notice=older] li:visible")).to_have_text([re.compile(NEWS), re.compile("Visits cost more")])
    expect(page.locator("[data-notice=unknown]")).to_contain_text("others:only-us")
    expect(page.locator("fieldset[data-question=others]")).to_be_visible()
    page.locator("fieldset[data-question=others] label:has(input[value=nobody-else])").click()


@pytest.mark.parametrize("address", [f"?v=1&{IN_A_ROW}", f"?vector={VECTOR}"])
def test_an_address_of_the_first_version_opens_and_asks_what_has_changed(open_check: Callable, portal: Portal, address: str) -> None:
    page = open_check(address)
    see_what_is_left(page)
    expect(page.locator("[data-slot=title]")).to_contain_text(level_of(portal))
    expect(page).to_have_url(re.compile("CHECK:2/.*whose:outbuilding/others:nobody-else"))


def test_a_vector_of_the_first_version_is_read_by_its_names(open_check: Callable, portal: Portal) -> None:
    page = open_check()
    page.locator("[data-part=opener] summary").click()
    page.locator("input[name=vector]").fill(VECTOR)
    page.locator("[data-part=opener] button").click()
    see_what_is_left(page)
    expect(page.locator("[data-slot=title]")).to_contain_text(level_of(portal))


def test_a_vector_of_these_rules_is_not_read_as_one_of_older_rules(open_check: Callable) -> None:
    page = open_check("?vector=CHECK:2/link:all/whose:annex")
    expect(page.locator("[data-notice=unknown]")).to_contain_text("whose:annex")


def level_of(portal: Portal) -> str:
    level = portal.severity_table.look_up(OLD).row.outcome.level
    return next(each.label for each in portal.levels.levels if each.id == level)
