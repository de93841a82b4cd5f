"""Golden searches: typed into the search box of the built site, each finds its page among the first three."""

import re
from collections.abc import Callable
from pathlib import Path

from macros.portal import load_portal
from scripts.search_box import ask_box
from scripts.search_judging import Query, address_of, judge

GOLDEN = load_portal(Path(__file__).parents[2] / "docs/_data").searches.searches


def test_there_are_enough_and_of_every_type() -> None:
    kinds = [search.type for search in GOLDEN]
    assert len(GOLDEN) >= 80
    assert len(set(kinds)) == 9
    assert min(kinds.count(kind) for kind in kinds) >= 8
    assert len({search.query for search in GOLDEN}) == len(GOLDEN)


def test_every_page_a_golden_search_expects_exists(project_dir: Path) -> None:
    pages = {page for search in GOLDEN for page in search.pages}
    assert [page for page in sorted(pages) if not (project_dir / "docs" / page).is_file()] == []


def test_a_term_stands_in_the_title_or_a_heading_of_its_page(shipped_site: Path) -> None:
    missing = []
    for search in (each for each in GOLDEN if each.type == "term"):
        html = (shipped_site / address_of(search.pages[0]) / "index.html").read_text(encoding="utf-8")
        headings = [
            re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<(?:title|h[1-6])\b[^>]*>(.*?)</(?:title|h[1-6])>", html, re.DOTALL)
        ]
        if not any(_words(search.query) in _words(heading) for heading in headings):
            missing.append(f"{search.query!r} is in no heading of {search.pages[0]}")
    assert not missing, "\n".join(missing)


def test_every_golden_search_finds_its_page_among_the_first_three(shipped_page: Callable) -> None:
    page = shipped_page("")
    misses = []
    for search in GOLDEN:
        query = Query(search.query, search.type, {address_of(page): 3 for page in search.pages})
        judged = judge(query, ask_box(page, search.query))
        if judged.place is None or judged.place > (1 if search.type == "term" else 3):
            misses.append(f"{search.query!r} wants {', '.join(search.pages)}; came: {', '.join(judged.came[:3]) or 'nothing'}")
    assert not misses, "\n".join(misses)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
