"""The split index: what is written can be found again, and the same sources give the same bytes.

What words weigh, and which file they are in, is in `tests/examples/search/answers.txt`.
"""

import json
import random
from array import array
from dataclasses import replace
from pathlib import Path

from macros.facts.search import Complaints, Meaning, SearchFile, TokenRules
from macros.search.definition import Definition
from macros.search.documents import SearchPage, SearchSection, read_pages
from macros.search.index import Term, encode_postings, encode_weight, index_pages, split_index, write_index
from macros.search.links import read_mentions
from tests.search_texts import DEFINITION, hostile_texts


def test_postings_are_packed_as_the_browser_unpacks_them() -> None:
    packed = bytes((0, 127, 128, 1, 255, 129, 1, 32, 64, 96, 128))  # read in tests/examples/scripts/search.txt
    assert encode_postings([0, 128, 257, 16_897], bytes((32, 64, 96, 128))) == packed


def test_the_sections_where_a_word_weighs_most_are_kept() -> None:
    assert [encode_weight(weight) for weight in (0, 0.5, 1, 3, 1000)] == [1, 19, 32, 64, 255]
    term = Term(array("I", (3, 5, 9, 12)), bytearray((7, 9, 7, 8)))
    kept = {2: ([5, 12], (9, 8)), 3: ([3, 5, 12], (7, 9, 8)), 4: ([3, 5, 9, 12], (7, 9, 7, 8))}
    assert {most: term.pack(most) for most in kept} == {most: encode_postings(of, bytes(weights)) for most, (of, weights) in kept.items()}


def make_page(title: str, text: str, symptoms: tuple[str, ...] = ()) -> SearchPage:
    return SearchPage(f"{title}/", title, (SearchSection("", title, text),), symptoms=symptoms)


def test_the_same_pages_give_the_same_bytes_and_others_another_folder(tmp_path: Path) -> None:
    audio, billing = make_page("Audio", "The caller hears nothing."), make_page("Billing", "Rounding of seconds.", ("charged twice",))
    first, second = (tmp_path / f"{n}" / write_index(split_index([audio, billing], DEFINITION, {}), tmp_path / f"{n}") for n in (1, 2))
    assert first.name == second.name
    for path in first.rglob("*.idx"):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()
        assert path.read_bytes()[4:8] == bytes(4)  # no time
    assert write_index(split_index([billing, audio], DEFINITION, {}), tmp_path) != first.name


def test_what_a_page_shows_in_angle_brackets_is_text() -> None:
    opening = {"location": "a/", "title": "The &lt;Via&gt; header", "text": "<p>Send &lt;code&gt; &amp;lt;b&gt;, 1 < 2 > 0.</p>"}
    (page,) = read_pages({"docs": [opening, {"location": "a/#b", "title": "B"}]})
    sections = (SearchSection("", "The <Via> header", "Send <code> &lt;b>, 1 < 2 > 0."), SearchSection("b", "B", ""))
    assert page == SearchPage("a/", "The <Via> header", sections)


def test_hostile_texts_are_indexed_without_an_exception() -> None:
    chance = random.Random(3)
    pages = [make_page(chance.choice(text or "?"), text, (text,)) for text in hostile_texts(200)]
    assert "root" in split_index(pages, DEFINITION, {})


def test_what_other_pages_say_of_a_page_is_known_once() -> None:
    articles = {
        "": '<p>Lost it? See <a href="reset/#how">a new <b>password</b></a>.</p><p>Lost it? See <a href="reset/">a new password</a>.</p>',
        "reset/": '<p><a href="#how">Here</a> or <a href="../reset/">here</a>, <a href="https://else.example/faq/">else</a>, '
        '<a href="//else.example/faq/">else</a>, <a href="mailto:faq">else</a>, <a href="?q=1">here</a></p>',
        "faq/": '<ul><li><a class="x" href=/help/reset>Reset</a></li><li><a href="../no/">no</a></li></ul>',
        "q&a/": '<p><a href="../q&amp;a.md">Here</a>, <a href="../deep/er.html#x">Deeper</a></p>',
        "deep/er.html": "<p><a href='../q&amp;a/'>Q</a></p><table><tr><td>Log in<td><a href='../faq/index.html'>Questions &amp; answers</a></table>",
    }
    assert read_mentions(articles) == {
        "reset/": (("a new password", "Reset"), ("Lost it? See a new password .",)),
        "faq/": (("Questions & answers",), ()),
        "q&a/": (("Q",), ()),
        "deep/er.html": (("Deeper",), ("Here , Deeper",)),
    }


def test_the_words_of_a_link_weigh_more_than_what_stands_around_them() -> None:
    audio = replace(make_page("Audio", "Echo."), linked=("the silence", "hush"), around=("At night there is silence",))
    terms = index_pages([make_page("Billing", "Silence."), audio], DEFINITION)
    silence, night = (terms[DEFINITION.stem(word)] for word in ("silence", "night"))
    assert (list(silence.sections), list(night.sections)) == ([0, 1], [1])
    assert silence.weights[1] > max(silence.weights[0], night.weights[0])
    assert (silence.titled, "the" in terms, "hush" in terms) == (0, False, True)


def test_words_of_a_definition_are_known_as_queries_are_read() -> None:
    tokens = TokenRules(fillers=("bitte",), meaningful=("nicht",), vague=("geht's", "öfter"))
    meaning = Meaning(says=("alles dunkel",), about=("Lampen",), means=("Außeneinheiten",))
    complaints = Complaints(signs=("nicht", "langsame Leitung"), meanings=(meaning,))
    groups = (("Leitungen", "Internet", "–"), ("Störung, störung",), ("die Leitung", "Kabel", "kabel"))
    file = SearchFile(tokens=tokens, synonyms=groups, complaints=complaints)
    shared = Definition(file, (("ODU", "Außeneinheit"),), "de").shared()
    stop_words = shared.pop("stopWords")
    assert {word: word in stop_words for word in ("nicht", "bitte", "fur")} == {"nicht": False, "bitte": True, "fur": True}
    assert shared == {
        "stems": "de",
        "ranking": file.ranking.model_dump(),
        "vagueWords": ["gehts", "ofter"],
        "synonyms": [[["leitungen", "leitung"], ["internet"]], [["die leitung"], ["kabel"]], [["odu"], ["außeneinheit", "aussenein"]]],
        "complaints": {
            "signs": ["nicht", "langsam leitung"],
            "meanings": [{"says": ["alles dunkel"], "about": ["lamp"], "means": ["außeneinheiten"]}],
        },
    }
    english = Definition(SearchFile()).shared()["synonyms"]
    assert [["log in"], ["login"], ["sign in"], ["log on"]] in english
    assert all(len(group) > 1 for group in english)


def test_whole_words_of_a_title_say_of_what_kind_a_page_is() -> None:
    titles = ("Echo", "Glossary", "The release notes", "Licenses")
    assert [DEFINITION.is_aside(title) for title in titles] == [False, True, True, False]
    titles = ("Problem solving", "FAQ: billing", "Common Questions", "Questionable")
    assert [DEFINITION.answers_many(title) for title in titles] == [True, True, True, False]


def test_a_page_that_begins_without_a_text_is_listed_with_its_description() -> None:
    sections = (SearchSection("", "Echo", ""), SearchSection("why", "Why", ""))
    files = split_index([SearchPage("a/", "Echo", sections, description="What an echo is")], DEFINITION, {})
    assert [record["text"] for record in json.loads(files["texts/0"])] == ["What an echo is", ""]
