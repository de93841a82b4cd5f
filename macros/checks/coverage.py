"""Check who is covered when: each category and level once, an answer for each state of the schedules, and no dead end."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.contact import Channel
from ..facts.hours import State
from ..facts.severity import LevelsFile, SeverityFile
from ..portal import Portal, Sources
from ..rules.coverage import cover_in, occurring
from ..sources.problems import Problem
from ..sources.yaml_file import Source


def check_states(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each combination that occurs and has no state, and for each state that never occurs."""
    source, states = sources["schedules"], facts.schedules.states
    described = {frozenset(state.open): index for index, state in enumerate(states)}
    occurs = occurring(facts.schedules.schedules)
    for open_then, moment in occurs.items():
        if open_then not in described:
            names = ", ".join(sorted(open_then)) or "nothing"
            yield source.problem(("states",), f"no state in which {names} is open (as on {moment})", "a state for all that occurs")
    for open_then, index in described.items():
        if open_then not in occurs:
            yield source.problem(("states", index, "open"), "a combination that never occurs", "states that occur, by the windows above")


def check_coverage(facts: Portal, sources: Sources) -> Iterator[Problem]:
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


def _check_pairs(facts: Portal, source: Source) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for index, cover in enumerate(facts.coverage.covers):
        for position, level_id in enumerate(cover.levels):
            before = first.setdefault((cover.category, level_id), cover.id)
            if before != cover.id or cover.levels.index(level_id) != position:
                found = f"{cover.category} and {level_id} a second time (first in '{before}')"
                yield source.problem(("covers", index, "levels", position), found, "each category and level in one cover")
    for category in facts.categories.categories:
        for entry in facts.levels.levels:
            if (category.id, entry.id) not in first:
                found = f"no cover for {category.id} and {entry.id}"
                yield source.problem(("covers",), found, "each category and level in one cover")


def _times(count: int) -> str:
    return "left out" if count == 0 else f"{count} times"


def check_next_steps(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each level and state without a usable channel, and each critical gap that no reading explains."""
    if facts.severity is None:
        return
    yield from _check_level_channels(facts.severity, facts.levels, sources["severity"])
    orders = {order.id: order.channels for order in facts.channels.orders}
    channels = {channel.id: channel for channel in facts.channels.channels}
    for number, entry in enumerate(facts.severity.channel_orders):
        offered = [channels[name] for name in orders.get(entry.order, ()) if name in channels]
        for level in entry.levels:
            for state in facts.schedules.states:
                if not any(_is_usable(channel, level, state) for channel in offered):
                    found = f"no channel that {level} can use while '{state.id}' holds"
                    yield sources["severity"].problem(
                        ("channel_orders", number, "order"), found, "a channel for every state of the schedules"
                    )
    yield from _check_gaps(facts, sources["coverage"])


def _is_usable(channel: Channel, level: str, state: State) -> bool:
    return channel.schedule not in state.closed or level in channel.always_open_to


def _check_gaps(facts: Portal, source: Source) -> Iterator[Problem]:
    critical = {level.id for level in facts.levels.levels if level.critical}
    paid = {level for option in facts.paid_options.options for level in option.levels}
    for number, cover in enumerate(facts.coverage.covers):
        gap = sorted((critical & set(cover.levels)) - paid)
        weak = [state.id for state in facts.schedules.states if cover_in(cover, state) != "guaranteed"]
        if gap and weak and not cover.open_questions:
            found = f"{', '.join(gap)}, {cover.category}: neither cover nor a paid option while '{weak[0]}' holds"
            expected = "cover, a paid option, or a reading of an open question that says so"
            yield source.problem(("covers", number), found, expected, "name the reading under 'open_questions'")


def _check_level_channels(severity: SeverityFile, levels: LevelsFile, source: Source) -> Iterator[Problem]:
    """Yield a problem for each level with no order of channels, or with two."""
    named = [level for entry in severity.channel_orders for level in entry.levels]
    for level in levels.levels:
        if named.count(level.id) != 1:
            found = f"{named.count(level.id)} orders of channels for {level.id}"
            yield source.problem(("channel_orders",), found, "one order of channels for each level", "list the level under one of them")
