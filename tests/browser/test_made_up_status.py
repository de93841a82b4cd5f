"""`scripts/serve --status`: the portal beside a made-up status host, as its readers would see it."""

from typing import Any

import pytest

from macros.commands.status_host import STATES, run_status_host
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
            banner = seen.page.locator(".status-banner .status-view").text_content()
            assert ("Affects: Storage Started 1 hr 32 min ago" in banner) == (state == "incident")
            # A handful of parts needs no fold.
            parts = seen.page.locator(".status-panel .status-glance .status-part")
            assert parts.count() == {"fine": 6, "incident": 1, "maintenance": 1, "down": 0}[state]
            assert ("Started 20 min ago" in seen.text()) == (state == "maintenance")
            planned = seen.page.locator(".status-panel .status-planned")
            assert (planned.count() and "Starts " in planned.inner_text()) == (state in ("fine", "incident"))
            assert seen.errors == []
            context.close()
