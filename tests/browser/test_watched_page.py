"""The watch over pages sees what it is there to see: else all browser tests prove nothing."""

import re
from functools import partial

import pytest

from tests.site_server import serve_site
from tests.watched_page import find_violations, page_factory

GOOD = """\
<!doctype html><html lang="en"><title>Good</title><link rel="icon" href="data:,">
<main><h1>Good</h1><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>
"""
BAD = {
    "console": ("<script>console.error('it broke')</script>", "console error: it broke"),
    "uncaught": ("<script>throw new Error('thrown')</script>", "uncaught error: .*thrown"),
    "third-party": ("<img alt='' src='http://127.0.0.1:9/pixel.gif'>", "request off the origin: http://127.0.0.1:9/pixel.gif"),
    "refused": (
        "<meta http-equiv=content-security-policy content=\"script-src 'none'\"><script>1</script>",
        "console error: .*Content Security Policy",
    ),
    "missing": ("<link rel=stylesheet href=missing.css>", "console error: .*404"),
}


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "robots.txt").touch()
    (folder / "index.html").write_text(GOOD, encoding="utf-8")
    (folder / "404.html").write_text(GOOD.replace("Good", "Lost"), encoding="utf-8")
    for name, (html, _) in BAD.items():
        (folder / f"{name}.html").write_text(GOOD + html, encoding="utf-8")
    with serve_site(folder) as url:
        yield url


@pytest.fixture
def watch(browser, small_site, rooms):
    """`with watch() as new_page`: a failure comes at the end of the block."""
    return partial(page_factory, browser, small_site, rooms=rooms)


def test_a_good_page_passes(watch, small_site):
    with watch() as new_page:
        page = new_page("", width=320, color_scheme="dark")
        assert page.url == small_site
        assert page.title() == "Good"
        assert not find_violations(page)


@pytest.mark.parametrize("name", BAD)
def test_a_page_that_complains_fails_its_test(watch, name):
    with pytest.raises(AssertionError, match=BAD[name][1]), watch() as new_page:
        new_page(f"{name}.html").wait_for_load_state("networkidle")


def test_a_complaint_that_is_expected_is_let_pass(watch):
    with watch() as new_page:
        new_page("console.html", allow=("it broke",))


def test_axe_reports_the_element_that_is_wrong(watch):
    with watch() as new_page:
        page = new_page("")
        page.evaluate("document.querySelector('img').removeAttribute('alt')")
        assert any(re.match(r"image-alt \(critical\): img", line) for line in find_violations(page))


@pytest.mark.parametrize(
    ("about", "seen"), [("all", {"image-alt", "color-contrast"}), ("colours", {"color-contrast"}), ("layout", {"image-alt"})]
)
def test_axe_looks_at_what_it_is_asked_about(watch, about, seen):
    with watch() as new_page:
        page = new_page("")
        page.evaluate("document.querySelector('img').removeAttribute('alt')")
        page.evaluate("document.querySelector('h1').style.color = '#ddd'")
        assert {line.split()[0] for line in find_violations(page, about=about)} == seen


def test_a_missing_page_is_answered_by_the_404_page_with_its_code(watch):
    with watch() as new_page:
        page = new_page(allow=("404",))
        assert page.goto("nowhere/").status == 404
        assert page.title() == "Lost"
        assert page.goto("/outside/").status == 404


def test_javascript_can_be_off(watch):
    with watch() as new_page:
        page = new_page("console.html", javascript=False)
        assert page.locator("h1").inner_text() == "Good"


def test_what_a_test_changed_is_taken_back(watch):
    heard = []
    with watch() as new_page:
        page = new_page()
        page.route("**/index.html", lambda route: route.fulfill(body="changed"))
        page.add_init_script("window.changed = true")
        page.on("request", lambda request: heard.append(request.url))
        page.context.set_offline(True)
    with watch() as new_page:
        page = new_page("index.html")
        assert page.title() == "Good"
        assert page.evaluate("window.changed === undefined && navigator.onLine")
    assert heard == []
