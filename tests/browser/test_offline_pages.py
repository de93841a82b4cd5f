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
from tests.watched_page import HURRY, PATIENCE, wait_until

WORKER = "service-worker.js"
SETTINGS = re.compile(r"^self\.published = (\{.*\});$", re.MULTILINE)
ARTICLE, NEVER_OPENED = "knowledge-base/red-light/", "knowledge-base/lightning/"
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""
KEEPS = "async ([address, words]) => (await (await caches.match(address))?.text())?.includes(words)"
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
            self.server.released.wait(PATIENCE / 1000)  # type: ignore[attr-defined]
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
        self.server.released = threading.Event()  # type: ignore[attr-defined]

    def release(self) -> None:
        """Let the answers come for which a slow line lets a page wait."""
        self.server.released.set()  # type: ignore[attr-defined]

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
    context.add_init_script(HURRY)  # the worker begins some seconds after the page is there
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: "Content Security Policy" in message.text and refused.append(message.text))

    def go(path: str) -> Page:
        page.goto(path)
        return page

    yield go
    context.close()
    assert refused == []


def kept(page: Page, host: Host) -> list[str]:
    return sorted(address.removeprefix(host.url) for address in page.evaluate(KEPT))


def test_the_tools_and_visited_pages_work_without_network(visit: Callable[[str], Page], host: Host) -> None:
    host.become("tidy")
    page = visit(ARTICLE)
    wait_until(page, IN_CHARGE)
    title = visit("policy/?a=secret").title()
    for path in (ARTICLE, "policy/"):  # the worker keeps a page after it has answered
        wait_until(page, KEEPS, [host.url + path, "<title>"])
    visit("support/check-severity/?whose=valley")
    names = kept(page, host)
    settings = json.loads(SETTINGS.match((host.folder / WORKER).read_text(encoding="utf-8"))[1])  # type: ignore[index]
    assert {name.removesuffix("index.html") for name in settings["files"]} <= set(names)
    assert {"notice.json", "status.json", WORKER} <= set(settings["never"]), "what is told now is never told from what was kept"
    assert not [name for name in names if "?" in name or "/index-" in name or name in ("notice.json", "status.json", WORKER)]
    expect(visit("search/?q=ice").locator("search-page .search-result").first).to_be_visible()
    host.become("broken")
    assert visit("policy/").title() == title
    host.become("tidy")
    shutil.rmtree(host.folder / "policy")
    assert visit("policy/").title() != title, "a page that was taken down is not shown from what was kept"
    host.become("gone")
    expect(visit("").locator("h1")).to_be_visible()
    page.reload()
    assert reach_a_verdict(visit("support/check-severity/"))
    assert len(set(take_two_steps(visit("troubleshooting/link-drops/")))) == 3
    write_a_draft(visit("support/report-a-problem/"))
    expect(visit("search/?q=ice").locator("search-page .search-result").first).to_be_visible()
    expect(visit(ARTICLE).locator("h1")).to_contain_text("Which light is red?")
    expect(visit(NEVER_OPENED).locator("h1")).to_contain_text("You are offline")
    assert page.url == f"{host.url}offline/"
    page.get_by_role("link", name="Write the message").click()
    expect(page.locator("[data-part=paper]")).to_be_visible()


def test_a_new_version_is_seen_at_once_and_on_a_slow_line_at_the_second_visit(visit: Callable[[str], Page], host: Host) -> None:
    host.publish({"patience": 3})
    page = visit("")
    wait_until(page, IN_CHARGE)
    page_file = host.folder / "index.html"
    for number, line in enumerate(("fine", "slow"), 1):
        title = f"<title>Version {number}"
        page_file.write_text(re.sub(r"<title>[^<]*", title, page_file.read_text(encoding="utf-8")), encoding="utf-8")
        changed = time.time() + 60 * number  # a server tells versions apart by the second
        os.utime(page_file, (changed, changed))
        host.become(line)
        assert visit("").title() == "Version 1"
        host.release()
        wait_until(page, KEEPS, [host.url, title])
    host.become("slow")
    assert visit("").title() == "Version 2"
    host.release()


def test_switched_off_the_worker_leaves_nothing_behind(visit: Callable[[str], Page], host: Host) -> None:
    page = visit("")
    wait_until(page, IN_CHARGE)
    assert kept(page, host)
    host.publish(OFF)
    for path in host.folder.rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace("<offline-pages></offline-pages>", ""), encoding="utf-8")
    visit("policy/")
    wait_until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0")
    host.become("gone")
    with pytest.raises(Error, match="ERR_"):
        visit(NEVER_OPENED)
