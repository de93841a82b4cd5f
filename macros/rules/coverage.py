"""Who is covered when: every category and level exactly once, with an answer for every state of the schedules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from ..facts.hours import Cover, CoverageFile, CoverKind, SchedulesFile, State
from ..facts.severity import CategoriesFile, LevelsFile
from ..sources.problems import Problem
from ..sources.yaml_file import Source


class Facts(Protocol):
    """The part of a portal that the coverage table rests on."""

    categories: CategoriesFile
    coverage: CoverageFile
    levels: LevelsFile
    schedules: SchedulesFile


def cover_in(cover: Cover, state: State) -> CoverKind:
    """Return the kind of cover that holds in a state: `inside` unless the cover's schedule is closed then."""
    return cover.outside if cover.outside is not None and cover.schedule in state.closed else cover.inside


def find_cover(coverage: CoverageFile, category: str, level: str) -> Cover:
    """Return the one cover of a category and a level. Raises `LookupError` when none is named so."""
    for cover in coverage.covers:
        if cover.category == category and level in cover.levels:
            return cover
    raise LookupError(f"no cover for {category}, {level}")


def check_coverage(facts: Facts, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield a problem for each pair that is covered never or twice, each state left out, each impossible outside."""
    source = sources["coverage"]
    yield from _check_pairs(facts, source)
    states = [state.id for state in facts.schedules.states]
    changing = {schedule for state in facts.schedules.states for schedule in state.closed}
    for index, cover in enumerate(facts.coverage.covers):
        named = [entry.state for entry in cover.states]
        for state in states:
            if named.count(state) != 1:
                found = f"the state '{state}' {_times(named.count(state))}"
                yield source.problem(("covers", index, "states"), found, "what to do in each state, once")
        if (cover.schedule in changing) != (cover.outside is not None):
            closes = "a kind of cover, because its schedule closes"
            expected = closes if cover.outside is None else "null, because its schedule never closes"
            yield source.problem(("covers", index, "outside"), str(cover.outside or "null"), expected)


def _check_pairs(facts: Facts, source: Source) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for index, cover in enumerate(facts.coverage.covers):
        for position, level in enumerate(cover.levels):
            before = first.setdefault((cover.category, level), cover.id)
            if before != cover.id or cover.levels.index(level) != position:
                found = f"{cover.category} and {level} a second time (first in '{before}')"
                yield source.problem(("covers", index, "levels", position), found, "each category and level in one cover")
    for category in facts.categories.categories:
        for level in facts.levels.levels:
            if (category.id, level.id) not in first:
                found = f"no cover for {category.id} and {level.id}"
                yield source.problem(("covers",), found, "each category and level in one cover")


def _times(count: int) -> str:
    return "left out" if count == 0 else f"{count} times"
