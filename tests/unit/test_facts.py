"""Nothing of the policy is lost: every fact and every open question stands in some data file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from macros.portal import Portal

FACTS = {f"F{number}" for number in range(1, 134)}
OPEN_QUESTIONS = {
    f"A{number}"
    for first, last in ((1, 13), (15, 18), (20, 25), (27, 30), (32, 32), (34, 34), (40, 40), (42, 43))
    for number in range(first, last + 1)
} - {"A19", "A26", "A31"}


def entries(value: Any) -> Iterator[BaseModel]:
    """Yield every model at any depth."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from entries(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from entries(item)
    elif isinstance(value, dict):
        yield from entries(tuple(value.values()))


def numbers(portal: Portal, key: str) -> set[str]:
    return {number for entry in entries(portal) for number in getattr(entry, key, ())}


def test_every_fact_of_the_policy_is_in_the_data_and_no_other(portal: Portal) -> None:
    carried = numbers(portal, "facts")
    assert sorted(FACTS - carried) == []
    assert sorted(carried - FACTS) == []


def test_every_open_question_is_listed(portal: Portal) -> None:
    assert {entry.id for entry in portal.open_questions.entries} == OPEN_QUESTIONS


def test_every_open_question_is_named_where_it_matters(portal: Portal) -> None:
    assert sorted(OPEN_QUESTIONS - numbers(portal, "open_questions")) == []


def test_nothing_passes_for_confirmed_before_its_owner_has_spoken(portal: Portal) -> None:
    assert all(entry.confirmed is False for entry in entries(portal) if hasattr(entry, "confirmed"))


def test_no_target_is_invented(portal: Portal) -> None:
    assert all(level.first_response is None and level.resolution is None for level in portal.levels.levels)


def test_figures_of_the_policy_are_exact(portal: Portal) -> None:
    hours = {schedule.id: (schedule.windows[0].opens, schedule.windows[0].closes) for schedule in portal.schedules.schedules}
    assert hours["business-hours"] == ("08:00", "20:00")
    assert hours["phone-hours"] == ("09:00", "23:00")
    prices = {option.id: option.price and (option.price.amount, option.price.currency) for option in portal.paid_options.options}
    assert prices == {
        "paid-escalation": (150, "USD"),
        "noc-on-demand": None,
        "noc-as-a-service": (500, "USD"),
        "feature-request": None,
    }
    addresses = {channel.id: channel.href for channel in portal.channels.channels}
    assert addresses["sms-uk"] == "sms:+447481346455"
    assert addresses["sms-us"] == "sms:+14084759494"
    assert addresses["ticket-email"] == "mailto:support@connexcs.com"
    assert addresses["telegram"] == "https://t.me/connexcs_support_bot"
    assert addresses["status-page"] == "https://status.connexcs.com/"
    assert portal.organisation.retention[0].days == 7
    assert [level.critical for level in portal.levels.levels] == [True, True, True, False, False, False]
    assert [len(ladder.tiers) for ladder in portal.escalation.ladders] == [3, 3]
    assert len(portal.tickets.lifecycle) == 10
    assert len(portal.tickets.before_you_submit) == 4


def test_every_page_that_a_fact_leads_to_exists(portal: Portal, project_dir: Path) -> None:
    pages = {page for entry in entries(portal) if str(page := getattr(entry, "page", "")).endswith(".md")}
    assert pages
    assert sorted(page for page in pages if not (project_dir / "docs" / page).is_file()) == []
