"""No dead end: every level, category and time has a channel that can be used and a next step, or says why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ..facts.contact import Channel, ChannelsFile, PaidOptionsFile
from ..facts.hours import CoverageFile, SchedulesFile, State
from ..facts.severity import LevelsFile, SeverityFile
from ..sources.problems import Problem
from ..sources.yaml_file import Source
from .coverage import cover_in


class Facts(Protocol):
    """The part of a portal that a next step rests on."""

    severity: SeverityFile | None
    levels: LevelsFile
    channels: ChannelsFile
    coverage: CoverageFile
    schedules: SchedulesFile
    paid_options: PaidOptionsFile


def check_level_channels(severity: SeverityFile, levels: LevelsFile, source: Source) -> Iterator[Problem]:
    """Yield a problem for each level with no order of channels, or with two."""
    named = [level for entry in severity.channel_orders for level in entry.levels]
    for level in levels.levels:
        if named.count(level.id) != 1:
            found = f"{named.count(level.id)} orders of channels for {level.id}"
            yield source.problem(("channel_orders",), found, "one order of channels for each level", "list the level under one of them")


def check_next_steps(facts: Facts, sources: dict[str, Source]) -> Iterator[Problem]:
    """Yield a problem for each level and state without a usable channel, and each critical gap that no reading explains."""
    if facts.severity is None:
        return
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


def _check_gaps(facts: Facts, source: Source) -> Iterator[Problem]:
    critical = {level.id for level in facts.levels.levels if level.critical}
    paid = {level for option in facts.paid_options.options for level in option.levels}
    for number, cover in enumerate(facts.coverage.covers):
        gap = sorted((critical & set(cover.levels)) - paid)
        weak = [state.id for state in facts.schedules.states if cover_in(cover, state) != "guaranteed"]
        if gap and weak and not cover.open_questions:
            found = f"{', '.join(gap)}, {cover.category}: neither cover nor a paid option while '{weak[0]}' holds"
            expected = "cover, a paid option, or a reading of an open question that says so"
            yield source.problem(("covers", number), found, expected, "name the reading under 'open_questions'")
