"""Whatever the level, the category and the hour, there is a channel to use and a next step."""

from types import SimpleNamespace
from typing import Any

import pytest

from macros.checks.coverage import check_next_steps
from macros.portal import Portal
from macros.sources.yaml_file import read_source
from tests.company import DATA

SOURCES = {name: read_source(DATA / f"{name}.yml", f"{name}.yml") for name in ("severity", "coverage")}


@pytest.fixture(scope="module")
def facts(portal: Portal) -> Portal:
    return portal


def changed(facts: Portal, **parts: Any) -> SimpleNamespace:
    names = ("severity", "levels", "channels", "coverage", "schedules", "paid_options")
    return SimpleNamespace(**{name: parts.get(name, getattr(facts, name)) for name in names})


def test_a_sound_policy_has_no_dead_end(facts: Portal) -> None:
    assert list(check_next_steps(facts, SOURCES)) == []


def test_a_level_that_is_left_with_a_closed_phone_is_found(facts: Portal) -> None:
    orders = tuple(
        order.model_copy(update={"channels": ("desk-phone",)}) if order.id == "anything-else" else order for order in facts.channels.orders
    )
    channels = facts.channels.model_copy(update={"orders": orders})
    found = [problem.found for problem in check_next_steps(changed(facts, channels=channels), SOURCES)]
    assert "no channel that s3 can use while 'nobody-there' holds" in found
    assert all("s1" not in text for text in found)


def test_a_critical_gap_that_no_reading_explains_is_found(facts: Portal) -> None:
    covers = tuple(cover.model_copy(update={"open_questions": ()}) for cover in facts.coverage.covers)
    coverage = facts.coverage.model_copy(update={"covers": covers})
    found = [problem.found for problem in check_next_steps(changed(facts, coverage=coverage), SOURCES)]
    assert any(each.startswith("s1, s2, hut: neither cover nor a paid option") for each in found)


def test_a_closed_phone_is_a_next_step_for_the_levels_that_it_is_always_open_to(facts: Portal) -> None:
    levels = {level.id for level in facts.levels.levels}
    orders = tuple(order.model_copy(update={"channels": ("desk-phone",)}) for order in facts.channels.orders)
    for always in levels:
        phones = tuple(channel.model_copy(update={"always_open_to": (always,)}) for channel in facts.channels.channels)
        channels = facts.channels.model_copy(update={"orders": orders, "channels": phones})
        found = {problem.found for problem in check_next_steps(changed(facts, channels=channels), SOURCES)}
        closed = {
            f"no channel that {level} can use while '{state}' holds" for level in levels - {always} for state in ("night", "nobody-there")
        }
        assert found == closed
