"""Check the words of an article: what a reader in a hurry must find, and what a new one still lacks.

Its front matter is checked as data (`macros.facts.articles`). This looks at the body, and needs no facts, so that a
writer hears of both at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..facts.articles import Article
from ..portal import Portal, Sources
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, show_value

FILL = "FILL IN:"
_SENTENCE_END = re.compile(r"[.?](?=\s|$)")
_HEADINGS = (
    (re.compile(r"^## How do I check\b", re.MULTILINE), "## How do I check?"),
    (re.compile(r"^## What is it not\?", re.MULTILINE), "## What is it not?"),
)


def check_articles(_portal: Portal | None, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield what is missing in the bodies of articles."""
    for page in pages:
        yield from check_article(page)


def check_article(page: Page) -> Iterator[Problem]:
    """Yield what is missing in the body of an article; nothing for any other page."""
    path = PurePosixPath(page.path)
    if path.parent.as_posix() != Article.pages_folder or path.stem == "index":
        return
    yield from _unfilled(page)
    yield from _answer(page)
    for pattern, heading in _HEADINGS:
        if not pattern.search(page.body):
            yield page.problem(_last_line(page), 1, f"no heading '{heading}'", "one in each article")
    call = f'{{{{ article_foot("{path.stem}") }}}}'
    if page.body.rstrip().split("\n")[-1] != call:
        yield page.problem(_last_line(page), 1, "another end of the page", call, "it prints sources, symptoms and what to read next")


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
