"""Whatever the level, the category and the hour, there is a channel to use and a next step."""

from collections.abc import Iterator
from typing import Any

import pytest

from macros.checks.coverage import check_coverage, check_next_steps
from macros.facts.hours import WEEK
from macros.portal import Portal
from macros.rules.coverage import cover_in, find_cover
from macros.rules.severity_table import UNSURE, SeverityTable
from macros.sources.yaml_file import read_source
from macros.views.verdicts import unsure_sections, verdict_sections
from tests.company import DATA

SOURCES = {name: read_source(DATA / f"{name}.yml", f"{name}.yml") for name in ("severity", "coverage", "channels")}


@pytest.fixture(scope="module")
def facts(portal: Portal) -> Portal:
    return portal


def changed(facts: Portal, **parts: Any) -> Portal:
    return facts.model_copy(update=parts)


def with_situation(facts: Portal, name: str, **update: object) -> Portal:
    situations = tuple(each.model_copy(update=update) if each.id == name else each for each in facts.severity.situations)
    return changed(facts, severity=facts.severity.model_copy(update={"situations": situations}))


def test_a_kind_of_cover_without_words_and_one_outside_hours_that_never_end_are_found(facts: Portal) -> None:
    unsaid = changed(facts, coverage=facts.coverage.model_copy(update={"kinds": facts.coverage.kinds[:1]}))
    assert [problem.found for problem in check_coverage(unsaid, SOURCES)] == ["none", "none", "best-effort"]
    desk, night = facts.schedules.schedules
    whole = (desk.windows[0].model_copy(update={"days": WEEK, "opens": "00:00", "closes": "24:00"}),)
    always = desk.model_copy(update={"windows": whole, "holidays": (), "closures": ()})
    endless = changed(facts, schedules=facts.schedules.model_copy(update={"schedules": (always, night)}))
    assert [problem.found for problem in check_coverage(endless, SOURCES)] == ["none", "none"]


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
    assert "'desk-phone', which nobody reaches in one tap" in found
    with_text = changed(with_situation(facts, "emergency", beside="desk-sms"), channels=channels)
    assert found.count("'desk-phone', which nobody reaches in one tap") == 1 + sum(
        "nobody reaches" in problem.found for problem in check_next_steps(with_text, SOURCES)
    )


def test_what_a_reader_does_who_is_not_sure_is_judged_by_what_may_be(facts: Portal) -> None:
    step = facts.severity.situations[0].then[0]
    steps = tuple(step.model_copy(update={"channel": channel}) for channel in ("network-map", "desk-phone"))
    found = [problem.found for problem in check_next_steps(with_situation(facts, "unsure-later", then=steps), SOURCES)]
    assert {each.split(",")[2].split()[-1] for each in found} == {"s3", "s4"}, "at the levels above, the phone lets through whom it is for"
    assert all(each.startswith("'desk-phone', which is closed for unsure, at worst ") for each in found)
    by_day = unsure_sections(with_situation(facts, "unsure-by-day", levels=("s1", "s4")))
    assert [[each["entry"].id for each in row["levels"]] for row in by_day] == [["s1"], ["s2", "s3"], ["s4"]]
    fewer = with_situation(facts, "unsure-later", levels=("s1", "s2", "s3"))
    assert "none for unsure, at worst s4, hut, 'night'" in [problem.found for problem in check_next_steps(fewer, SOURCES)]


def test_a_level_that_is_always_let_through_is_not_when_it_is_unsure(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "unsure-later", first="desk-phone"), SOURCES)]
    assert "nothing that works in one tap for unsure, at worst s1, hut, 'night'" in found


def test_a_result_without_a_situation_and_a_situation_without_a_result_are_found(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "severe", levels=("s1",)), SOURCES)]
    assert "none for s2, hut, 'night'" in found
    assert "'severe' decides nothing" in found


