"""The Markdown beside a page says what the page says, whatever signs its words hold."""

import re
from html import escape, unescape

import pytest
from markdown import markdown

from macros.publish.markdown_copies import convert


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "2 * 3 * 4",
        "__init__ and snake_case",
        "[a](b) and ![a](b)",
        "a `quote` of code",
        "C:\\*\\temp",
        "5 < 6",
    ],
)
def test_words_that_look_like_markup_stay_words(words: str) -> None:
    assert markdown(convert(f"<p>{escape(words)}</p>")) == f"<p>{escape(words, quote=False)}</p>"


@pytest.mark.parametrize("code", ["a = 1", "```\nits own fence\n```", "four ```` in a row", "<b> *c* _d_ | &amp;"])
def test_code_stays_code(code: str) -> None:
    shown = markdown(convert(f"<p>Before</p><pre><code>{escape(code)}</code></pre><p>After</p>"), extensions=["fenced_code"])
    assert shown == f"<p>Before</p>\n<pre><code>{escape(code)}\n</code></pre>\n<p>After</p>"


@pytest.mark.parametrize("words", ["a | b", "||", "<b> | *c*", "the last \\"])
def test_a_cell_stays_one_cell(words: str) -> None:
    table = f"<table><tr><th>A</th><th>B</th></tr><tr><td>{escape(words)}</td><td>next</td></tr></table>"
    cells = re.findall("<td>(.*)</td>", markdown(convert(table), extensions=["tables"]))
    assert [unescape(cell) for cell in cells] == [words, "next"]
