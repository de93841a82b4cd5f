"""What a writer sees in the browser while editing a fact of a portal."""

import re

import pytest

from tests.company import copy_company
from tests.served_project import serve_project
from tests.watched_page import page_factory

PAGE = "policy/severity-levels/"


@pytest.fixture
def served(tmp_path):
    copy_company(tmp_path)
    with serve_project(tmp_path) as served:
        yield served


def test_a_saved_fact_appears_and_a_wrong_one_leaves_the_page_with_its_report(browser, served):
    path = "docs/_data/levels.yml"
    before = (served.project / path).read_text(encoding="utf-8")
    edited = re.sub(r"^    meaning: .*$", "    meaning: Quixotic.", before, count=1, flags=re.MULTILINE)
    assert edited != before
    with page_factory(browser, served.url) as new_page:
        page = new_page(PAGE)
        served.write(path, edited)
        page.get_by_text("Quixotic").first.wait_for(timeout=120_000)
        served.write(path, edited.replace("\nlevels:\n", "\nlevels:\n\t", 1))
        report = page.get_by_role("alert")
        report.get_by_text(re.compile(r"docs/_data/levels\.yml:\d+:\d+")).wait_for(timeout=120_000)
        assert page.get_by_text("Quixotic").count()
        panel = page.locator(".build-report")
        assert panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor") == "rgb(122, 16, 32)"
        served.write(path, before)
        report.wait_for(state="detached", timeout=120_000)
        assert not page.get_by_text("Quixotic").count()
