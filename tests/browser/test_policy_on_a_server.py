"""The policy as nginx sends it, over a page of each tool and the workers of a site that also reads a live status: nothing is refused.

Under the policy that stands in each page, the other browser tests walk every journey.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_offline_pages import IN_CHARGE
from tests.browser.test_search import RESULTS, ask
from tests.company import build, copy_company
from tests.journeys import TOOLS, compare_tests, reach_a_verdict
from tests.real_servers import Server, find_port, run_server
from tests.status_bodies import quiet_statuspage
from tests.status_servers import Answer, Provider, serve
from tests.watched_page import PATIENCE, visit_all, wait_until

# The event is heard in every document; the binding outlives them all.
LISTEN = """window.refusals = 0;
document.addEventListener("securitypolicyviolation", (event) => ++window.refusals &&
  window.tellRefused(`${event.documentURI}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`));"""


@dataclass
class Reader:
    """A browser that keeps what the policy refused, and what the console complained about."""

    context: BrowserContext
    url: str
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(path)
        return page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The company's portal with a status that browsers read, on nginx, at the address it was built for."""
    folder = tmp_path_factory.mktemp("policy")
    provider = Provider(Answer(quiet_statuspage()))
    with serve(provider.respond) as provider.url:
        port = find_port()
        facts = copy_company(folder / "project") / "_data/status.yml"
        text = facts.read_text(encoding="utf-8")
        page = re.search(r"^page: (.*)$", text, re.MULTILINE)
        assert page is not None
        text = text.replace(page[0], f"page: {provider.url}/").replace("transport: link", "transport: auto")
        facts.write_text(text, encoding="utf-8")
        build(folder / "project/mkdocs.yml", folder / "site", url=f"http://127.0.0.1:{port}/help/")
        with run_server("nginx", folder / "site", "/help/", folder, port) as running:
            yield running


@pytest.fixture
def reader(browser: Browser, server: Server) -> Iterator[Reader]:
    """Fails the test when anything was refused or went wrong."""
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(PATIENCE)
    found = Reader(context, server.url)
    context.expose_binding("tellRefused", lambda _source, line: found.refused.append(line))
    context.add_init_script(LISTEN)
    context.on("console", lambda message: message.type == "error" and "404" not in message.text and found.errors.append(message.text))
    context.on("weberror", lambda error: found.errors.append(str(error.error)))
    yield found
    context.close()
    assert found.refused == []
    assert found.errors == []


def test_the_policy_is_the_servers_and_names_the_status_host(server: Server) -> None:
    policy = server.get("/help/").headers["content-security-policy"]
    assert re.search(r"connect-src 'self' http://127\.0\.0\.1:\d+;", policy)
    assert "frame-ancestors 'none'" in policy


def test_what_is_refused_would_be_noticed(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url)
    refused: list[str] = []
    context.expose_binding("tellRefused", lambda _source, line: refused.append(line))
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto("")
    page.evaluate("() => { document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' })); }")
    wait_until(page, "() => window.refusals === 2")  # by the header, and by the page itself
    context.close()
    assert len(refused) == 2


def test_a_page_of_each_tool(reader: Reader) -> None:
    visit_all(reader.open("glossary/"), TOOLS)


def test_from_page_to_page_without_a_reload(reader: Reader) -> None:
    page = reader.open("")
    page.wait_for_load_state("networkidle")
    for name in ("Support", "Fix it yourself", "Answers", "Tools"):
        page.locator(".md-tabs__link", has_text=name).first.click()
        page.wait_for_load_state("networkidle")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    page.locator("label.md-header__button:visible[for^=__palette]").first.click()
    page.emulate_media(media="print")


def test_the_analyser(reader: Reader) -> None:
    page = reader.open("guides/commonality-analysis/")
    assert "mast is b" in compare_tests(page)
    page.locator("commonality-analyser [data-act=keep]").click()


def test_the_search_in_its_box_and_on_its_page(reader: Reader) -> None:
    page = reader.open("knowledge-base/red-light/")
    ask(page, "red lihgt")
    expect(page.locator(RESULTS).first).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.goto("search/?q=ice")
    expect(page.locator("[data-results] > li").first).to_be_visible()


def test_the_live_status(reader: Reader) -> None:
    page = reader.open("support/status/")
    expect(page.locator(".status-panel .status-headline")).to_contain_text("All systems operational")


def test_the_page_that_is_shown_without_network(reader: Reader) -> None:
    page = reader.open("support/check-severity/")
    wait_until(page, IN_CHARGE)
    reader.context.set_offline(True)
    reader.errors.clear()
    page.goto("support/check-severity/")
    reach_a_verdict(page)
    reader.context.set_offline(False)
    reader.errors.clear()  # without network, the browser itself complains


def test_words_of_the_glossary_and_tools_of_articles(reader: Reader) -> None:
    page = reader.open("support/before-you-report/")
    page.locator("a.term").first.hover()
    page.locator("a.term").first.click()
    page.wait_for_load_state("networkidle")
    page.goto("knowledge-base/red-light/")
    page.locator(".md-code__button, .md-clipboard").first.click()
