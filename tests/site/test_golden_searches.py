"""The golden searches of the shipped portal, asked in the browser. `scripts/search --golden --misses` tells of each one.

An edit may move single pages, so what holds here is the whole. Terms that customers scan for are asked for strictly: their page has them in its title
or a heading, and comes first.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from macros.commands.search_box import ask_engine
from macros.commands.search_judging import judge, read_golden, summarise

DATA = Path(__file__).parents[2] / "docs/_data"


def test_golden_searches_find_their_pages(shipped_page: Callable, shipped_url: str) -> None:
    page = shipped_page("")
    judged = []
    for query in read_golden(DATA):
        results = ask_engine(page, shipped_url, query.text)["results"]
        judged.append(judge(query, [urlsplit(result["url"]).path.removeprefix(urlsplit(shipped_url).path) for result in results]))
    misses = [f"{one.query.text!r} came in place {one.place}: {one.came[:3]}" for one in judged if one.place is None or one.place > 3]
    for kind, _, (first, three, *_) in summarise(judged):
        assert first >= {"term": 1, "all": 0.9}.get(kind, 0.7), (kind, first, misses)
        assert three >= (0.95 if kind == "all" else 0.9), (kind, three, misses)


def test_a_term_stands_in_the_title_or_a_heading_of_its_page(shipped_site: Path) -> None:
    terms = [query for query in read_golden(DATA) if query.kind == "term"]
    assert terms
    missing = []
    for query in terms:
        (address, *_) = query.relevant
        html = (shipped_site / address / "index.html").read_text(encoding="utf-8")
        headings = re.findall(r"<(?:title|h[1-6])\b[^>]*>(.*?)</(?:title|h[1-6])>", html, re.DOTALL)
        if not any(_words(query.text) in _words(re.sub(r"<[^>]+>", "", heading)) for heading in headings):
            missing.append(f"{query.text!r} is in no heading of {address}")
    assert not missing, "\n".join(missing)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
