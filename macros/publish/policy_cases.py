"""Cases with the results that the engine gives, so that a reader of `policy.json`, in any language, can prove itself.

A case gives answers (or a level and a category, where there are no rules), an instant, and the zone of whoever asks. Its instants are
the moments around each opening and closing in winter, in summer and on the days on which clocks change, and holidays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from zoneinfo import ZoneInfo

from ..facts.base import CUSTOMERS_ZONE, minutes_of
from ..facts.hours import WEEK, Schedule
from ..portal import Portal
from ..rules.clock import Hours, clock_changes, due, hours_of, instant_of, is_open
from ..rules.coverage import SEASONS, cover_in, find_cover, find_situation, is_usable
from ..rules.severity_table import UNSURE

ASKERS = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu")
"""Zones of whoever asks. Hours may be in theirs."""
MOMENT = timedelta(minutes=1)
YEAR = SEASONS[0].year


def list_cases(portal: Portal) -> list[dict[str, Any]]:
    """Return the cases: every question at some moment, every moment with some question, so that both lists are tried in full."""
    questions, moments = list(_list_questions(portal)), list(_list_moments(portal))
    count = max(len(questions), len(moments))
    given = zip(cycle(questions), cycle(moments), cycle(ASKERS), strict=False)
    return [
        {**question, "at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "zone": zone, "expect": find_result(portal, question, at, zone)}
        for question, at, zone in islice(given, count)
    ]


def find_result(portal: Portal, question: dict[str, Any], at: datetime, zone: str) -> dict[str, Any]:
    """Return what a reader has to find out for a question at an instant."""
    found: dict[str, Any] = dict.fromkeys(("rule", "exclusion", "impossible"))
    if "answers" in question:
        result = portal.severity_table.look_up(question["answers"])
        outcome, levels, categories = result.row.outcome, result.levels, result.categories
        found = {name: getattr(outcome, name) for name in found}
        unsure_category = portal.severity_table.severity.unsure.category
        category = outcome.category if len(levels) == 1 else unsure_category
    else:
        levels, categories, category = (question["level"],), (question["category"],), question["category"]
    found |= {"levels": levels, "categories": categories}
    return found | (_now(portal, levels, str(category), at, zone) if levels else {})


def _now(portal: Portal, levels: tuple[str, ...], category: str, at: datetime, zone: str) -> dict[str, Any]:
    """Return what holds at an instant for a result: of several levels the worst counts, and none of them is sure."""
    level, unsure = levels[0], len(levels) > 1
    schedules = portal.schedules.schedules
    opened = {schedule.id for schedule in schedules if is_open(_in_zone(hours_of(schedule), zone), at)}
    state = next(each for each in portal.states if set(each.open) == opened - {each.id for each in schedules if each.always_open})
    situation = None
    if portal.severity:
        situation = find_situation(portal.severity.situations, level, category, state.id, unsure=unsure)
    return {
        "open": [schedule.id for schedule in schedules if schedule.id in opened],
        "cover": None if unsure else cover_in(find_cover(portal.coverage, category, level), state),
        "situation": situation.id if situation else None,
        "channels": [each.id for each in portal.channels.channels if each.schedule and is_usable(each, level, state, unsure=unsure)],
        "due": [] if unsure else list(_list_due(portal, level, category, at, zone)),
    }


def _list_due(portal: Portal, level: str, category: str, at: datetime, zone: str) -> Iterator[dict[str, Any]]:
    """Yield when each target runs out for what is reported at an instant, for each region. Updates run from the last news."""
    schedules = {schedule.id: schedule for schedule in portal.schedules.schedules}
    for number, target in enumerate(portal.targets.targets):
        if target.promise == "update" or level not in target.levels or category not in (target.categories or (category,)):
            continue
        for region, hours in schedules[target.schedule].by_region if target.schedule else ((None, None),):
            end = due(target.within, _in_zone(hours_of(hours), zone) if hours else None, at)
            yield {"target": number, "region": region, "by": f"{end:%Y-%m-%dT%H:%M:%SZ}" if end else None}


def _in_zone(hours: Hours, zone: str) -> Hours:
    return replace(hours, zone=zone) if hours.zone == CUSTOMERS_ZONE else hours


def _list_questions(portal: Portal) -> Iterator[dict[str, Any]]:
    """Yield each level and category that can come out with the answers of its first row, and answers that leave some open."""
    if not portal.severity:
        for cover in portal.coverage.covers:
            yield from ({"level": level, "category": cover.category} for level in cover.levels)
        return
    table = portal.severity_table
    deciding: dict[tuple[str | None, ...], dict[str, str]] = {}
    for row in table.rows:
        deciding.setdefault((row.outcome.level, row.outcome.category, row.outcome.exclusion, row.outcome.impossible), table.when(row))
    yield from ({"answers": answers} for answers in deciding.values())
    yield {"answers": {}}
    for question in table.questions:
        yield {"answers": {question.id: UNSURE}}
        yield from ({"answers": {question.id: answer.id}} for answer in question.answers)


def _list_moments(portal: Portal) -> Iterator[datetime]:
    seen: set[datetime] = set()
    for schedule in portal.schedules.schedules:
        for _, hours in schedule.by_region:
            for moment in _around(hours):
                if moment not in seen:
                    seen.add(moment)
                    yield moment


def _around(schedule: Schedule) -> Iterator[datetime]:
    """Yield the moments before and at each opening and closing on the days that matter."""
    zone = "UTC" if schedule.zone == CUSTOMERS_ZONE else schedule.zone
    for day in _days_that_matter(schedule, zone):
        for window in schedule.windows:
            if WEEK[day.weekday()] in window.days:
                opens, closes = minutes_of(window.opens), minutes_of(window.closes)
                for edge in (opens, closes if closes > opens else closes + 1440):
                    at = instant_of(zone, day, edge)
                    yield from (at - MOMENT, at)


def _days_that_matter(schedule: Schedule, zone: str) -> Iterable[date]:
    first = schedule.windows[0].days[0]
    days = [season.date() + timedelta(days=WEEK.index(first)) for season in SEASONS]
    for change in clock_changes(zone, date(YEAR, 1, 1), date(YEAR + 1, 1, 1)):
        day = change.astimezone(ZoneInfo(zone)).date()
        days += [day - timedelta(days=1), day]
    for closed, _ in hours_of(schedule).closed[:2]:
        days += [closed - timedelta(days=1), closed]
    return days
