"""What the built knowledge base says: each page its question, its sources and its way on."""

import re
from html import unescape
from pathlib import Path

import pytest

from macros.portal import Portal
from tests.company import DOCS

KB = Path("knowledge-base")
SLUGS = sorted(path.stem for path in (DOCS / KB).glob("*.md") if path.stem != "index")


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, str]:
    return {slug: (built_site / KB / slug / "index.html").read_text(encoding="utf-8") for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_asks_its_question_once_and_shows_its_sources_and_its_way_on(slug: str, pages: dict[str, str], portal: Portal) -> None:
    article, links = portal.articles[slug], list_links(pages[slug])
    assert [unescape(heading) for heading in re.findall(r"<h1[^>]*>([^<]*)", pages[slug])] == [article.title]
    assert {source.url for source in article.sources} <= set(links)
    lead = pages[slug][pages[slug].index("<h1") : pages[slug].index("<h2")]
    assert {f"{name}/" for name in article.troubleshooters} <= {_tail(link) for link in re.findall(r'href="([^"]*)"', lead)}
    assert {f"{name}/" for name in article.related} <= {_tail(link) for link in links}
    assert all(symptom in pages[slug].replace("&#39;", "'") for symptom in article.symptoms)


def list_links(html: str) -> list[str]:
    """Return the addresses that the article of a page leads to."""
    article = html[html.index("<article") : html.index("</article>")]
    return [unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', article)]


def _tail(link: str) -> str:
    return link.rstrip("/").split("/")[-1] + "/"
