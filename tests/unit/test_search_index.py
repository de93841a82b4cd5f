"""The split index: what is written can be found again, the same sources give the same bytes, and pieces stay small."""

import json
import random
from array import array
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from macros.search.documents import SearchPage, SearchSection, read_pages
from macros.search.index import Term, encode_postings, index_pages, split_index, write_index
from tests.search_texts import DEFINITION, hostile_texts


def decode(packed: bytes) -> list[tuple[int, int]]:
    """The reader's side of `encode_postings`, as overrides/components/search/index.js has it."""
    numbers: list[int] = []
    at, number = 0, -1
    while len(packed) - at > len(numbers):
        gap = shift = 0
        while packed[at] > 127:
            gap |= (packed[at] & 127) << shift
            at, shift = at + 1, shift + 7
        number += (gap | packed[at] << shift) + 1
        at += 1
        numbers.append(number)
    return list(zip(numbers, packed[at:], strict=True))


def make_page(url: str, title: str, text: str = "x", **more: tuple[str, ...]) -> SearchPage:
    return SearchPage(url, title, (SearchSection("", title, text),), **more)


NAT = SearchSection("nat", "NAT", "A router.")
AUDIO = SearchPage("a/", "One way audio", (SearchSection("", "One way audio", "The caller hears nothing."), NAT))
BILLING = make_page("b/", "Billing", "Rounding of seconds.", symptoms=("charged twice",), names=("Money",))


def read(pages: list[SearchPage], name: str) -> dict:
    return json.loads(split_index(pages, DEFINITION, {})[name])


@example({128: 1})  # a gap of 128 is the first that takes two bytes
@example({127: 1, 16_512: 2})
@given(st.dictionaries(st.integers(0, 100_000), st.integers(1, 255), min_size=1))
def test_postings_come_back_as_they_were(found: dict[int, int]) -> None:
    expected = sorted(found.items())
    assert decode(encode_postings([number for number, _ in expected], bytes(weight for _, weight in expected))) == expected


def test_of_too_many_sections_those_are_kept_in_which_a_word_weighs_most() -> None:
    term = Term(array("I", [2, 5, 7, 9]), bytearray([30, 10, 40, 20]))
    assert decode(term.pack(2)) == [(2, 30), (7, 40)]


def test_the_same_pages_give_the_same_bytes_and_others_another_folder(tmp_path: Path) -> None:
    first, second = (tmp_path / f"{n}" / write_index(split_index([AUDIO, BILLING], DEFINITION, {}), tmp_path / f"{n}") for n in (1, 2))
    assert first.name == second.name
    for path in first.rglob("*.idx"):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()
    assert write_index(split_index([BILLING, AUDIO], DEFINITION, {}), tmp_path) != first.name


def test_symptoms_and_menu_names_are_found_in_the_opening_of_their_page() -> None:
    terms = index_pages([AUDIO, BILLING], DEFINITION)
    for word in ("charged", "money"):
        assert list(terms[DEFINITION.stem(word)].sections) == [2]


def test_a_title_weighs_more_than_the_same_word_in_a_text() -> None:
    first, second = index_pages([make_page("a/", "Echo"), make_page("b/", "Noise", "An echo is heard.")], DEFINITION)["echo"].weights
    assert first > second


def test_sections_share_a_file_up_to_its_size_and_a_long_one_stands_alone() -> None:
    sections = tuple(SearchSection(f"s{n}", "T", "x" * length) for n, length in enumerate([100, 100, 120_000, 100, 100]))
    root = read([SearchPage("a/", "T", sections), SearchPage("b/", "T", sections[:1])], "root")
    assert (root["texts"], root["sections"]) == ([2, 1, 3], [5, 1])


def test_a_page_that_only_mentions_things_is_known_by_its_title() -> None:
    pages = [make_page(title, title) for title in ("Echo", "Glossary", "The release notes", "Licenses")]
    assert read(pages, "root")["asides"] == [1, 2]


def test_spelling_lists_of_few_words_share_a_file() -> None:
    words = "alpha bravo charlie delta hotel india kilo lima november oscar"
    pages = [make_page("a/", "Words", words)]
    assert set(read(pages, "root")["spelling"].values()) == {0}
    assert set(words.split()) <= {line.split()[0] for line in split_index(pages, DEFINITION, {})["spelling/0"].decode().splitlines()}


def test_complaints_are_known_by_stems_and_mean_words() -> None:
    complaints = DEFINITION.shared()["complaints"]
    assert {"no", "not", "cannot", "drop"} <= set(complaints["signs"])
    assert complaints["meanings"][0] == {
        "says": ["noth load", "dark", "no internet"],
        "about": ["page", "film", "internet"],
        "means": ["mast", "outdoor unit"],
    }


def test_synonyms_are_known_by_their_stems_too_and_say_at_least_two_things() -> None:
    groups = DEFINITION.shared()["synonyms"]
    assert len(groups) >= len(DEFINITION.file.synonyms)
    assert all(len(group) > 1 for group in groups)
    assert ["lightning", "lightn"] in [phrase for group in groups for phrase in group]


def test_a_page_that_begins_without_a_text_is_listed_with_its_description() -> None:
    sections = (SearchSection("", "Echo", ""), SearchSection("why", "Why", ""))
    files = split_index([SearchPage("a/", "Echo", sections, description="What an echo is")], DEFINITION, {})
    assert [record["text"] for record in json.loads(files["texts/0"])] == ["What an echo is", ""]


def test_what_a_page_shows_in_angle_brackets_is_text() -> None:
    (page,) = read_pages(
        {"docs": [{"location": "a/", "title": "The &lt;Via&gt; header", "text": "<p>Send &lt;code&gt; &amp;lt;b&gt;.</p>"}]}
    )
    assert (page.title, page.sections[0].text) == ("The <Via> header", "Send <code> &lt;b>.")


def test_what_a_writer_says_of_a_page_is_known_in_the_search() -> None:
    listing = [
        {"location": "a/", "title": "Page <b>A</b>"},
        {"location": "a/#one", "title": "One", "text": "x"},
        {"location": "b/", "title": "B"},
    ]
    about = {
        "a/": {"title": "In the menu", "kind": "guide", "symptoms": ["x"], "description": "What it is"},
        "b/": {"title": "b", "kind": ""},
    }
    a, b = read_pages({"docs": listing}, lambda url: about[url])
    assert (a.title, a.names, a.kind, a.symptoms, a.description) == ("Page A", ("In the menu",), "guide", ("x",), "What it is")
    assert [(section.anchor, section.heading, section.text) for section in a.sections] == [("", "Page A", ""), ("one", "One", "x")]
    assert (b.names, b.kind, b.symptoms, b.description) == ((), "", (), "")
    assert read_pages({"docs": listing[2:]}) == [SearchPage("b/", "B", (SearchSection("", "B", ""),))]


def test_hostile_texts_are_indexed_without_an_exception() -> None:
    chance = random.Random(3)
    pages = [make_page(text, chance.choice(text or "?"), text, symptoms=(text,)) for text in hostile_texts(200)]
    assert "root" in split_index(pages, DEFINITION, {})
