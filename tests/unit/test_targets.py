"""Response targets: when each runs out, and what the check says of those that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from macros.checks import check_facts
from macros.portal import Portal
from macros.rules.clock import due, hours_of
from tests.company import copy_company


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("within", "schedule", "reported", "expected"),
    [
        ("15 minutes", None, "2026-11-28T23:50", "2026-11-29T00:05"),
        ("1 day", None, "2026-10-24T12:00", "2026-10-25T11:00"),  # the night is an hour longer
        ("2 hours", "desk-hours", "2026-11-27T10:00", "2026-11-27T12:00"),
        ("4 hours", "desk-hours", "2026-11-27T10:00", "2026-11-27T14:45"),  # over lunch
        ("4 hours", "desk-hours", "2026-11-27T16:00", "2026-11-30T11:00"),  # over a weekend
        ("4 hours", "desk-hours", "2026-11-28T16:00", "2026-11-30T12:00"),  # reported on a Saturday
        ("1 hour", "desk-hours", "2026-12-24T16:30", "2026-12-28T08:30"),  # over a holiday
        ("30 minutes", "desk-hours", "2027-07-30T17:00", "2027-08-09T08:30"),  # over a closure
        ("1 day", "desk-hours", "2026-11-27T10:20", "2026-11-30T10:20"),
        ("2 days", "desk-hours", "2026-11-28T10:00", "2026-12-02T08:00"),
        ("1 day", "desk-hours", "2026-11-27T17:00", "2026-12-01T08:00"),  # in the minute in which it closes
        ("1 day", "night-watch", "2026-11-28T02:00", "2026-11-29T02:00"),
    ],
)
def test_a_target_runs_out_when_its_hours_have_passed(
    portal: Portal, within: str, schedule: str | None, reported: str, expected: str
) -> None:
    hours = next((hours_of(each) for each in portal.schedules.schedules if each.id == schedule), None)
    assert due(within, hours, at(reported)) == at(expected)


def test_hours_in_the_customers_zone_run_where_the_report_was_made(portal: Portal) -> None:
    hours = replace(hours_of(portal.schedules.schedules[0]), zone="customer", closed=())
    for zone in ("Asia/Tokyo", "America/New_York"):
        early = datetime(2026, 11, 27, 6, tzinfo=ZoneInfo(zone))
        assert due("1 hour", hours, early) == early.replace(hour=9)


@pytest.mark.parametrize(
    ("old", "new", "place", "found"),
    [
        ("within: 15 minutes", "within: soon", "targets > 1 > within", "'soon'"),
        ("schedule: null", "schedule: desk", "targets > 1 > schedule", "'desk'"),
        ("plans: [summit]", "plans: [peak]", "targets > 2 > plans", "'peak'"),
        ("categories: [mast]", "categories: [dish]", "targets > 9 > categories", "'dish'"),
        ("levels: [s3]", "levels: [s1]", "targets > 4 > levels", "a second time"),
        ("levels: [s2]", "levels: [s1]", "targets > 2 > levels", "a second time"),  # in one of the plans
        ("levels: [s5]", "levels: [s4]", "targets > 9 > levels", "a second time"),  # in one of the categories
        ("    levels: [s4]\n", "    levels: [s4]\n    plans: [alliance]\n", "targets > 5 > levels", "which that plan leaves out"),
    ],
)
def test_a_wrong_target_is_reported_at_its_place(tmp_path: Path, old: str, new: str, place: str, found: str) -> None:
    data = copy_company(tmp_path) / "_data"
    text = (data / "targets.yml").read_text(encoding="utf-8")
    assert old in text
    (data / "targets.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    _, _, problems = check_facts(data)
    assert [problem.where.startswith(place) and found in problem.found for problem in problems] == [True]
