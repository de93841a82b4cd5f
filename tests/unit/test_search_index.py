"""The split index: what is written can be found again, the same sources give the same bytes, and pieces stay small."""

import gzip
import json
import random
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from macros.search.documents import SearchPage, SearchSection, drop_data, read_pages
from macros.search.index import encode_postings, encode_weight, index_pages, split_index, write_index
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


def small_pages() -> list[SearchPage]:
    return [
        SearchPage(
            "a/",
            "One way audio",
            (SearchSection("", "One way audio", "The caller hears nothing."), SearchSection("nat", "NAT", "A router.")),
        ),
        SearchPage("b/", "Billing", (SearchSection("", "Billing", "Rounding of seconds."),), "article", ("charged twice",), ("Money",)),
    ]


def write(pages: list[SearchPage], folder: Path) -> Path:
    return folder / write_index(split_index(pages, DEFINITION, {}), folder)


def read_root(folder: Path) -> dict:
    return json.loads(gzip.decompress((folder / "root.idx").read_bytes()))


@example({128: 1})  # a gap of 128 is the first that takes two bytes
@example({127: 1, 16_512: 2})
@given(st.dictionaries(st.integers(0, 100_000), st.integers(1, 255), min_size=1))
def test_postings_come_back_as_they_were(found: dict[int, int]) -> None:
    expected = sorted(found.items())
    assert decode(encode_postings([number for number, _ in expected], bytes(weight for _, weight in expected))) == expected


@given(st.floats(0.01, 200))
def test_a_weight_is_kept_within_three_percent(weight: float) -> None:
    assert abs((2 ** (encode_weight(weight) / 32) - 1) / weight - 1) < 0.03 or weight < 0.5


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = write(small_pages(), tmp_path / "1"), write(small_pages(), tmp_path / "2")
    assert first.name == second.name
    for path in first.rglob("*.idx"):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_another_text_gets_another_folder_so_that_no_browser_mixes_two_builds(tmp_path: Path) -> None:
    pages = small_pages()
    changed = [SearchPage(pages[0].url, "Another title", pages[0].sections), pages[1]]
    assert write(pages, tmp_path).name != write(changed, tmp_path).name


def test_symptoms_and_menu_names_are_found_in_the_opening_of_their_page() -> None:
    terms = index_pages(small_pages(), DEFINITION)
    stem = DEFINITION.tokenizer().stem
    for word in ("charged", "money"):
        assert list(terms[stem(word)].sections) == [2]


def test_a_title_weighs_more_than_the_same_word_in_a_text() -> None:
    title = SearchPage("a/", "Echo", (SearchSection("", "Echo", "Some words here."),))
    text = SearchPage("b/", "Noise", (SearchSection("", "Noise", "An echo is heard."),))
    first, second = index_pages([title, text], DEFINITION)["echo"].weights
    assert first > second


def test_sections_share_a_file_up_to_its_size_and_a_long_one_stands_alone(tmp_path: Path) -> None:
    sections = tuple(SearchSection(f"s{n}", "T", "x" * length) for n, length in enumerate([100, 100, 120_000, 100, 100]))
    folder = write([SearchPage("a/", "T", sections), SearchPage("b/", "T", sections[:1])], tmp_path)
    assert read_root(folder)["texts"] == [2, 1, 3]
    assert read_root(folder)["sections"] == [5, 1]


def test_a_section_says_by_itself_what_is_shown_of_it(tmp_path: Path) -> None:
    texts = json.loads(gzip.decompress((write(small_pages(), tmp_path) / "texts/0.idx").read_bytes()))
    assert texts[1] == {"url": "a/", "title": "One way audio", "anchor": "nat", "heading": "NAT", "text": "A router."}
    assert texts[2]["symptoms"] == ["charged twice"]


def test_a_page_that_only_mentions_things_is_known_by_its_title(tmp_path: Path) -> None:
    pages = [SearchPage(title, title, (SearchSection("", title, "x"),)) for title in ("Echo", "Glossary", "The release notes", "Licenses")]
    assert read_root(write(pages, tmp_path))["asides"] == [1, 2]


def test_spelling_lists_of_few_words_share_a_file(tmp_path: Path) -> None:
    words = "alpha bravo charlie delta hotel india kilo lima november oscar"
    folder = write([SearchPage("a/", "Words", (SearchSection("", "Words", words),))], tmp_path)
    assert set(read_root(folder)["spelling"].values()) == {0}
    assert set(words.split()) <= {
        line.split()[0] for line in gzip.decompress((folder / "spelling/0.idx").read_bytes()).decode().splitlines()
    }


def test_what_complaints_mean_is_one_small_file(tmp_path: Path) -> None:
    pages = [SearchPage(f"{n}/", "Unit", (SearchSection("", "Unit", "The beam of the mast, and ice."),)) for n in range(2000)]
    hints = gzip.decompress((write(pages, tmp_path) / "hints.idx").read_bytes())
    length = int.from_bytes(hints[:4], "little")
    terms = {line.split("\t")[0]: int(line.split("\t")[4]) for line in hints[4 : 4 + length].decode().splitlines()}
    assert "mast" in terms
    assert max(terms.values()) <= 2 * DEFINITION.file.limits.hint_postings
    assert len(hints) == 4 + length + sum(terms.values())


def test_a_complaint_is_known_by_stems_and_stop_words_stay() -> None:
    complaints = DEFINITION.shared()["complaints"]
    assert {"no", "not", "cannot", "drop"} <= set(complaints["signs"])
    assert all(phrase.split() for one in complaints["meanings"] for phrase in (*one["says"], *one["about"], *one["means"]))
    assert set(DEFINITION.hinted) >= {stem for one in complaints["meanings"] for phrase in one["means"] for stem in phrase.split()}


def test_a_synonym_is_known_by_its_stems_too() -> None:
    phrases = {said: rest for group in DEFINITION.shared()["synonyms"] for said, *rest in group}
    assert phrases["aerial"] == ["aerial"] or phrases["aerial"] == []
    assert phrases["lightning"] == ["lightn"]


def test_data_that_components_carry_is_no_text() -> None:
    assert drop_data('Before {"urgent": ["now"], "deep": {"a": 1}} after {"not json') == 'Before  after {"not json'


def test_a_page_is_indexed_without_the_data_that_it_carries() -> None:
    text = '<p>Before.</p><template>{&quot;version&quot;: 1, &quot;levels&quot;: [&quot;s1&quot;]}</template>{"a": 2} after'
    listing = {"docs": [{"location": "a/", "title": "Page", "text": text}]}
    (section,) = read_pages(listing)[0].sections
    assert section.text == "Before. after"


def test_hostile_texts_are_indexed_without_an_exception(tmp_path: Path) -> None:
    chance = random.Random(3)
    texts = list(hostile_texts(200))
    pages = [
        SearchPage(
            f"p{number}/", chance.choice(texts), (SearchSection("", chance.choice(texts), text),), "article", (chance.choice(texts),)
        )
        for number, text in enumerate(texts)
    ]
    assert write(pages, tmp_path).is_dir()
