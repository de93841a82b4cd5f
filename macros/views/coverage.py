"""When somebody answers: schedules in words, and the table of category, level and what is open."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from ..facts.base import minutes_of
from ..facts.hours import WEEK
from ..portal import Portal
from ..rules.coverage import cover_in
from .arguments import get_by_id
from .severity import ranked

DAY_NAMES = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def coverage_table(portal: Portal) -> dict[str, Any]:
    """Category by level by what is open: who is there, and what to do."""
    kinds = {kind.id: kind for kind in portal.coverage.kinds}
    levels = {each["entry"].id: each for each in ranked(portal)}
    states = {state.id: state for state in portal.schedules.states}
    covers = [
        {
            "entry": cover,
            "levels": [levels[level] for level in cover.levels],
            "schedule": schedule_words(portal, cover.schedule),
            "cells": [_cell(cover, states[cell.state], kinds, cell.do) for cell in cover.states],
        }
        for cover in portal.coverage.covers
    ]
    return {"covers": covers, "kinds": portal.coverage.kinds, "states": state_words(portal)}


def coverage_summary(portal: Portal) -> dict[str, Any]:
    """One line for each schedule: which problems are covered in it, and what holds outside it."""
    kinds = {kind.id: kind for kind in portal.coverage.kinds}
    levels = {each["entry"].id: each for each in ranked(portal)}
    categories = {category.id: category for category in portal.categories.categories}
    groups: dict[str, dict[str, Any]] = {}
    for cover in portal.coverage.covers:
        outside = kinds[cover.outside] if cover.outside else None
        group = groups.setdefault(cover.schedule, {"hours": schedule_words(portal, cover.schedule), "outside": outside, "covers": []})
        group["covers"].append({"category": categories[cover.category], "levels": [levels[level] for level in cover.levels]})
    return {"groups": list(groups.values())}


def _cell(cover: Any, state: Any, kinds: Mapping[Any, Any], do: str) -> tuple[Any, Any, str]:
    return state, kinds[cover_in(cover, state)], do


def schedule(portal: Portal, schedule: str) -> dict[str, Any]:
    """One schedule in words, with its zone: "every day 09:00-23:00 UTC"."""
    return {"words": schedule_words(portal, schedule)}


def opening_hours(portal: Portal) -> dict[str, Any]:
    """Every schedule with its days, hours, zone, and what is not stated."""
    return {"schedules": [{"entry": each, "words": schedule_words(portal, each.id)} for each in portal.schedules.schedules]}


def schedule_words(portal: Portal, schedule_id: str) -> dict[str, Any]:
    """Return the words of one schedule: days and hours per window, the zone's label, what the policy leaves unsaid."""
    entry = get_by_id(portal.schedules.schedules, schedule_id)
    windows = [
        {"days": day_words(window.days), "start": window.opens, "end": window.closes, "whole_day": _is_whole_day(window)}
        for window in entry.windows
    ]
    always = len(windows) == 1 and windows[0]["whole_day"] and windows[0]["days"] == "every day"
    return {
        "label": entry.label,
        "windows": windows,
        "zone": entry.zone_label,
        "always": always,
        "days_stated": entry.days_stated,
    }


def state_words(portal: Portal) -> list[dict[str, Any]]:
    """Return each combination of open schedules with the hours of one day in which it holds."""
    return [{"entry": state, "spans": list(_spans(portal, state))} for state in portal.schedules.states]


def _spans(portal: Portal, state: Any) -> Iterator[str]:
    """Yield the spans of a day in which a state holds, when its schedules share one zone and hold every day."""
    named = [entry for entry in portal.schedules.schedules if entry.id in (*state.open, *state.closed)]
    if len({entry.zone for entry in named}) != 1 or any(set(window.days) != set(WEEK) for entry in named for window in entry.windows):
        return
    edges = sorted({0, 1440, *(minute for entry in named for window in entry.windows for minute in _edges(window))})
    held = [(start, end) for start, end in itertools.pairwise(edges) if _holds(named, state, start)]
    for start, end in _joined(held):
        yield f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02} {named[0].zone_label}"


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    if len(joined) > 1 and joined[0][0] == 0 and joined[-1][1] == 1440:  # one night, not an evening and a morning
        joined = [*joined[1:-1], (joined[-1][0], joined[0][1])]
    return joined


def _holds(named: list[Any], state: Any, minute: int) -> bool:
    return all(any(_contains(window, minute) for window in entry.windows) == (entry.id in state.open) for entry in named)


def _contains(window: Any, minute: int) -> bool:
    start, end = _edges(window)
    return start <= minute < end if start < end else minute >= start or minute < end


def _edges(window: Any) -> tuple[int, int]:
    return minutes_of(window.opens), minutes_of(window.closes)


def _is_whole_day(window: Any) -> bool:
    return _edges(window) == (0, 1440)


def day_words(days: tuple[str, ...]) -> str:
    """Return days in words, runs joined: "every day", "Monday to Friday", "Monday and Thursday"."""
    positions = sorted(WEEK.index(day) for day in days)
    if len(positions) == len(WEEK):
        return "every day"
    runs: list[list[int]] = []
    for position in positions:
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    names = [DAY_NAMES[WEEK[run[0]]] if len(run) == 1 else f"{DAY_NAMES[WEEK[run[0]]]} to {DAY_NAMES[WEEK[run[-1]]]}" for run in runs]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
