"""The knowledge base is whole: enough articles, none lost, none stale, no real number or address in an example."""

import ipaddress
import re
from datetime import date
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.checks.articles import check_article
from macros.portal import Portal
from macros.sources.page_file import read_page

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path for path in (DOCS / "knowledge-base").glob("*.md") if path.stem != "index")
DAY = date(2026, 11, 23)
EXAMPLE_NETWORKS = [
    ipaddress.ip_network(network)
    for network in (
        *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # RFC 5737
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "0.0.0.0/32"),  # private, shared, "no address"
    )
]
FICTION = re.compile(r"\+?(?:1\s?202\s?555\s?01\d\d|44\s?20\s?7946\s?0\d{3})")
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
    page = read_page(text.encode(), "docs/knowledge-base/sample.md", "knowledge-base/sample.md")
    return [f"{problem.found}; {problem.expected}" for problem in check_article(page, HEADINGS)]


def test_the_knowledge_base_has_the_articles_that_were_promised(shipped: Portal) -> None:
    assert len(shipped.articles) >= 40
    codes = {int(code) for slug in shipped.articles for code in re.findall(r"(?<!\d)\d{3}(?!\d)", slug) if slug.startswith("sip-")}
    assert {401, 403, 404, 407, 408, 480, 486, 487, 488, 500, 502, 503, 603} <= codes


def test_every_topic_has_an_article(shipped: Portal) -> None:
    assert {topic.id for topic in shipped.article_topics.topics} == {article.topic for article in shipped.articles.values()}


def test_no_article_is_an_orphan(shipped: Portal) -> None:
    named = {name for article in shipped.articles.values() for name in article.related}
    assert sorted(set(shipped.articles) - named) == []


def test_no_article_names_itself_as_related(shipped: Portal) -> None:
    assert [slug for slug, article in shipped.articles.items() if slug in article.related] == []


def test_no_two_articles_ask_the_same(shipped: Portal) -> None:
    titles = [article.title.casefold() for article in shipped.articles.values()]
    assert len(titles) == len(set(titles))


def test_every_ladder_is_drawn_in_some_article(shipped: Portal) -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    drawn = set(re.findall(r'call_ladder\("([a-z0-9-]+)"\)', text))
    assert drawn == {ladder.id for ladder in shipped.call_ladders.ladders}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_use_addresses_and_numbers_that_belong_to_nobody(page: Path) -> None:
    text = page.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    for found in re.findall(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])", text):
        assert any(ipaddress.ip_address(found) in network for network in EXAMPLE_NETWORKS), found
    for found in re.findall(r"\+\d[\d ]{7,}\d", text):
        assert FICTION.fullmatch(found), found
    for found in re.findall(r"@([a-z0-9-]+(?:\.[a-z]+)+)", text):
        assert found.endswith(("example.com", "example.net", "anonymous.invalid")), found


def test_articles_are_not_due_today() -> None:
    _, problems = check_project(DOCS, DAY)
    assert [problem for problem in problems if problem.file.endswith(".md") and problem.where == "review_by"] == []


def test_an_article_past_its_review_is_named(shipped: Portal) -> None:
    last = max(article.review_by for article in shipped.articles.values())
    _, problems = check_project(DOCS, date(last.year + 1, 1, 1))
    overdue = {Path(problem.file).stem for problem in problems if problem.where == "review_by" and problem.level == "warning"}
    assert overdue >= set(shipped.articles)


def test_reviews_are_spread_over_the_year(shipped: Portal) -> None:
    by_month = [article.review_by.month for article in shipped.articles.values()]
    assert max(by_month.count(month) for month in set(by_month)) <= len(by_month) // 4


def test_a_good_article_is_let_pass() -> None:
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("It is broken. Mend it.", "It is broken", "two sentences"),
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
        assert list(check_article(read_page(b"# Nothing\n", "x", path), HEADINGS)) == []


# Names of countries, of the time zone, of messages that say what they do, and what every reader of this knows.
COMMON = {
    "IP",
    "UTC",
    "UK",
    "USA",
    "US",
    "VPN",
    "XOR",
    "INFO",
    "UPDATE",
    "SER",
    "SEER",
    "ID",
    "HTTP",
    "HTTPS",
    "URL",
    "CSV",
    "JSON",
    "UUID",
}
COMMON |= {
    "OK",
    "APIBAN",
    "ICMP",
    "MTR",
    "CNAME",
    "FQDN",
    "ATIS",
    "SPC",
    "SE",
    "NAT/SIP",
    "CLI/ANI",
    "MI",
}  # also names of fields, headers and bodies
ABBREVIATION = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*(?:/[A-Z]+)?\b|\b[EGQT]\.\d+\b")
CODE_AND_LINKS = re.compile(r"^[ \t]*```.*?^[ \t]*```|`[^`\n]+`|\{\{.*?\}\}|\]\([^)]*\)", re.DOTALL | re.MULTILINE)


def test_no_abbreviation_is_used_that_the_glossary_lacks(shipped: Portal) -> None:
    known = set(COMMON)
    for term in shipped.glossary.terms:
        for words in (term.term, *term.aliases, term.definition):
            known |= set(ABBREVIATION.findall(words))
    recommendations = re.compile(r"[EGQT]\.\d+")
    named = {word for article in shipped.articles.values() for source in article.sources for word in recommendations.findall(source.title)}
    lacking = {
        f"{page.stem}: {word}"
        for page in PAGES
        for word in ABBREVIATION.findall(CODE_AND_LINKS.sub("", page.read_text(encoding="utf-8").split("\n---\n", 1)[1]))
        if word not in known | named
    }
    assert sorted(lacking) == []


def test_every_troubleshooter_has_articles_behind_it(shipped: Portal) -> None:
    served = {name for article in shipped.articles.values() for name in article.troubleshooters}
    assert served == set(shipped.troubleshooters)
