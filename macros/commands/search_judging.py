"""How good a search is: queries with graded pages, and how often a page that answers comes first, or among three."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..engine import Failed
from ..portal import load_portal
from ..search.links import bare_address

GOOD = 2  # the grade from which a page counts as a hit
DEEP = 10  # results that are looked at


@dataclass(frozen=True)
class Query:
    """What a reader typed, of what type, and the pages that answer it with their grades (3 answers, 2 useful, 1 marginal)."""

    text: str
    kind: str
    relevant: dict[str, int]


@dataclass(frozen=True)
class Judged:
    """A query and what came: `place` of the first hit, or None."""

    query: Query
    came: tuple[str, ...]
    place: int | None


def read_judged(path: Path) -> list[Query]:
    """The queries of a file: one object a line, `{"q": ..., "type": ..., "relevant": {"page.md": 3}}`. Raises Failed."""
    queries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            relevant = {bare_address(page): grade for page, grade in entry["relevant"].items()}
            queries.append(Query(entry["q"], entry.get("type", "all"), relevant))
        except (ValueError, KeyError, AttributeError) as problem:
            raise Failed(f"{path}:{number}: expected an object with q, type and relevant ({problem!r})") from None
    return queries


def read_golden(data_dir: Path) -> list[Query]:
    """The golden searches of a portal; each page counts the same."""
    golden = load_portal(data_dir).searches
    return [Query(each.query, each.type, {bare_address(page): 3 for page in each.pages}) for each in golden.searches] if golden else []


def judge(query: Query, came: list[str]) -> Judged:
    """How well the pages that came, best first, answer the query."""
    pages = tuple(dict.fromkeys(bare_address(page) for page in came))[:DEEP]
    place = next((at for at, page in enumerate(pages, 1) if query.relevant.get(page, 0) >= GOOD), None)
    return Judged(query, pages, place)


def summarise(judged: list[Judged]) -> Iterator[tuple[str, int, tuple[float, ...]]]:
    """For all and for each type: how many, and the share found first, among three, and not answered at all."""
    kinds = dict.fromkeys(one.query.kind for one in judged)
    for kind in ("all", *(kind for kind in kinds if kind != "all")):
        some = [one for one in judged if kind in ("all", one.query.kind)]
        if some:
            first = sum(one.place == 1 for one in some)
            three = sum(one.place is not None and one.place <= 3 for one in some)
            yield kind, len(some), tuple(count / len(some) for count in (first, three, sum(not one.came for one in some)))
