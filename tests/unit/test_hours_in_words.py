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
from tests.company import DATA, DOCS, place_in
from tests.unit.test_schedules import schedule, window

PLACE = place_in(DOCS, "support/")


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def fernblick(*schedules: Schedule, **phone: Any) -> Portal:
    """The invented company with other schedules, covers and a phone that keep the first of them, and no hours of other channels."""
    facts = load_portal(DATA)
    if not schedules:
        return facts
    channels = tuple(
        channel.model_copy(update={"schedule": schedules[0].id, **phone} if channel.id == "desk-phone" else {"schedule": None})
        for channel in facts.channels.channels
    )
    covers = tuple(cover.model_copy(update={"schedule": schedules[0].id}) for cover in facts.coverage.covers)
    changed: dict[str, Any] = {"plans": PlansFile(), "targets": TargetsFile()}  # they name the other schedules
    changed |= {"schedules": facts.schedules.model_copy(update={"schedules": schedules})}
    changed["coverage"] = facts.coverage.model_copy(update={"covers": covers})
    changed["channels"] = facts.channels.model_copy(update={"channels": channels})
    return Portal.model_construct(**{**dict(facts), **changed})


@pytest.mark.parametrize(
    ("windows", "words", "days"),
    [
        ([window("00:00", "24:00")], "24/7", 1),
        ([window("09:00", "23:00")], "every day 09:00-23:00 Berlin", 1),
        ([window("09:00", "12:00"), window("13:00", "14:00", "mon")], "every day 09:00-12:00 , Monday 13:00-14:00 Berlin", 7),
        ([window("08:00", "12:30", "mon"), window("13:15", "17:00", "mon")], "Monday 08:00-12:30 and 13:15-17:00 Berlin", 7),
        ([window("08:00", "12:00", "mon"), window("08:00", "11:00", "fri")], "Monday 08:00-12:00 , Friday 08:00-11:00 Berlin", 7),
        ([window("00:00", "24:00", "sat", "sun")], "Saturday to Sunday all day Berlin", 7),
        ([window("08:00", "12:00", "thu", "mon")], "Monday and Thursday 08:00-12:00 Berlin", 7),
        (
            [window("08:00", "12:00", "mon", "tue", "thu", "sat", "sun")],
            "Monday to Tuesday, Thursday and Saturday to Sunday 08:00-12:00 Berlin",
            7,
        ),
    ],
)
def test_hours_are_told_by_days_times_and_zone_and_drawn_over_a_week_where_days_differ(
    windows: list[dict[str, Any]], words: str, days: int
) -> None:
    portal = fernblick(schedule(*windows))
    assert [figure["days"] for figure in MACROS["coverage_bars"](portal)["figures"]] == [days]
    assert text_of(draw("schedule", portal, PLACE, "hours")) == words
    assert words in text_of(draw("coverage_bars", portal, PLACE))
    assert words in text_of(draw("channel_list", portal, PLACE))


@pytest.mark.parametrize(("stated", "is_told"), [((True, True), False), ((True, False), True)])
def test_days_that_the_policy_does_not_state_are_told_beside_the_calendars(stated: tuple[bool, ...], is_told: bool) -> None:
    schedules = [schedule(window("08:00", "12:00"), id=f"hours-{number}", days_stated=each) for number, each in enumerate(stated)]
    assert ("haven't published hours for public holidays" in text_of(draw("calendars", fernblick(*schedules), PLACE))) == is_told


@pytest.mark.parametrize(
    "closed",
    [
        {},
        {"holidays": ({"day": "2026-12-25", "label": "Christmas"},)},
        {"closures": ({"first_day": "2026-12-24", "last_day": "2026-12-26", "label": "Away"},)},
    ],
)
def test_days_off_are_told_beside_the_calendars_where_there_are_some(closed: dict[str, Any]) -> None:
    assert MACROS["calendars"](fernblick(schedule(window("08:00", "12:00"), **closed)))["closing"] == bool(closed)


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
    other = {
        "kind": "messenger",
        "schedule": "desk-hours",
        "hours_note": None,
        "good_for": ("Else.",),
        "not_for": (),
        "advice": ("Be brief.",),
    }
    for field, value in {**other, "always_open_to": ("s1",)}.items():
        apart = facts.channels.model_copy(update={"channels": (twin, twin.model_copy(update={field: value}))})
        rows = MACROS["channel_list"](Portal.model_construct(**{**dict(facts), "channels": apart}))["rows"]
        assert [each["stated"] for row in rows for each in row] == [True, field != "hours_note"], field
        assert len(rows) == 2, field


def test_what_says_the_same_shares_a_row_and_what_never_closes_has_none() -> None:
    facts = fernblick()
    always, hut = schedule(window("00:00", "24:00"), id="always"), facts.coverage.covers[-1]
    others = ({"outside": "best-effort"}, {"inside": "best-effort"}, {"schedule": "night-watch"})
    covers = (*facts.coverage.covers, *(hut.model_copy(update=each) for each in others))
    channels = [each.model_copy(update={"schedule": "always"}) if each.id == "desk-sms" else each for each in facts.channels.channels]
    changed = {
        "schedules": {"schedules": (*facts.schedules.schedules, always)},
        "coverage": {"covers": covers},
        "channels": {"channels": channels},
    }
    portal = facts.model_copy(update={name: getattr(facts, name).model_copy(update=parts) for name, parts in changed.items()})
    bars = MACROS["coverage_bars"](portal)
    rows = [row for figure in bars["figures"] for row in figure["rows"] if not row["region"]]
    assert [[*(each["category"].id for each in row["covers"]), *(each.id for each in row.get("channels", ()))] for row in rows] == [
        ["mast"],
        ["mast", "hut"],
        ["hut"],
        ["hut"],
        ["hut"],
        ["desk-phone"],
        ["valley-office"],
        ["desk-bot"],
    ]
    alone = {"coverage": {"covers": (covers[0],)}, "channels": {"channels": channels[1:2]}}  # which says "none" to nobody
    portal = facts.model_copy(update={name: getattr(facts, name).model_copy(update=parts) for name, parts in alone.items()})
    assert [kind.id for kind in MACROS["coverage_bars"](portal)["kinds"]] == ["guaranteed", "best-effort"]
