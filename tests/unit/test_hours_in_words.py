"""Hours as readers see them, wherever a schedule or a channel is drawn."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from macros.facts.hours import Schedule
from macros.facts.plans import PlansFile, TargetsFile
from macros.portal import Portal, load_portal
from macros.views import MACROS, draw
from macros.views.components import PageContext
from tests.company import DATA, DOCS
from tests.unit.test_schedules import schedule, window

PLACE = PageContext(DOCS, "support/")


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def fernblick(*schedules: Schedule, **phone: Any) -> Portal:
    """The invented company with other schedules, and covers and a phone that keep the first of them."""
    facts = load_portal(DATA)
    if not schedules:
        return facts
    channels = tuple(
        channel.model_copy(update={"schedule": schedules[0].id, **phone}) if channel.id == "desk-phone" else channel
        for channel in facts.channels.channels
    )
    covers = tuple(cover.model_copy(update={"schedule": schedules[0].id}) for cover in facts.coverage.covers)
    changed: dict[str, Any] = {"plans": PlansFile(), "targets": TargetsFile()}  # they name the other schedules
    changed |= {"schedules": facts.schedules.model_copy(update={"schedules": schedules})}
    changed["coverage"] = facts.coverage.model_copy(update={"covers": covers})
    changed["channels"] = facts.channels.model_copy(update={"channels": channels})
    return Portal.model_construct(**{**dict(facts), **changed})


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        ([window("00:00", "24:00")], "24/7"),
        ([window("09:00", "23:00")], "every day 09:00-23:00 Berlin"),
        ([window("08:00", "12:30", "mon"), window("13:15", "17:00", "mon")], "Monday 08:00-12:30 and 13:15-17:00 Berlin"),
        ([window("08:00", "12:00", "mon"), window("08:00", "11:00", "fri")], "Monday 08:00-12:00 , Friday 08:00-11:00 Berlin"),
        ([window("00:00", "24:00", "sat", "sun")], "Saturday to Sunday all day Berlin"),
        ([window("08:00", "12:00", "mon", "thu")], "Monday and Thursday 08:00-12:00 Berlin"),
        (
            [window("08:00", "12:00", "mon", "tue", "thu", "sat", "sun")],
            "Monday to Tuesday, Thursday and Saturday to Sunday 08:00-12:00 Berlin",
        ),
    ],
)
def test_hours_are_told_by_days_times_and_zone(windows: list[dict[str, Any]], words: str) -> None:
    portal = fernblick(schedule(*windows))
    assert text_of(draw("schedule", portal, PLACE, "hours")) == words
    assert words in text_of(draw("coverage_bars", portal, PLACE))
    assert words in text_of(draw("channel_list", portal, PLACE))


@pytest.mark.parametrize(("stated", "is_told"), [((True, True), False), ((True, False), True)])
def test_days_that_the_policy_does_not_state_are_told_beside_the_calendars(stated: tuple[bool, ...], is_told: bool) -> None:
    schedules = [schedule(window("08:00", "12:00"), id=f"hours-{number}", days_stated=each) for number, each in enumerate(stated)]
    assert ("names no days off" in text_of(draw("calendars", fernblick(*schedules), PLACE))) == is_told


def test_the_levels_that_a_channel_is_always_open_to_stand_beside_its_hours() -> None:
    assert re.search(r"Berlin time.{0,130}; at any time for S1\b.{0,5}\bS2\b", text_of(draw("channel_list", fernblick(), PLACE)))
    never = fernblick(*fernblick().schedules.schedules, always_open_to=())
    assert "at any time" not in text_of(draw("channel_list", never, PLACE))


def test_channels_that_differ_only_by_their_address_share_a_row_and_one_without_an_address_says_whom_to_ask() -> None:
    facts = fernblick()
    twin = next(each for each in facts.channels.channels if each.id == "desk-sms").model_copy(
        update={"id": "coast-sms", "number": "+351 1"}
    )
    lost = facts.channels.channels[-1].model_copy(update={"url": None, "handle": None})
    every = (*facts.channels.channels[:-1], twin, lost)
    portal = Portal.model_construct(**{**dict(facts), "channels": facts.channels.model_copy(update={"channels": every})})
    rows = draw("channel_list", portal, PLACE).split("<tr>")
    together = next(row for row in rows if 'id="channel-desk-sms"' in row)
    assert 'id="channel-coast-sms"' in together
    assert together.count("A few words without the link.") == 1
    assert "Desk messenger Ask us where to find it: desk@fernblick.example.org" in text_of(rows[-1])
    assert "Ask us" not in text_of("".join(rows[:-1]))


def bars_of(*schedules: Schedule) -> list[tuple[str, int, list[tuple[str, str, bool]]]]:
    """Zone, days and spans of the phone's row in each figure of a company whose phone and covers keep these hours."""
    portal = fernblick(*schedules, schedule=schedules[-1].id)
    figures = MACROS["coverage_bars"](portal)["figures"]
    return [
        (figure["zone"], figure["days"], [(span["x"], span["width"], span["open"]) for span in figure["rows"][-1]["spans"]])
        for figure in figures
    ]


def test_hours_that_are_the_same_every_day_are_drawn_as_one_day_also_across_midnight() -> None:
    assert bars_of(schedule(window("08:00", "20:00"))) == [
        ("Europe/Berlin", 1, [("0%", "33.333%", False), ("33.333%", "50%", True), ("83.333%", "16.667%", False)])
    ]
    assert bars_of(schedule(window("18:00", "06:00"))) == [
        ("Europe/Berlin", 1, [("0%", "25%", True), ("25%", "50%", False), ("75%", "25%", True)])
    ]


def test_hours_that_differ_by_day_are_drawn_as_a_week_also_across_its_end() -> None:
    ((_, days, spans),) = bars_of(
        schedule(window("12:00", "24:00", "mon"), window("00:00", "12:00", "tue"), window("12:00", "12:01", "sun"))
    )
    assert days == 7
    assert spans[:3] == [("0%", "7.143%", False), ("7.143%", "14.286%", True), ("21.429%", "71.429%", False)]
    ((_, _, spans),) = bars_of(schedule(window("18:00", "06:00", "sun")))
    assert [(span[0], span[2]) for span in spans] == [("0%", True), ("3.571%", False), ("96.429%", True)]


def test_each_time_zone_has_a_figure_of_its_own() -> None:
    east = schedule(window("09:00", "17:00"), id="east", zone="Asia/Tokyo", zone_label="Tokyo")
    assert [(zone, days) for zone, days, _ in bars_of(schedule(window("08:00", "20:00")), east)] == [
        ("Europe/Berlin", 1),
        ("Asia/Tokyo", 1),
    ]
