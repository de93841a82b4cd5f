"""The golden searches of the shipped portal, asked in the browser. `scripts/search --golden --misses` tells of each one.

An edit may move single pages, so what holds here is the whole. A term that customers scan for is asked for more strictly.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from scripts.search_box import ask_engine
from scripts.search_judging import judge, read_golden, summarise

DATA = Path(__file__).parents[2] / "docs/_data"


def test_golden_searches_find_their_pages(shipped_page: Callable, shipped_url: str) -> None:
    page = shipped_page("")
    judged = []
    for query in read_golden(DATA):
        results = ask_engine(page, shipped_url, query.text)["results"]
        judged.append(judge(query, [urlsplit(result["url"]).path.removeprefix(urlsplit(shipped_url).path) for result in results]))
    misses = [f"{one.query.text!r} came in place {one.place}: {one.came[:3]}" for one in judged if one.place is None or one.place > 3]
    for kind, _, (first, three, *_) in summarise(judged):
        assert first >= (0.9 if kind in ("all", "term") else 0.7), (kind, first, misses)
        assert three >= (0.95 if kind == "all" else 0.9), (kind, three, misses)
