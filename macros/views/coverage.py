"""When somebody answers: schedules in words and as calendars, and cover by the hour, drawn and as a table."""

import itertools
from collections.abc import Iterator
from typing import Any

from ..facts.hours import DAY_MINUTES, WEEK, Cover, CoverKind, Schedule, ZonedHours
from ..portal import Portal
from ..rules.clock import hours_of
from .arguments import get_by_id
from .severity import can_be, levels_by_id, ranked

EVERY_DAY = [(0, 6)]
WHOLE_DAY = ("00:00", "24:00")


def coverage_bars(portal: Portal) -> dict[str, Any]:
    """Who answers at which hour: a bar for each kind of cover and channel with hours."""
    levels = levels_by_id(portal)
    rows = [{"covers": group["covers"], **group["row"]} for group in _groups(portal)]
    channels: dict[tuple[Any, ...], dict[str, Any]] = {}
    for channel in portal.channels.channels:
        row = _row(portal, channel.schedule, None, channel.outside_schedule) if channel.schedule else None
        if row and not row["schedule"].always_open:
            key = (channel.schedule, channel.always_open_to, channel.outside_schedule)
            row |= {"covers": (), "channels": [], "always": [levels[level] for level in channel.always_open_to]}
            channels.setdefault(key, row)["channels"].append(channel)
    rows += channels.values()
    rows = [_in_region(row, region, schedule) for row in rows for region, schedule in row["schedule"].by_region]
    zones = dict.fromkeys(row["schedule"].zone for row in rows)
    figures = [_figure([row for row in rows if row["schedule"].zone == zone]) for zone in zones]
    drawn = [row["inside"] for row in rows] + [row["outside"] for row in rows if not row["always"]]
    used = {kind.id for kind in drawn if kind}
    return {
        "figures": figures,
        "kinds": [kind for kind in portal.coverage.kinds if kind.id in used],
        "hours": {row["schedule"].id: hours_of(row["schedule"]).as_json() for row in rows},
        "several": len(portal.categories.categories) > 1,
    }


def coverage_now(portal: Portal) -> dict[str, Any]:
    """The same in a line each: what is covered, and which channel is open, at this moment."""
    return coverage_bars(portal)


def cover_figure(portal: Portal, cover: Any) -> dict[str, Any]:
    """Return the figure of one cover, as `coverage_bars` has it for all of them."""
    return _figure([_row(portal, cover.schedule, cover.inside, cover.outside)])


