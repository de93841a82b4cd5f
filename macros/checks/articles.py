"""Check the body of an article: the answer first, the required headings, no gap, the foot at its end.

Its front matter is checked as data (`macros.facts.articles`).
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..facts.articles import Article
from ..portal import Portal, Sources
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, show_value

FILL = "FILL IN:"
_SENTENCE_END = re.compile(r"[.?](?=\s|$)")


def check_articles(_portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield what is missing in the bodies of articles. The required headings are read as data, so facts may be wrong."""
    topics = sources.get("article_topics")
    headings = topics.data.get("headings") if topics and isinstance(topics.data, dict) else None
    for page in pages:
        yield from check_article(page, headings if isinstance(headings, tuple) and page.language not in pages.translated else ())


def check_article(page: Page, headings: Iterable[str]) -> Iterator[Problem]:
    """Yield what is missing in the body of an article; nothing for any other page.

    `headings` are the section headings that every article must have.
    """
    path = PurePosixPath(page.path_in_any_language)
    if path.parent.as_posix() != Article.pages_folder or path.stem == "index":
        return
    yield from _unfilled(page)
    yield from _answer(page)
    lines = {line.rstrip() for line in page.body.split("\n")}
    for heading in headings:
        if f"## {heading}" not in lines:
            yield page.problem(_last_line(page), 1, f"no heading '## {heading}'", "every heading listed in article-topics.yml")
    call = f'{{{{ article_foot("{path.stem}") }}}}'
    if page.body.rstrip().split("\n")[-1] != call:
        yield page.problem(_last_line(page), 1, "another end of the page", call, "it prints sources, symptoms and related articles")


def _unfilled(page: Page) -> Iterator[Problem]:
    for number, line in enumerate(page.body.split("\n"), 1):
        if (column := line.find(FILL)) >= 0:
            wanted = line[column + len(FILL) :].strip(" ]`.")
            yield page.problem(number, column + 1, "a part that nobody has written yet", wanted)


def _answer(page: Page) -> Iterator[Problem]:
    lines = page.body.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None:
        yield page.problem(len(lines), 1, "an empty article", "the answer, in two sentences")
        return
    paragraph = []
    for line in lines[start:]:
        if not line.strip():
            break
        paragraph.append(line)
    text = " ".join(paragraph)
    if FILL in text:
        return
    if text[0] in "#!|<>{-*=" or len(_SENTENCE_END.findall(text)) < 2:
        hint = "a reader in a hurry reads no further"
        yield page.problem(start + 1, 1, show_value(text), "the answer first: a paragraph of at least two sentences", hint)


def _last_line(page: Page) -> int:
    return page.body.rstrip().count("\n") + 1
