"""Python and the browser read words alike: the same texts, the same chunks and stems."""

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.search.tokens import Tokenizer
from tests.company import DOCS
from tests.search_texts import DEFINITION, TEXTS, hostile_texts

READ = """async ([module, tokens, texts]) => {
  const { makeTokenizer, makeStemmer } = await import(module)
  const { chunks } = makeTokenizer(tokens)
  const stem = makeStemmer(self.lunr)
  return texts.map((text) => chunks(text).map(({ whole, parts }) => [whole, parts, stem(whole)]))
}"""


LOAD = """(src) => new Promise((loaded, failed) => {
  document.head.append(Object.assign(document.createElement("script"), { src, onload: () => loaded(), onerror: failed }));
})"""


@pytest.fixture
def read_in_browser(new_page: Callable, site_url: str) -> Callable[[list[str]], list]:
    page = new_page("")
    page.evaluate(LOAD, f"{site_url}search/lunr.js")
    module = f"{site_url}components/search/tokens.js"
    return lambda texts: page.evaluate(READ, [module, DEFINITION.shared()["tokens"], texts])


def read_in_python(tokenizer: Tokenizer, text: str) -> list:
    return [[chunk.whole, list(chunk.parts), tokenizer.stem(chunk.whole)] for chunk in tokenizer.chunks(text)]


def test_both_languages_read_the_same_words(read_in_browser: Callable[[list[str]], list]) -> None:
    tokenizer = DEFINITION.tokenizer()
    texts = [*TEXTS, *hostile_texts(1500)]
    for text, read in zip(texts, read_in_browser(texts), strict=True):
        assert read == read_in_python(tokenizer, text), repr(text)


def test_both_stemmers_agree_on_every_word_of_the_shipped_portal(read_in_browser: Callable[[list[str]], list], project_dir: Path) -> None:
    tokenizer = DEFINITION.tokenizer()
    texts = [path.read_text(encoding="utf-8") for path in sorted((project_dir / "docs").rglob("*.md"))]
    for text, read in zip(texts, read_in_browser(texts), strict=True):
        assert read == read_in_python(tokenizer, text)


NEAREST = """async ([module, typed, words]) => {
  const { distance, nearestWords, readSpellings } = await import(module)
  const list = readSpellings(words.map((word) => `${word} 1`).join("\\n"))
  const isNear = (one, other) => Math.abs(one.length - other.length) <= 2 && distance(one, other, one.length < 8 ? 1.05 : 2) < Infinity
  return typed.map((one) => [nearestWords(one, list, words.length).map(({ word }) => word).sort(), words.filter((word) => isNear(one, word)).sort()])
}"""


def test_no_near_word_is_passed_over_for_its_letters(new_page: Callable, site_url: str) -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))
    words = sorted({chunk.whole for chunk in DEFINITION.tokenizer().chunks(text) if len(chunk.whole) > 3 and chunk.whole.isalpha()})
    misspelt = [
        word[:at] + change + word[at + cut :]
        for at, word in enumerate(words[::9], 1)
        for cut, change in ((1, ""), (0, "ä"), (1, "x"), (2, word[at % 3]))
    ]
    misspelt = [typed for typed in misspelt if len(typed) > 3]  # shorter ones are never corrected
    found = new_page("").evaluate(NEAREST, [f"{site_url}components/search/spelling.js", misspelt, words])
    for typed, (near, all_near) in zip(misspelt, found, strict=True):
        assert near == all_near, typed
    assert sum(bool(near) for near, _ in found) > len(found) / 2