def _figure(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the rows of one time zone, drawn over a day, or over a week where days differ."""
    days = 1 if all(set(window.days) == set(WEEK) for row in rows for window in row["schedule"].windows) else len(WEEK)
    drawn = [row | {"spans": _bar(row["schedule"], days)} for row in rows]
    zone = rows[0]["schedule"].zone
    return {"zone": zone, "zone_label": rows[0]["words"]["zone"], "days": days, "rows": drawn}


def coverage_table(portal: Portal) -> dict[str, Any]:
    """The same in words, cover by cover: for which levels, when, and whether to get in touch."""
    return {"covers": [{"entry": cover, "levels": levels, **cover_words(portal, cover)} for cover, levels in possible_covers(portal)]}


def cover_words(portal: Portal, cover: Cover) -> dict[str, Any]:
    """Return what a cover says: its hours in words, and the kinds of cover inside and outside of them."""
    kinds = {kind.id: kind for kind in portal.coverage.kinds}
    outside = kinds[cover.outside] if cover.outside else None
    return {"hours": schedule_words(portal, cover.schedule), "inside": kinds[cover.inside], "outside": outside}


def _groups(portal: Portal) -> list[dict[str, Any]]:
    """Return the covers, those together that hold in the same hours and say the same outside them."""
    categories = {category.id: category for category in portal.categories.categories}
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for cover, levels in possible_covers(portal):
        row = _row(portal, cover.schedule, cover.inside, cover.outside)
        group = groups.setdefault((cover.schedule, cover.inside, cover.outside), {"row": row, "covers": []})
        group["covers"].append({"category": categories[cover.category], "levels": levels})
    return list(groups.values())


def possible_covers(portal: Portal) -> Iterator[tuple[Cover, list[dict[str, Any]]]]:
    """Yield each cover with those of its levels that a problem of its category can have, if any."""
    for cover in portal.coverage.covers:
        levels = [each for each in ranked(portal) if each["entry"].id in cover.levels and can_be(portal, each["entry"].id, cover.category)]
        if levels:
            yield cover, levels


def _row(portal: Portal, schedule: str, inside: CoverKind | None, outside: CoverKind | None) -> dict[str, Any]:
    hours, kinds = get_by_id(portal.schedules.schedules, schedule), {kind.id: kind for kind in portal.coverage.kinds}
    held = {"inside": kinds[inside] if inside else None, "outside": kinds[outside] if outside else None}
    return {"schedule": hours, "words": schedule_words(portal, schedule), **held, "always": ()}


def _in_region(row: dict[str, Any], region: str | None, schedule: Any) -> dict[str, Any]:
    words = row["words"] | _zoned_words(schedule) | {"holidays_note": schedule.holidays_note}
    return row | {"region": region, "schedule": schedule, "words": words}


def _bar(schedule: Any, days: int) -> list[dict[str, Any]]:
    """Share out a day or a week from its first midnight: each span with its place in percent, open or not, and its hours."""
    length = days * DAY_MINUTES
    spans = [span for window in schedule.windows for span in window.spans()]
    if days == 1:
        spans = [span for span in spans if span[0] < DAY_MINUTES]
    cut = [part for start, end in spans for part in ((start, min(end, length)), (0, end - length)) if part[0] < part[1]]
    edges = sorted({0, length, *itertools.chain(*cut)})
    opened = [(start, end, any(first <= start < last for first, last in cut)) for start, end in itertools.pairwise(edges)]
    bar = []
    for is_open, alike in itertools.groupby(opened, key=lambda span: span[2]):
        run = list(alike)
        start, end = run[0][0], run[-1][1]
        bar.append({"x": _percent(start, length), "width": _percent(end - start, length), "share": (end - start) / length, "open": is_open})
    return bar


def _percent(minutes: int, length: int) -> str:
    return f"{round(100 * minutes / length, 3):g}%"


def coverage_summary(portal: Portal) -> dict[str, Any]:
    """One line for each schedule: which problems are covered in it, and what holds outside it."""
    groups = [{"hours": group["row"]["words"], "outside": group["row"]["outside"], "covers": group["covers"]} for group in _groups(portal)]
    return {"groups": groups, "several": len(portal.categories.categories) > 1}


def schedule(portal: Portal, schedule: str) -> dict[str, Any]:
    """One schedule in words, with its zone: "every day 09:00-23:00 UTC"."""
    return {"words": schedule_words(portal, schedule)}


def schedule_words(portal: Portal, schedule_id: str) -> dict[str, Any]:
    """Return the words of one schedule: days and hours per window, the zone's label, what the policy leaves unsaid."""
    entry = get_by_id(portal.schedules.schedules, schedule_id)
    regional = [_zoned_words(each) | {"region": each.region} for each in entry.regional]
    stated = {"label": entry.label, "holidays_note": entry.holidays_note}
    return _zoned_words(entry) | stated | {"regional": regional}


def _zoned_words(hours: ZonedHours) -> dict[str, Any]:
    windows: list[dict[str, Any]] = [
        {
            "days": days,
            "times": [{"start": each.opens, "end": each.closes, "whole_day": (each.opens, each.closes) == WHOLE_DAY} for each in alike],
        }
        for days, alike in itertools.groupby(hours.windows, key=lambda window: day_runs(window.days))
    ]
    always = windows[0]["days"] == EVERY_DAY and windows[0]["times"][0]["whole_day"]
    return {"windows": windows, "zone": hours.zone_label, "always": always, "holidays_note": None, "regional": []}


def day_runs(days: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return days as runs, each by its first and last day from Monday 0: Monday to Friday is `[(0, 4)]`."""
    runs: list[tuple[int, int]] = []
    for day in sorted(WEEK.index(day) for day in days):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def calendars(portal: Portal) -> dict[str, Any]:
    """A calendar to subscribe to for the hours of each schedule that opens and closes, for each region."""
    words = {schedule.id: schedule_words(portal, schedule.id) | {"regional": []} for schedule in portal.schedules.schedules}
    return {
        "calendars": [
            {"file": calendar_path(schedule), "label": schedule.label, "region": region, "words": words.get(schedule.id)}
            for region, schedule in list_calendars(portal)
        ],
        "assumed": not all(schedule.days_stated for _, schedule in list_calendars(portal)),
        "closing": any(schedule.holidays or schedule.closures for _, schedule in list_calendars(portal)),
    }


def list_calendars(portal: Portal) -> Iterator[tuple[str | None, Schedule]]:
    """Yield each schedule that gets a calendar, with its region when it is that of one."""
    for schedule in portal.schedules.schedules:
        yield from ((region, hours) for region, hours in schedule.by_region if not hours.always_open)


def calendar_path(schedule: Schedule) -> str:
    """Return where the calendar of a schedule is, below the site's root."""
    return f"calendars/{schedule.id.replace('/', '-')}.ics"
