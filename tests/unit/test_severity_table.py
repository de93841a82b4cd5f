"""The severity table says the same as the rules, and its proofs find what a look at every set of answers finds."""

import random
from itertools import product

import pytest

from macros.portal import Portal
from macros.rules.severity_proofs import monotone, single_valued, total
from macros.rules.severity_table import (
    LIMIT,
    UNSURE,
    Outcome,
    SeverityTable,
    TooManyAnswers,
    evaluate,
    is_put,
    make_table,
    reachable_answers,
)
from tests.severity_samples import random_portal, read_huts

LISTS = {"rules": "id", "exclusions": "case", "category_rules": "id", "impossible": "id"}


@pytest.fixture(scope="module")
def portals() -> list[Portal]:
    """Random rules, which need not be good."""
    return [random_portal(random.Random(seed)) for seed in range(150)]


@pytest.fixture(scope="module")
def sound(portals: list[Portal]) -> list[Portal]:
    """Those of the random rules that are not refused, because they say something of every case."""
    return [portal for portal in portals if not any(total(portal.severity_table))]


def every_case(portal: Portal) -> list[dict[str, str]]:
    """Every combination of answers, to hidden questions too."""
    questions = portal.severity.questions
    combinations = product(*([answer.id for answer in question.answers] for question in questions))
    return [{question.id: answer for question, answer in zip(questions, answers, strict=True)} for answers in combinations]


def judge(portal: Portal, case: dict[str, str]) -> Outcome:
    """Apply the rules to a case, without its answers to hidden questions."""
    put: dict[str, str] = {}
    for question in portal.severity.questions:
        if is_put(question, put):
            put[question.id] = case[question.id]
    return evaluate(portal.severity, portal.levels, put)


def test_every_case_has_one_row_with_the_outcome_of_the_rules(portals: list[Portal]) -> None:
    for portal in portals:
        for case in every_case(portal):
            (row,) = portal.severity_table.possible(case)
            assert row.outcome == judge(portal, case), case


def test_proofs_agree_with_looking_at_every_case(portals: list[Portal]) -> None:
    for number, portal in enumerate(portals):
        table = portal.severity_table
        outcomes = {tuple(case.values()): judge(portal, case) for case in every_case(portal)}
        possible = [outcome for outcome in outcomes.values() if outcome.impossible is None]
        assert any(total(table)) == any(outcome.level is None for outcome in possible), number
        assert any(single_valued(table)) == any(outcome.rival is not None for outcome in possible), number
        assert any(monotone(table)) == any(is_milder(portal, outcomes, answers) for answers in outcomes), number


def is_milder(portal: Portal, outcomes: dict[tuple[str, ...], Outcome], answers: tuple[str, ...]) -> bool:
    """Whether making one of the answers worse gives a milder level."""
    ranks = {level.id: rank for rank, level in enumerate(portal.levels.levels)}
    level = outcomes[answers].level
    for number, question in enumerate(portal.severity.questions):
        ids = [answer.id for answer in question.answers]
        for worse in ids[ids.index(answers[number]) + 1 :] if question.ordered else ():
            other = outcomes[(*answers[:number], worse, *answers[number + 1 :])].level
            if level is not None and other is not None and ranks[other] > ranks[level]:
                return True
    return False


def test_an_unsure_reader_sees_every_possible_level_and_category(sound: list[Portal]) -> None:
    chance = random.Random(1)
    for portal in sound * 8:
        answers = {q.id: chance.choice((UNSURE, *(answer.id for answer in q.answers))) for q in portal.severity.questions}
        fitting = [case for case in every_case(portal) if all(answers[q] in (UNSURE, case[q]) for q in answers)]
        outcomes = [judge(portal, case) for case in fitting]
        result = portal.severity_table.look_up(answers)
        levels = {outcome.level for outcome in outcomes} - {None}
        assert list(result.levels) == sorted(levels)
        assert result.row.outcome.level == min(levels, default=None)
        assert set(result.categories) == {outcome.category for outcome in outcomes if outcome.impossible is None}


def test_only_questions_that_still_matter_are_put(portals: list[Portal]) -> None:
    for portal in portals:
        for case in every_case(portal):
            asked, missing = portal.severity_table.follow(case)
            assert missing is None
            outcome = judge(portal, case)
            for question in portal.severity.questions:
                if question.id not in asked:
                    assert all(judge(portal, {**case, question.id: answer.id}) == outcome for answer in question.answers)


def test_the_next_question_is_the_first_that_matters_and_has_no_answer() -> None:
    table = read_huts()[0].severity_table
    assert table.follow({}) == ([], "link")
    assert table.follow({"link": "gone"}) == (["link"], "phone")
    assert table.follow({"link": "good"}) == (["link"], "device")
    assert table.follow({"link": "slow", "phone": "silent"}) == (["link"], "began")


def test_the_most_informative_question_narrows_the_levels_most() -> None:
    table = read_huts()[0].severity_table
    result = table.look_up({"link": UNSURE, "phone": "works", "device": "one"})
    assert result.levels == ("s2", "s3", "s4")
    assert result.row.outcome.level == "s2"
    assert result.most_informative_question == "link"
    assert table.look_up({"link": "gone", "phone": "works"}).most_informative_question == "began"
    assert table.look_up({"link": "gone", "phone": "works", "began": "nothing"}).most_informative_question is None


