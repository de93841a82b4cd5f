"""Every page passes the Nu HTML checker, and can be reached by links from the home page."""

import json
import posixpath
import subprocess
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from macros.publish.markup import mend
from scripts.html_checker import NoChecker, provide_checker


def find_links(page):
    """Return the address of every link of a page."""
    found = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: tag == "a" and found.append(dict(attributes).get("href") or "")
    reader.feed(page)
    return found


def list_pages(site):
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_every_page_is_valid_html(shipped_site, tmp_path):
    """The checker also gets a page that is wrong, so that its silence says something."""
    try:
        checker = provide_checker()
    except NoChecker as why:
        pytest.skip(str(why))
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>A</title><p id=x><p id=x>", encoding="utf-8")
    command = [*checker, "--skip-non-html", "--errors-only", "--format", "json", shipped_site, wrong]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)
    errors = [(problem["url"], problem.get("lastLine"), problem["message"]) for problem in said["messages"] if problem["type"] == "error"]
    assert {url.rpartition("/")[2] for url, *_ in errors} == {"wrong.html"}, "\n".join(map(str, errors[:40]))


def test_every_page_can_be_reached_from_the_home_page(shipped_site):
    pages = list_pages(shipped_site)
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for address in find_links((shipped_site / page).read_text(encoding="utf-8")):
            target = urlsplit(address)
            if target.scheme or target.netloc or not target.path:
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(target.path)))
            waiting += {path, f"{path}/index.html".removeprefix("./")} & pages
    old_addresses = {page for page in pages if 'http-equiv="refresh"' in (shipped_site / page).read_text(encoding="utf-8")}
    of_the_project = {page for page in pages if page.startswith("contributing/")}  # a preview's only
    assert pages - reached - old_addresses - of_the_project == {"404.html"}


def test_the_theme_is_mended_once_and_for_all():
    page = (
        '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off"><input type="text" autocomplete="off">'
        '<label class="md-nav__title" for="__toc"></label><label for="a" tabindex="">A</label>'
    )
    mended = mend(page)
    assert mended.count("autocomplete") == 1
    assert "__toc" not in mended
    assert "tabindex" not in mended
    assert mend(mended) == mended
    with_contents = '<input type="checkbox" id="__toc">' + page
    assert 'for="__toc"' in mend(with_contents)
