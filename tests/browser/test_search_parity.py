"""Python and the browser read words alike: the same texts, the same chunks and stems."""

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.search.tokens import Tokenizer
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
