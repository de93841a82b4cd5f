"""What the built knowledge base says: each page its question, its sources, its way on, and no dead link."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from macros.portal import Portal
from tests.company import DOCS

KB = Path("knowledge-base")
SLUGS = sorted(path.stem for path in (DOCS / KB).glob("*.md") if path.stem != "index")


class Reader(HTMLParser):
    """Collects what the tests ask for: links of the article, ids, headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.headings: list[str] = []
        self._heading = False
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids |= {values["id"]} if values.get("id") else set()
        self._depth += tag == "article"
        if tag == "a" and self._depth and values.get("href"):
            self.links.append(str(values["href"]))
        if tag == "h1":
            self._heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "article"
        self._heading = self._heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.headings[-1] += data


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, str]:
    return {slug: (built_site / KB / slug / "index.html").read_text(encoding="utf-8") for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_asks_its_question_once_and_shows_its_sources_and_its_way_on(slug: str, pages: dict[str, str], portal: Portal) -> None:
    article, page = portal.articles[slug], Reader(pages[slug])
    assert [heading.removesuffix("¶").strip() for heading in page.headings] == [article.title]
    assert {source.url for source in article.sources} <= set(page.links)
    assert {f"{name}/" for name in article.related} <= {_tail(link) for link in page.links}
    assert all(symptom in pages[slug].replace("&#39;", "'") for symptom in article.symptoms)


def _tail(link: str) -> str:
    return link.rstrip("/").split("/")[-1] + "/"


@pytest.mark.parametrize("slug", [*SLUGS, ""])
def test_no_link_of_the_knowledge_base_is_dead(slug: str, built_site: Path) -> None:
    folder = built_site / KB / slug
    dead = [link for link in Reader((folder / "index.html").read_text(encoding="utf-8")).links if not _is_alive(link, folder)]
    assert dead == []


def _is_alive(link: str, folder: Path) -> bool:
    if urlsplit(link).scheme in ("https", "mailto"):
        return True
    address, anchor = urldefrag(link)
    target = (folder / unquote(address)).resolve()
    page = target if target.suffix else target / "index.html"
    return page.is_file() and (not anchor or anchor in Reader(page.read_text(encoding="utf-8")).ids)


def test_the_list_of_articles_leads_to_every_one(built_site: Path) -> None:
    links = {_tail(link) for link in Reader((built_site / KB / "index.html").read_text(encoding="utf-8")).links}
    assert {f"{slug}/" for slug in SLUGS} <= links


def test_macros_left_no_trace_and_pages_style_nothing_themselves(pages: dict[str, str]) -> None:
    for slug, html in pages.items():
        article = html[html.index("<article") : html.index("</article>")]
        assert not re.search(r"\{\{|\{%|Traceback|FILL IN", article), slug
        assert not re.search(r"<style|\son[a-z]+=", article), slug
        assert list(_styled(article)) == [], slug


def _styled(html: str) -> Iterator[str]:
    yield from (tag for tag in re.findall(r"<[a-z]+ [^>]*\sstyle=[^>]*>", html) if "__codelineno" not in tag)


def test_a_sequence_diagram_reads_as_sentences_without_its_drawing(pages: dict[str, str]) -> None:
    html = pages["red-light"]
    steps = html[html.index("sequence-diagram__steps") : html.index("</ol>", html.index("sequence-diagram__steps"))]
    words = [" ".join(re.sub(r"<[^>]+>", "", item).split()) for item in re.findall(r"<li.*?</li>", steps, re.DOTALL)]
    assert words[0] == "Router to Dish: power at 0 s"
    assert words[1].endswith("does not arrive")
    assert words[-1] == "A second try is normal. A tenth is not."
