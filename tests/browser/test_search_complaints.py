"""A customer says what is heard or seen: such a query raises the pages that treat it, and finds nothing by that alone."""

from collections.abc import Callable

import pytest

SEARCH = "async ([client, query]) => (await import(client)).search(query, 10)"


@pytest.fixture
def search(new_page: Callable, site_url: str) -> Callable[[str], dict]:
    page = new_page("")
    return lambda query: page.evaluate(SEARCH, [f"{site_url}components/search/search-client.js", query])


@pytest.mark.parametrize("complaint", ["nothing loads ", "no internet here "])
def test_a_complaint_is_read_as_what_it_means(search: Callable[[str], dict], complaint: str) -> None:
    assert search(complaint)["results"][0]["parts"]["hint"] > 0


@pytest.mark.parametrize("name", ["mast ", "levels ", "lightning "])
def test_a_query_that_names_a_thing_is_left_as_it_is(search: Callable[[str], dict], name: str) -> None:
    assert {result["parts"]["hint"] for result in search(name)["results"]} == {0}


def test_a_complaint_of_unknown_words_finds_nothing(search: Callable[[str], dict]) -> None:
    assert search("no zzqxv cannot ")["results"] == []


def test_other_forms_of_a_word_have_its_synonyms(search: Callable[[str], dict]) -> None:
    pages = [[result["page"] for result in search(query)["results"][:3]] for query in ("antenna white ", "antennas white ")]
    assert set(pages[0]) & set(pages[1])


def test_a_synonym_leads_to_the_page_that_uses_the_other_word(search: Callable[[str], dict]) -> None:
    assert search("thunder ")["results"][0]["page"] == "knowledge-base/lightning/"
