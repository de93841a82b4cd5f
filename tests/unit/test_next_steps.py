"""Whatever the level, the category and the hour, there is a channel to use and a next step."""

from typing import Any

import pytest

from macros.checks.coverage import check_next_steps
from macros.portal import Portal
from macros.sources.yaml_file import read_source
from macros.views.verdicts import unsure_sections, verdict_sections
from tests.company import DATA

SOURCES = {name: read_source(DATA / f"{name}.yml", f"{name}.yml") for name in ("severity", "coverage")}


@pytest.fixture(scope="module")
def facts(portal: Portal) -> Portal:
    return portal


def changed(facts: Portal, **parts: Any) -> Portal:
    return facts.model_copy(update=parts)


def test_a_sound_policy_has_no_dead_end(facts: Portal) -> None:
    assert list(check_next_steps(facts, SOURCES)) == []


def with_situation(facts: Portal, name: str, **update: object) -> Portal:
    situations = tuple(each.model_copy(update=update) if each.id == name else each for each in facts.severity.situations)
    return changed(facts, severity=facts.severity.model_copy(update={"situations": situations}))


def test_a_first_action_that_is_closed_then_is_found(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "later", first="desk-phone"), SOURCES)]
    assert "nothing that works in one tap for s3, hut, 'nobody-there'" in found
    assert all("desk-open" not in text and "s1" not in text for text in found)
    beside = with_situation(facts, "later", first="desk-phone", beside="desk-sms")
    assert list(check_next_steps(beside, SOURCES)) == []


def test_a_phone_without_a_number_is_no_first_action(facts: Portal) -> None:
    silent = [each.model_copy(update={"number": None, "url": "https://fernblick.example.org/"}) for each in facts.channels.channels]
    channels = facts.channels.model_copy(update={"channels": tuple(silent)})
    found = [problem.found for problem in check_next_steps(changed(facts, channels=channels), SOURCES)]
    assert "nothing that works in one tap for s1, mast, 'night'" in found


def test_a_level_that_is_always_let_through_is_not_when_it_is_unsure(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "unsure-later", first="desk-phone"), SOURCES)]
    assert "nothing that works in one tap for unsure, at worst s1, hut, 'night'" in found


def test_a_result_without_a_situation_and_a_situation_without_a_result_are_found(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "severe", levels=("s1",)), SOURCES)]
    assert "none for s2, hut, 'night'" in found
    assert "'severe' decides nothing" in found


def test_a_later_step_that_is_closed_then_is_found(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "by-day", states=()), SOURCES)]
    assert "'desk-phone', which is closed for s3, hut, 'night'" in found


def test_while_the_category_is_open_each_other_cover_is_told_at_every_hour(facts: Portal) -> None:
    sections = {(row["level"]["entry"].id, row["category"].id): row for row in verdict_sections(facts)}
    assert [(each["category"].id, each["hours"]["label"]) for each in sections["s2", "hut"]["others"]] == [("mast", "Night watch")]
    assert sections["s4", "hut"]["others"] == [], "the same hours need no second line"
    assert sections["s4", "hut"]["contact_differs"]


def test_which_answers_are_critical_is_told_only_where_a_channel_is_for_critical_ones(facts: Portal) -> None:
    later = with_situation(facts, "unsure-later", first="desk-phone", beside="desk-sms")
    told = {
        each["entry"].id: each["only_if_critical"]
        for row in unsure_sections(later)
        for each in row["situations"]
        if "s1" in each["entry"].levels
    }
    assert told == {"unsure-by-day": False, "unsure-later": True}
