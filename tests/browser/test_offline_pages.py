"""The portal goes on when the network does not: a real browser, a real server that falls silent, and the service worker."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from macros.publish.offline_pages import OFF
from tests.journeys import reach_a_verdict, take_two_steps, write_a_draft
from tests.site_server import MOUNT_PATH, SiteHandler, SiteServer
from tests.watched_page import PATIENCE

WORKER = "service-worker.js"
SETTINGS = re.compile(r"^self\.published = (\{.*\});$", re.MULTILINE)
ARTICLE, NEVER_OPENED = "knowledge-base/red-light/", "knowledge-base/lightning/"
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""
IN_CHARGE = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


class UnsteadyHandler(SiteHandler):
    """A host that may be slow, broken or gone, or redirect `.html` away, as Cloudflare Pages does."""

    def do_GET(self) -> None:  # noqa: N802 the name that the library calls
        line = self.server.line  # type: ignore[attr-defined]
        if line == "gone":
            self.close_connection = True
            return
        if line == "broken":
            self.send_error(503)
            return
        if line == "slow":
            time.sleep(3)
        path, mark, query = self.path.partition("?")
        if line == "tidy" and path.endswith(".html"):
            self.send_response(308)
            self.send_header("Location", path.removesuffix(".html").removesuffix("index") + mark + query)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        super().do_GET()


@dataclass
class Host:
    """A site of its own on a server, which a test may change and silence."""

    folder: Path
    server: SiteServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{MOUNT_PATH}"

    def become(self, line: str) -> None:
        self.server.line = line  # type: ignore[attr-defined]

    def publish(self, settings: dict[str, object]) -> None:
        """A new version of the worker: what is known about it, with `settings` in place."""
        path = self.folder / WORKER
        text = path.read_text(encoding="utf-8")
        old = json.loads(SETTINGS.match(text)[1])  # type: ignore[index]
        path.write_text(SETTINGS.sub(lambda _: f"self.published = {json.dumps(old | settings)};", text), encoding="utf-8")


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    folder = tmp_path / "site"
    shutil.copytree(built_site, folder)
    with SiteServer(("127.0.0.1", 0), partial(UnsteadyHandler, directory=str(folder))) as server:
        made = Host(folder, server)
        made.become("fine")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def visit(browser: Browser, host: Host) -> Iterator[Callable[[str], Page]]:
    """`visit(path)`: a tab of one reader's browser, with the content security policy in force."""
    context = browser.new_context(base_url=host.url)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: "Content Security Policy" in message.text and refused.append(message.text))

    def go(path: str) -> Page:
        page.goto(path)
        return page

    yield go
    context.close()
    assert refused == []


def wait_for_worker(page: Page) -> None:
    deadline = time.monotonic() + 15
    while not page.evaluate(IN_CHARGE):
        assert time.monotonic() < deadline, "the worker has not taken over"
        page.wait_for_timeout(50)


def kept(page: Page, host: Host) -> list[str]:
    return sorted(address.removeprefix(host.url) for address in page.evaluate(KEPT))


@pytest.mark.parametrize("line", ["fine", "tidy"])
def test_the_tools_and_visited_pages_work_without_network(visit: Callable[[str], Page], host: Host, line: str) -> None:
    host.become(line)
    wait_for_worker(visit(ARTICLE))
    visit("policy/?a=secret")
    host.become("gone")
    page = visit("")
    expect(page.locator("h1")).to_be_visible()
    page.reload()
    assert reach_a_verdict(visit("support/check-severity/"))
    assert len(set(take_two_steps(visit("troubleshooting/link-drops/")))) == 3
    write_a_draft(visit("support/report-a-problem/"))
    expect(visit(ARTICLE).locator("h1")).to_contain_text("Which light is red?")
    expect(visit(NEVER_OPENED).locator("h1")).to_contain_text("You are offline")
    assert page.url == f"{host.url}offline/"
    page.get_by_role("link", name="Write the message").click()
    expect(page.locator("[data-part=paper]")).to_be_visible()


def test_a_search_goes_on_with_the_pieces_it_fetched(visit: Callable[[str], Page], host: Host) -> None:
    wait_for_worker(visit("search/"))
    expect(visit("search/?q=ice").locator(".search-page__result").first).to_be_visible()
    host.become("gone")
    expect(visit("search/?q=ice").locator(".search-page__result").first).to_be_visible()


def test_what_is_kept_is_public_and_no_index(visit: Callable[[str], Page], host: Host) -> None:
    page = visit("support/check-severity/?whose=valley")
    wait_for_worker(page)
    page.reload()
    names = kept(page, host)
    listed = json.loads(SETTINGS.match((host.folder / WORKER).read_text(encoding="utf-8"))[1])["files"]  # type: ignore[index]
    assert set(listed) <= set(names)
    assert not [name for name in names if "?" in name or "/index-" in name or name in ("notice.json", "status.json", WORKER)]


def test_a_new_version_is_seen_at_once_and_on_a_slow_line_at_the_second_visit(visit: Callable[[str], Page], host: Host) -> None:
    host.publish({"patience": 1})
    wait_for_worker(visit(""))
    page_file = host.folder / "index.html"
    for number, line in enumerate(("fine", "slow"), 1):
        page_file.write_text(re.sub(r"<title>[^<]*", f"<title>Version {number}", page_file.read_text(encoding="utf-8")), encoding="utf-8")
        changed = time.time() + 60 * number  # a server tells versions apart by the second
        os.utime(page_file, (changed, changed))
        host.become(line)
        assert visit("").title() == "Version 1"
    page = visit("policy/")
    page.wait_for_timeout(3500)  # until the slow answer has come
    assert visit("").title() == "Version 2"


def test_a_server_that_fails_is_no_worse_than_none(visit: Callable[[str], Page], host: Host) -> None:
    wait_for_worker(visit(""))
    page = visit("policy/")
    title = page.title()
    host.become("broken")
    assert visit("policy/").title() == title


def test_switched_off_the_worker_leaves_nothing_behind(visit: Callable[[str], Page], host: Host) -> None:
    page = visit("")
    wait_for_worker(page)
    assert kept(page, host)
    host.publish(OFF)
    for path in host.folder.rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace("<offline-pages></offline-pages>", ""), encoding="utf-8")
    visit("policy/")
    for _ in range(100):
        if page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length") == 0:
            break
        page.wait_for_timeout(100)
    else:
        pytest.fail("the worker or its copies are still there")
    host.become("gone")
    with pytest.raises(Error, match="ERR_"):
        visit(NEVER_OPENED)
