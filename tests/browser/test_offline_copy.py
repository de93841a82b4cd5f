"""The zip in a real browser: unpacked, opened from a file, no server anywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import reach_a_verdict, take_two_steps, write_a_draft

BUILD = "import sys; from pathlib import Path; from scripts.build import build_site; build_site(Path('mkdocs.yml').resolve(), Path(sys.argv[1]), offline=Path(sys.argv[2]))"
TARGETS = re.compile(r"""<(?:a|link|script|img|form)\b[^>]*?\s(?:href|src|action)="([^"]*)\"""")
PARTS = re.compile(r'<template id="search-parts">.*?</template>', re.DOTALL)  # its links start at the root, wherever it stands
RUNS = re.compile(r"""<script\b(?![^>]*type="application/(?:ld\+)?json")[^>]*>""")


@pytest.fixture(scope="session")
def copy(project_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader unpacks, in a place whose name needs care in an address."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "built").mkdir()
    command = [sys.executable, "-c", BUILD, str(folder / "built"), str(folder / "portal.zip")]
    result = subprocess.run(
        command, cwd=project_dir, env={**os.environ, "PYTHONPATH": str(project_dir)}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    target = folder / "My files #1 & café"
    with zipfile.ZipFile(folder / "portal.zip") as packed:
        packed.extractall(target)
    return target / "portal"


@pytest.fixture
def open_file(browser: Browser, copy: Path) -> Iterator[Callable[..., Page]]:
    """`open_file("support/report-a-problem.html")`: a page that fails the test when the console shows an error, unless it is one of `allow`."""
    complaints: list[str] = []
    allowed: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    context.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", lambda request: urlsplit(request.url).scheme in ("file", "data", "blob") or complaints.append(request.url))
    page = context.new_page()

    def open_path(path: str, query: str = "", allow: tuple[str, ...] = ()) -> Page:
        allowed.extend(allow)
        page.goto((copy / path).as_uri() + query)
        return page

    yield open_path
    context.close()
    assert [each for each in complaints if not any(part in each for part in allowed)] == []


def test_every_link_of_every_page_leads_to_a_file(copy: Path) -> None:
    for page in copy.rglob("*.html"):
        html = PARTS.sub("", page.read_text(encoding="utf-8"))
        for target in TARGETS.findall(html):
            parts = urlsplit(unescape(target))
            if not parts.scheme and parts.path:
                assert (page.parent / unquote(parts.path)).is_file(), f"{page.relative_to(copy)} leads to {target}"


def test_no_page_asks_for_what_a_browser_refuses_in_a_file(copy: Path) -> None:
    for page in copy.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not [script for script in RUNS.findall(html) if "module" in script]
        assert 'rel="manifest"' not in html
        assert "<kept-pages" not in html
        assert "<new-version" not in html
    assert not [*copy.rglob("*.mjs"), *copy.rglob("*.idx"), *copy.rglob("*.gz")]


@pytest.mark.parametrize("start", ["index.html", "policy/severity-levels.html", "knowledge-base/echo.html"])
def test_the_search_box_finds_an_article_and_opens_it_from_any_depth(open_file: Callable[..., Page], start: str) -> None:
    page = open_file(start)
    page.keyboard.press("/")
    page.keyboard.type("only one side hears")
    first = page.locator(".md-search-result__link").first
    expect(first).to_contain_text("hear")
    first.click()
    expect(page.locator("h1")).to_contain_text("hear")
    assert page.url.startswith("file:///")


def test_a_misspelt_word_is_corrected_and_the_results_page_works(open_file: Callable[..., Page]) -> None:
    page = open_file("search.html", "?q=regstration%20fails")
    expect(page.locator(".search-page__result").first).to_be_visible()
    expect(page.locator("search-page del")).to_have_text("regstration")
    page.locator(".search-page__title a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith("file:///")


def test_the_tools_work(open_file: Callable[..., Page]) -> None:
    assert reach_a_verdict(open_file("support/check-severity.html"))
    assert len(set(take_two_steps(open_file("troubleshooting/no-audio.html")))) == 3
    write_a_draft(open_file("support/report-a-problem.html"))


def test_a_verdict_reaches_the_ticket(open_file: Callable[..., Page]) -> None:
    page = open_file("support/check-severity.html")
    reach_a_verdict(page)
    page.locator("[data-part=verdict] a[href*='ticket.html']:visible").first.click()
    expect(page.locator("[data-part=paper]")).to_be_visible()
    assert page.url.startswith("file:///")


def test_the_analyser_works_in_the_page(open_file: Callable[..., Page]) -> None:
    page = open_file("guides/commonality-analysis.html")
    rows = "".join(f"call-{n},{'ab'[n % 2]},{'failed' if n % 2 else 'answered'}\n" for n in range(60))
    calls = {"name": "calls.csv", "mimeType": "text/csv", "buffer": f"Call-ID,carrier,result\n{rows}".encode()}
    page.locator('[data-list="0"] input[type=file]').set_input_files(calls)
    page.get_by_role("button", name="Read the calls").click()
    page.get_by_role("button", name="Compare the calls").click()
    expect(page.locator("[data-part=paragraph]")).to_have_value(re.compile("carrier is b: 100%"))


def test_every_kind_of_page_opens_without_a_complaint(open_file: Callable[..., Page], copy: Path) -> None:
    pages = sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*.html"))
    articles = [path for path in pages if path.startswith("knowledge-base/")]
    for path in [*(path for path in pages if path not in articles), *articles[::10]]:
        page = open_file(path)
        expect(page.locator("h1").first).to_be_attached()
        expect(page.locator(".copy-note")).to_be_visible()


def test_the_policy_holds_in_a_file_too(open_file: Callable[..., Page]) -> None:
    page = open_file("index.html", allow=("Content Security Policy",))
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.executed = 1";
      document.body.append(script);
    }""")
    assert page.evaluate("window.executed") is None
    assert page.evaluate("fetch('https://example.org/steal').then(() => 'sent', () => 'refused')") == "refused"


def test_without_scripts_everything_is_there_to_read(browser: Browser, copy: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, words in {
        "support/check-severity.html": "P0",
        "troubleshooting/no-audio.html": "headset",
        "topics.html": "one way audio",
    }.items():
        page.goto((copy / path).as_uri())
        expect(page.locator("main")).to_contain_text(words, ignore_case=True)
    context.close()
