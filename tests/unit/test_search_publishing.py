"""The search is put into built sites of either engine, once, and leaves alone what it does not know."""

import json
from pathlib import Path

import pytest

from macros.publish.search_index import publish_search
from macros.publish.search_site import add_search
from tests.search_texts import DEFINITION

PAGE = '<html><head></head><body><script id="__config" type="application/json">{}</script></body></html>'
ASSETS = Path(__file__).parents[2] / "docs" / "assets"


def make_site(folder: Path, listing: str, key: str) -> Path:
    (folder / "deep").mkdir(parents=True)
    (folder / "search").mkdir()
    entries = [{"location": "", "title": "Home", "text": "<p>Hello</p>"}, {"location": "deep/#a", "title": "A & B", "text": "<p>x</p>"}]
    (folder / listing).write_text(json.dumps({"config": {"lang": ["en"]}, key: entries}), encoding="utf-8")
    for page, root in (("index.html", ""), ("deep/index.html", "../")):
        config = json.dumps({"base": root or ".", "search": f"{root}assets/javascripts/workers/search.js", "note": "</script>"})
        (folder / page).write_text(PAGE.replace("{}", config.replace("<", "\\u003c")), encoding="utf-8")
    (folder / "plain.html").write_text("<p>No theme</p>", encoding="utf-8")
    return folder


def read_config(page: Path) -> dict:
    return json.loads(page.read_text(encoding="utf-8").partition('type="application/json">')[2].partition("</script>")[0])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", "search/search_index.json", "docs")


def test_every_page_names_our_worker_from_where_it_stands(site: Path) -> None:
    publish_search(site, DEFINITION, ASSETS, lambda root: f"<i>{root}</i>")
    assert read_config(site / "index.html")["search"] == "assets/search-worker.js"
    assert read_config(site / "deep/index.html")["search"] == "../assets/search-worker.js"
    assert read_config(site / "deep/index.html")["note"] == "</script>"
    assert "<i>../</i></body>" in (site / "deep/index.html").read_text(encoding="utf-8")
    assert (site / "plain.html").read_text(encoding="utf-8") == "<p>No theme</p>"


def test_the_listing_becomes_a_stub_that_names_the_index(site: Path) -> None:
    publish_search(site, DEFINITION, ASSETS, str)
    stub = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert stub["docs"] == []
    assert (site / "search" / stub["config"]["index"] / "root.idx").is_file()
    assert (site / "search/lunr.js").is_file()


def test_a_site_that_has_our_search_is_left_alone(site: Path) -> None:
    assert publish_search(site, DEFINITION, ASSETS, str)
    before = (site / "index.html").read_bytes()
    assert publish_search(site, DEFINITION, ASSETS, str) == []
    assert (site / "index.html").read_bytes() == before


def test_the_other_engine_keeps_its_own_worker(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", "search.json", "items")
    publish_search(site, DEFINITION, ASSETS, str)
    assert read_config(site / "index.html")["search"] == "assets/javascripts/workers/search.js"
    assert json.loads((site / "search.json").read_text(encoding="utf-8"))["items"]


def test_a_site_without_a_search_stays_without(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Hi</p>", encoding="utf-8")
    assert add_search(tmp_path, tmp_path, directory_urls=True) == []
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
