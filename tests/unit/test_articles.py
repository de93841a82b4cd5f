"""The body of an article: the answer first, the required headings, no gap, the foot at its end."""

import pytest

from macros.checks.articles import check_article
from macros.facts.articles import ArticleTopicsFile
from macros.portal import Portal
from macros.sources.page_file import parse_page
from macros.views.articles import name_topics

HEADINGS = ("Where to look", "Not to be confused with")
GOOD = """---
kind: article
---

It is broken. Mend it.

## Where to look

Look.

## Not to be confused with

Whole.

{{ article_foot("sample") }}
"""


def complaints(text: str) -> list[str]:
    page = parse_page(text, "docs/knowledge-base/sample.md", "knowledge-base/sample.md")
    return [f"{problem.found}; {problem.expected}" for problem in check_article(page, HEADINGS)]


def test_a_good_article_is_let_pass() -> None:
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("It is broken. Mend it.", "It is broken", "two sentences"),
        ("It is broken. Mend it.", "Version 1.5 is broken.", "two sentences"),
        ("It is broken. Mend it.", "## Why?\n\nIt is broken. Mend it.", "two sentences"),
        ("It is broken. Mend it.", "FILL IN: the answer.", "the answer"),
        ("## Where to look", "## Checks", "Where to look"),
        ("## Not to be confused with", "## Else", "Not to be confused with"),
        ('article_foot("sample")', 'article_foot("simple")', 'article_foot("sample")'),
        ('{{ article_foot("sample") }}', "The end.", 'article_foot("sample")'),
    ],
)
def test_an_article_without_a_part_is_told_which(old: str, new: str, complaint: str) -> None:
    found = complaints(GOOD.replace(old, new))
    assert len(found) == 1
    assert complaint in found[0]


def test_pages_that_are_no_articles_are_left_alone() -> None:
    for path in ("knowledge-base/index.md", "policy/severity-levels.md", "knowledge-base/drafts/old.md"):
        assert list(check_article(parse_page("# Nothing\n", "x", path), HEADINGS)) == []


def test_the_menu_gets_the_name_of_a_topic_in_another_language_as_text(portal: Portal) -> None:
    named = [
        Portal.model_construct(
            article_topics=ArticleTopicsFile.model_construct(topics=[portal.article_topics.topics[0].model_copy(update={"title": title})])
        )
        for title in ("<Ice>", "<Eis> & mehr")
    ]
    assert name_topics(*named) == {"&lt;Ice&gt;": "&lt;Eis&gt; &amp; mehr"}
