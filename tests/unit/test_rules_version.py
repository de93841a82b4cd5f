"""A version of the rules stands for its verdicts: other verdicts need another version, other words do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.portal import Portal
from macros.rules.rules_version import check_rules_version, verdicts_hash
from macros.rules.severity_rules import compile_rules
from macros.sources.problems import Problem, format_report
from macros.sources.yaml_file import Source, read_source

DATA = Path(__file__).parents[2] / "docs" / "_data"


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {"severity": read_source(DATA / "severity.yml", "docs/_data/severity.yml")}


def check(portal: Portal, sources: dict[str, Source], **changed: object) -> list[Problem]:
    severity = portal.severity.model_copy(update=changed)
    return list(check_rules_version(portal.model_copy(update={"severity": severity}), sources))


def test_the_shipped_rules_are_those_their_version_was_noted_with(portal: Portal, sources: dict[str, Source]) -> None:
    assert check(portal, sources) == []


def test_another_verdict_under_the_same_version_is_named_with_its_place_and_what_to_do(portal: Portal, sources: dict[str, Source]) -> None:
    kept = portal.severity.category_rules
    reports = [check(portal, sources, category_rules=kept[:number] + kept[number + 1 :]) for number in range(len(kept))]
    said = [format_report([problem]) for report in reports for problem in report]
    assert said, "no rule can be dropped without making the others unsound: try another change"
    for each in said:
        assert "docs/_data/severity.yml:" in each
        assert "count 'version' up" in each
        assert str(portal.severity.changes[-1].rules) in each


def test_other_words_and_names_of_rules_need_no_new_version(portal: Portal, sources: dict[str, Source]) -> None:
    rules = tuple(rule.model_copy(update={"id": f"renamed-{rule.id}", "because": "Said otherwise."}) for rule in portal.severity.rules)
    questions = tuple(question.model_copy(update={"text": "Asked otherwise?"}) for question in portal.severity.questions)
    assert check(portal, sources, rules=rules, questions=questions) == []


def test_the_order_of_rules_that_give_the_same_verdicts_does_not_matter(portal: Portal) -> None:
    turned = portal.severity.model_copy(update={"rules": portal.severity.rules[::-1]})
    assert verdicts_hash(compile_rules(portal.model_copy(update={"severity": turned}))) == verdicts_hash(compile_rules(portal))


def test_rules_that_are_not_sound_are_reported_for_that_alone(portal: Portal, sources: dict[str, Source]) -> None:
    assert check(portal, sources, rules=portal.severity.rules[1:]) == []
