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


def test_the_list_of_articles_leads_to_every_one(built_site: Path) -> None:
    links = {_tail(link) for link in list_links((built_site / KB / "index.html").read_text(encoding="utf-8"))}
    assert {f"{slug}/" for slug in SLUGS} <= links


def test_a_sequence_diagram_reads_as_sentences_without_its_drawing(pages: dict[str, str]) -> None:
    html = pages["red-light"]
    steps = html[html.index("sequence-diagram__steps") : html.index("</ol>", html.index("sequence-diagram__steps"))]
    words = [" ".join(re.sub(r"<[^>]+>", "", item).split()) for item in re.findall(r"<li.*?</li>", steps, re.DOTALL)]
    assert words[0] == "Router to Dish: power at 0 s"
    assert words[1].endswith("does not arrive")
    assert words[-1] == "A second try is normal. A tenth is not."
