"""`scripts/serve --status`: the portal beside a made-up status host, as its readers would see it."""

from pathlib import Path
from typing import Any

import pytest

from macros.commands.status_host import STATES, run_status_host
from tests.company import copy_company
from tests.served_project import serve_project
from tests.status_reader import Reader
from tests.status_servers import Provider, Site, example_status, serve

WORDS = {
    "fine": "All systems operational",
    "incident": "Some files cannot be opened",
    "maintenance": "Database upgrade",
    "down": "Live status unavailable",
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_shown_for_what_it_is(browser: Any, state: str) -> None:
    with run_status_host(state) as host:
        site = Site(example_status(f"{host}/api/v2/summary.json"), Provider(url=host))
        with serve(site.respond) as origin:
            site.url = origin + "/portal/"
            context = browser.new_context(locale="en-GB")
            seen = Reader(context, site.provider, site).visit()
            for view in ("status-panel", "status-banner"):
                seen.shows(WORDS[state], view)
            assert ("All systems operational" in seen.text()) == (state == "fine")
            assert seen.errors == []
            context.close()


def test_a_preview_reads_the_made_up_host_under_its_own_policy(browser: Any, tmp_path: Path) -> None:
    copy_company(tmp_path)
    with serve_project(tmp_path, "--status", "incident") as served:
        context = browser.new_context(locale="en-GB", service_workers="block")
        page = context.new_page()
        page.goto(served.url + "support/status/")
        page.locator(".status-panel .status-view").get_by_text(WORDS["incident"]).first.wait_for()
        context.close()
