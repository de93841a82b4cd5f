"""The search is put into built sites, and leaves alone what it does not know."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from macros.facts.search import SearchFile
from macros.portal import Portal, read_search
from macros.publish.direct_answers import list_answers
from macros.publish.search_index import add_search, make_definition
from macros.publish.site import BuiltPage, Site
from macros.search.documents import SearchPage, SearchSection
from macros.search.index import index_pages
from tests.company import place_in
from tests.found_good import compare

PAGE = '<html><head></head><body><script id="__config" type="application/json">{}</script></body></html>'


def make_site(folder: Path) -> Site:
    return Site(folder, folder / "no-docs", "", "Small", "Small", preview=False, portal=None)


def read_index(site: Site, name: str) -> Any:
    (path,) = (site.folder / "search").glob(f"index-*/{name}.idx")
    return json.loads(gzip.decompress(path.read_bytes()))


def read_config(page: BuiltPage) -> dict:
    return json.loads(page.html.partition("json")[2].lstrip('">').partition("</script")[0])  # as a browser ends it


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "search").mkdir()
    (tmp_path / "assets").mkdir()
    entries = [{"location": "", "title": "Home", "text": "<p>Hello</p>"}, {"location": "deep/#a", "title": "A & B", "text": "<p>x</p>"}]
    made = make_site(tmp_path)
    made.listing = {"config": {"lang": ["en"]}, "docs": entries}
    for address, root in (("", ""), ("deep/", "../")):
        config = json.dumps({"base": root or ".", "search": f"{root}assets/javascripts/workers/search.js", "note": "</script >"})
        html = PAGE if address else PAGE.replace('"', "")  # some sites drop the quotes
        html = html.replace("{}", config.replace("<", "\\u003c"))
        made.pages.append(BuiltPage(tmp_path / address / "index.html", address, html))
    made.pages.append(BuiltPage(tmp_path / "plain.html", "plain.html", "<p>No theme</p>"))
    return made


def test_every_page_names_our_worker_from_where_it_stands(site: Site) -> None:
    add_search(site)
    home, deep, plain = site.pages
    index = next((site.folder / "search").glob("index-*")).name
    assert read_config(home)["search"] == "components/search/search-worker.js"
    assert read_config(deep)["search"] == "../components/search/search-worker.js"
    assert f'data-index="{index}"' in deep.foot[0]
    assert read_config(deep)["note"] == "</script >"
    assert 'src="../components/search/search-box.js"' in deep.foot[0]
    assert (plain.html, plain.foot) == ("<p>No theme</p>", [])


def test_what_a_writer_says_of_a_page_is_known_in_the_search(site: Site) -> None:
    home, deep, _ = site.pages
    home.source, deep.source = "index.md", "guides/deep.md"
    home.meta = {"title": "home", "kind": "policy", "description": "Not shown", "symptoms": "no list"}
    home.content = '<p>Read <a href="deep/">how it rounds</a>.</p>'
    deep.meta = {"title": "In the menu", "keywords": ["charged twice", 503], "description": "What it is"}
    site.listing["docs"][1]["text"] = ""
    add_search(site)
    assert read_index(site, "texts/0") == [
        {"url": "", "title": "Home", "anchor": "", "heading": "", "text": "Hello", "kind": "policy"},
        {
            "url": "deep/",
            "title": "A & B",
            "anchor": "a",
            "heading": "",
            "text": "What it is",
            "kind": "guide",
            "symptoms": ["charged twice", "503"],
        },
    ]
    words = gzip.decompress(next((site.folder / "search").glob("index-*/words/0.idx")).read_bytes())
    assert all(word in words for word in (b"\nmenu\t", b"\nround\trounds:2\t"))
    assert b"\thome:2\t" in words  # as title and heading: its name in menus is the same word


def test_the_theme_loads_a_stub_in_place_of_all_texts(site: Site) -> None:
    add_search(site)
    stub = json.loads((site.folder / "search/search_index.json").read_text(encoding="utf-8"))
    assert stub == {"config": {"lang": ["en"]}, "docs": []}
    assert list((site.folder / "search").glob("index-*/root.idx"))
    assert (site.folder / "search/lunr-en.js").is_file()


def test_settings_of_the_search_are_read_wherever_they_lie_and_checked(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "_data").mkdir(parents=True)
    assert read_search(docs) == (SearchFile(), [])
    for folder in (tmp_path, docs, docs / "_data"):  # the nearest to other facts counts
        (folder / "search.yml").write_text(f"synonyms: [[{folder.name}, place]]", encoding="utf-8")
        assert read_search(docs)[0].synonyms == ((folder.name, "place"),)
    (docs / "_data/search.yml").write_text("synonims: []\nranking: {intro: none}", encoding="utf-8")
    assert sorted((problem.line, problem.hint) for problem in read_search(docs)[1]) == [(1, "did you mean 'synonyms'?"), (2, "")]


def test_a_site_without_settings_has_no_words_of_anybodys_trade_and_no_english_rules_for_another_language() -> None:
    shared = make_definition(SearchFile(), None, "xx").shared()
    assert (shared["synonyms"], shared["complaints"]["meanings"], shared["stems"], shared["stopWords"]) == ([], [], "", [])
    own = SearchFile.model_validate({"tokens": {"fillers": ("bitte", "geht's")}})
    assert make_definition(own, None, "xx").shared()["stopWords"] == ["bitte", "gehts"]  # as words are read
    assert make_definition(SearchFile(), None, "xx").stem("rings") == "rings"
    english = make_definition(SearchFile(), None, "en").shared()["stopWords"]
    assert "the" in english
    assert not {"did", "us", "off", "own", "say"} & set(english)  # in support they say something


def test_all_other_names_of_a_term_are_synonyms_of_it(portal: Portal) -> None:
    terms = (portal.glossary.terms[0].model_copy(update={"term": "Box", "aliases": ("ODU", "Unit")}),)
    definition = make_definition(SearchFile(), Portal.model_construct(glossary=portal.glossary.model_copy(update={"terms": terms})))
    assert [["box"], ["odu"], ["unit"]] in definition.shared()["synonyms"]


def test_a_site_in_german_finds_the_other_forms_of_a_word_and_passes_over_german_stop_words(site: Site) -> None:
    definition = make_definition(SearchFile(), None, "de")
    page = SearchPage("a/", "Hilfe", (SearchSection("", "Hilfe", "Störungen werden für Sie behoben."),))
    terms = index_pages([page], definition)
    assert definition.stem("storung") in terms
    assert {"fur", "werden"} <= definition.stop_words - terms.keys()
    add_search(replace(site, language="de-AT"))
    assert "GermanStemmer" in (site.folder / "search/lunr-de.js").read_text(encoding="utf-8")


def test_a_site_without_a_search_stays_without(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.pages.append(BuiltPage(tmp_path / "index.html", "", "<p>Hi</p>"))
    add_search(site)
    assert list(tmp_path.iterdir()) == []
    assert site.pages[0].html == "<p>Hi</p>"


def test_queries_that_facts_answer_are_answered_as_was_read_and_found_good(portal: Portal, tmp_path: Path) -> None:
    article = next(iter(portal.articles.values()))
    (principle,) = portal.organisation.principles
    principles = (principle.model_copy(update={"id": "other", "text": "Not asked for."}), principle)
    question = portal.search.answers[0].model_copy(update={"principle": principle.id, "anchor": "desk"})
    nowhere = question.model_copy(update={"page": "gone.md"})
    articles = {
        slug: article.model_copy(update={"slug": slug})
        for slug in ("http-503-504", "ice-on-the-dish", "after-http-503", "plan-9", "sip-486")
    }
    levels = tuple(portal.levels.levels[0].model_copy(update={"id": f"l{n}", "label": f"L{n}", "word": ""}) for n in range(6, 9))
    changed = {
        "articles": articles,
        "organisation": portal.organisation.model_copy(update={"principles": principles}),
        "levels": portal.levels.model_copy(update={"levels": (*portal.levels.levels, *levels)}),
        "search": portal.search.model_copy(update={"answers": (question, nowhere, *portal.search.answers[1:])}),
        "coverage": portal.coverage.model_copy(update={"covers": portal.coverage.covers[:1]}),
    }
    facts = Portal.model_construct(**{**dict(portal), **changed})
    for name in ("policy/index.md", "policy/severity-levels.md", *(f"knowledge-base/{slug}.md" for slug in articles if slug != "sip-486")):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).touch()
    place = place_in(tmp_path / "docs", pages=portal.pages)
    answers = list_answers(facts, place, make_definition(facts.search, facts))
    compare("direct-answers.txt", (json.dumps(each, ensure_ascii=False) for each in answers), tmp_path)
