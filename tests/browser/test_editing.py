"""What a writer sees in the browser while editing a fact of a portal."""

import re

from tests.browser.test_made_up_status import WORDS
from tests.company import copy_company
from tests.served_project import serve_project
from tests.watched_page import page_factory

PAGE = "policy/severity-levels/"


def test_a_preview_shows_a_made_up_status_and_a_saved_fact_and_the_report_of_a_wrong_one(browser, tmp_path):
    copy_company(tmp_path)
    path = "docs/_data/levels.yml"
    before = (tmp_path / path).read_text(encoding="utf-8")
    edited = re.sub(r"^    meaning: .*$", "    meaning: Quixotic.", before, count=1, flags=re.MULTILINE)
    assert edited != before
    with serve_project(tmp_path, "--status", "incident") as served, page_factory(browser, served.url) as new_page:
        page = new_page("support/status/", allow=("request off the origin: http://127.0.0.1:",))
        page.locator(".status-panel .status-view").get_by_text(WORDS["incident"]).first.wait_for()
        page.goto(PAGE)
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