def test_a_later_step_that_is_closed_then_is_found(facts: Portal) -> None:
    found = {problem.found: problem.where for problem in check_next_steps(with_situation(facts, "by-day", states=()), SOURCES)}
    assert found["'desk-phone', which is closed for s3, hut, 'night'"].endswith("> then > 1 > channel")


def test_a_later_step_to_a_page_that_never_shows_it_is_found(facts: Portal) -> None:
    found = [problem.found for problem in check_next_steps(with_situation(facts, "severe-at-the-mast", categories=()), SOURCES)]
    assert "'network-map', which never shows s2, hut" in found


def every_answer(table: SeverityTable, given: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield each set of answers that a reader can give, unsure ones too."""
    _, question = table.follow(given)
    if question is None:
        yield given
    for each in table.questions:
        if each.id == question:
            for answer in (*(answer.id for answer in each.answers), UNSURE):
                yield from every_answer(table, {**given, question: answer})


def test_whatever_is_answered_no_result_asks_for_it_and_each_cover_that_may_hold_is_told(facts: Portal) -> None:
    covers = [each.model_copy(update={"outside": "best-effort"}) if each.id == "mast-other" else each for each in facts.coverage.covers]
    portal = changed(facts, coverage=facts.coverage.model_copy(update={"covers": tuple(covers)}))
    sections = {(row["level"]["entry"].id, row["category"].id): row for row in verdict_sections(portal)}
    hedged = 0
    for answers in every_answer(portal.severity_table, {}):
        result = portal.severity_table.look_up(answers)
        asked = result.most_informative_question
        assert asked is None or answers.get(asked, UNSURE) == UNSURE, answers
        if len(result.levels) > 1:
            told_of = next(
                row["covers"] for row in unsure_sections(portal) if result.levels[0] in [each["entry"].id for each in row["levels"]]
            )
            classes = {
                f"{row.outcome.level}-{row.outcome.category}" for row in portal.severity_table.possible(answers) if row.outcome.level
            }
            assert classes <= {name for cover in told_of for name in cover["classes"]}, answers
        if len(result.levels) != 1 or len(result.categories) == 1:
            continue
        section = sections[result.levels[0], str(result.row.outcome.category)]
        told = {each["category"].id for each in section["others"]} | {section["category"].id}
        for state in portal.states:
            kinds = {each: cover_in(find_cover(portal.coverage, each, result.levels[0]), state) for each in result.categories}
            assert len(set(kinds.values())) == 1 or told == set(result.categories), (answers, state.id)
        hedged += len(told) > 1
    assert hedged > 0
    for difference in ({}, {"schedule": "night-watch"}, {"inside": "best-effort"}, {"outside": "best-effort"}):
        covers = [each.model_copy(update=difference) if each.id == "mast-other" else each for each in facts.coverage.covers]
        portal = changed(facts, coverage=facts.coverage.model_copy(update={"covers": tuple(covers)}))
        others = [bool(row["others"]) for row in verdict_sections(portal) if row["level"]["entry"].id == "s4"]
        assert others == [bool(difference)] * 2, "the same hours need no hedge"


def test_which_answers_are_critical_is_told_only_where_a_channel_is_for_critical_ones(facts: Portal) -> None:
    later = with_situation(facts, "unsure-later", first="desk-phone", beside="desk-sms")
    told = {
        each["entry"].id: each["only_if_critical"]
        for row in unsure_sections(later)
        for each in row["situations"]
        if "s1" in each["entry"].levels
    }
    assert told == {"unsure-by-day": False, "unsure-later": True}
    anytime = with_situation(facts, "unsure-by-day", states=(), beside="desk-sms")
    turned = changed(anytime, schedules=facts.schedules.model_copy(update={"states": facts.schedules.states[::-1]}))
    vars(turned).pop("states", None)  # a copy takes along what was worked out before
    (situation,) = unsure_sections(turned)[0]["situations"]
    assert situation["only_if_critical"]
    assert situation["beside"].id == "desk-sms"