def test_of_several_rows_at_the_worst_level_the_unsure_category_is_shown() -> None:
    result = read_huts()[0].severity_table.look_up({"link": "gone", "phone": "silent"})
    assert result.categories == ("hut", "mast")
    assert result.row.outcome.category == "hut"


def test_an_exclusion_lowers_the_level_except_where_it_is_spared() -> None:
    table = read_huts()[0].severity_table
    lowered = table.look_up({"link": "gone", "phone": "works", "began": "moving-in"}).row.outcome
    assert (lowered.level, lowered.rule, lowered.exclusion) == ("s3", "offline", "moving")
    spared = table.look_up({"link": "gone", "phone": "silent", "began": "moving-in"}).row.outcome
    assert (spared.level, spared.exclusion) == ("s1", None)


def test_an_answer_that_is_unsure_ends_its_branch() -> None:
    table = read_huts()[0].severity_table
    assert table.follow({"link": UNSURE}) == (["link"], None)
    assert table.follow({"link": "gone", "phone": UNSURE}) == (["link", "phone"], "began")


def test_a_table_of_too_many_answers_is_refused_at_the_question_that_makes_it_so() -> None:
    first = read_huts()[0].severity.questions[0]
    questions = [first.model_copy(update={"id": f"q{number}"}) for number in range(12)]
    assert 3**9 <= LIMIT < 3**10
    assert len(reachable_answers(questions[:9])) == 3**9
    with pytest.raises(TooManyAnswers) as refused:
        reachable_answers(questions)
    assert list(refused.value.counts) == [f"q{number}" for number in range(10)]


def test_hidden_questions_do_not_multiply_the_table() -> None:
    portal = read_huts()[0]
    first, *others = portal.severity.questions
    hidden = [question.model_copy(update={"id": f"more-{n}", "shown_if": ({"link": ("gone",)},)}) for n in range(3) for question in others]
    assert len(reachable_answers([first, *hidden])) == 2 + (2 * 2 * 3) ** 3


def test_the_hash_tells_other_results_from_other_words() -> None:
    portal = read_huts()[0]
    severity = portal.severity
    renamed = tuple(rule.model_copy(update={"id": f"renamed-{rule.id}", "because": "Said otherwise."}) for rule in severity.rules)
    turned = severity.model_copy(update={"rules": renamed[::-1]})
    assert make_table(turned, portal.levels, portal.categories).hash == portal.severity_table.hash
    other = read_huts("level: s4", "level: s3")[0]
    assert other.severity_table.hash != portal.severity_table.hash


def test_of_several_entries_that_hold_the_first_decides() -> None:
    portal = read_huts()[0]
    twice = {name: [each.model_copy(update={key: "again"}) for each in getattr(portal.severity, name)] for name, key in LISTS.items()}
    severity = portal.severity.model_copy(update={name: (*getattr(portal.severity, name), *more) for name, more in twice.items()})
    for answers in (
        {"link": "gone", "phone": "works", "began": "moving-in"},
        {"link": "slow", "began": "storm"},
        {"link": "good", "device": "fine"},
    ):
        assert evaluate(severity, portal.levels, answers) == evaluate(portal.severity, portal.levels, answers)


def test_an_exclusion_is_named_only_where_it_lowers_the_level() -> None:
    table = read_huts("level: s3, because: The link is slow.", "level: s4, because: The link is slow.")[0].severity_table
    for link, phone, expected in (("gone", "works", "moving"), ("gone", "silent", None), ("slow", "", None)):
        answers = {"link": link, "phone": phone, "began": "moving-in"} if phone else {"link": link, "began": "moving-in"}
        assert table.look_up(answers).row.outcome.exclusion == expected
    at_its_level = read_huts()[0].severity_table.look_up({"link": "slow", "began": "moving-in"}).row.outcome
    assert (at_its_level.level, at_its_level.exclusion) == ("s3", None)


def test_the_most_informative_question_leaves_the_narrowest_range_at_worst(sound: list[Portal]) -> None:
    chance = random.Random(2)
    for number, portal in enumerate(sound * 5):
        table = portal.severity_table
        known = {q.id: chance.choice((UNSURE, *(answer.id for answer in q.answers))) for q in table.questions}
        answers = known if number >= len(sound) else dict.fromkeys(known, UNSURE)
        chosen = table.look_up(answers).most_informative_question
        if chosen is not None:
            unsure = [question.id for question in table.questions if answers[question.id] == UNSURE]
            assert worst_range(table, answers, chosen) == min(worst_range(table, answers, question) for question in unsure)


def worst_range(table: SeverityTable, answers: dict[str, str], question: str) -> tuple[int, int]:
    """How many levels and categories are still possible, at worst, when the question is answered."""
    ranks = {level: rank for rank, level in enumerate(table.levels)}
    choices = next(each.answers for each in table.questions if each.id == question)
    results = [table.look_up({**answers, question: choice.id}) for choice in choices]
    return max((ranks[r.levels[-1]] - ranks[r.levels[0]], len(r.categories) - 1) if r.levels else (0, 0) for r in results)
