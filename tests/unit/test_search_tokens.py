"""How words are read: identifiers whole and in parts, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.search.tokens import LONGEST, make_stemmer, read_chunks

STEM = make_stemmer("en")


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("P-Asserted-Identity", "passertedidentity", ("p", "asserted", "identity")),
        ("remove_regex", "removeregex", ("remove", "regex")),
        ("cxC5Server", "cxc5server", ("cx", "c5", "server")),
        ("G.729", "g729", ("g", "729")),
        ("HTTPServer", "httpserver", ("http", "server")),
        ("DIDs", "dids", ()),
        ("don’t", "dont", ()),
        ("Über", "uber", ()),
        ("école", "ecole", ()),
        ("503", "503", ()),
        ("32s", "32s", ("32", "seconds")),
        ("30secs", "30secs", ("30", "seconds")),
        ("^M", "^m", ()),
        ("10.0.0.1", "10001", ("10", "0", "0", "1")),
    ],
)
def test_an_identifier_is_read_whole_and_in_parts(text: str, whole: str, parts: tuple[str, ...]) -> None:
    assert read_chunks(text) == [(whole, parts)]


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    assert [chunk.whole for chunk in read_chunks("没有声音")] == ["没有", "有声", "声音"]


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for chunk in read_chunks(text):
        assert chunk.whole
        assert len(chunk.whole) <= LONGEST
        assert STEM(chunk.whole)
