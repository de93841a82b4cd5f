"""The shipped troubleshooters: each way through each of them is walked to its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from macros.checks.troubleshooters import MOST_STEPS
from macros.facts.troubleshooting import Action, Finding, HandOver, Question, Step, Troubleshooter
from macros.portal import Portal
from macros.views.troubleshooter_tree import record_effects

TREES = (
    *("calls-do-not-connect", "calls-drop-early", "calls-last-too-long", "no-audio", "poor-quality", "post-dial-delay"),
    *("low-asr", "registration-fails", "caller-id", "dtmf", "billing", "web-interface"),
)


@pytest.fixture(params=TREES)
def tree(request: pytest.FixtureRequest, portal: Portal) -> Troubleshooter:
    return portal.troubleshooters[request.param]


def every_path(tree: Troubleshooter) -> Iterator[list[tuple[Step, str]]]:
    """Every way from the first step to an end, as pairs of step and answer; the end has no answer."""
    steps = {step.id: step for step in tree.steps}

    def walk(step: Step, before: list[tuple[Step, str]]) -> Iterator[list[tuple[Step, str]]]:
        assert len(before) < MOST_STEPS
        if not step.ways:
            yield [*before, (step, "")]
        for way in step.ways:
            yield from walk(steps[str(way.goto)], [*before, (step, way.answer)])

    yield from walk(tree.steps[0], [])


def test_the_twelve_are_there(portal: Portal) -> None:
    assert set(portal.troubleshooters) == set(TREES)


def test_every_path_ends_with_somebody_who_helps(tree: Troubleshooter) -> None:
    paths = list(every_path(tree))
    assert len(paths) >= 10
    assert all(isinstance(path[-1][0], HandOver) and len(path) <= MOST_STEPS for path in paths)


def test_every_path_has_something_to_tell_the_ticket(tree: Troubleshooter) -> None:
    effects = record_effects(tree)["effects"]
    for path in every_path(tree):
        told = [effects.get(step.id, {}).get(answer, {}) for step, answer in path]
        assert any("observed" in effect or "tried" in effect for effect in told), [step.id for step, _ in path]


def test_every_path_fits_into_an_address(tree: Troubleshooter) -> None:
    effects = record_effects(tree)["effects"]
    for path in every_path(tree):
        told = [text for step, answer in path for text in effects.get(step.id, {}).get(answer, {}).values() if isinstance(text, str)]
        assert sum(len(text) for text in told) < 1200
        assert all(len(text) <= 300 for text in told)


def test_evidence_is_gathered_on_every_path(tree: Troubleshooter) -> None:
    for path in every_path(tree):
        assert any(step.evidence for step, _ in path), [step.id for step, _ in path]


def test_a_question_that_cannot_be_answered_has_a_way_on(tree: Troubleshooter) -> None:
    looks_inside = [step for step in tree.steps if isinstance(step, Question) and "trace" in f"{step.title} {step.help}"]
    assert [step.id for step in looks_inside if not {"unsure", "could-not", "other"} & {way.answer for way in step.ways}] == []


def test_an_action_is_told_with_its_outcome(tree: Troubleshooter) -> None:
    effects = record_effects(tree)["effects"]
    for step in tree.steps:
        if isinstance(step, Action):
            told = [effects[step.id][answer]["tried"] for answer in ("helped", "no-change", "could-not")]
            assert len(set(told)) == 3
            assert told[0].startswith(step.tried)
            assert told[2].endswith(f"{step.title}.")


def test_every_finding_says_cause_remedy_and_check(tree: Troubleshooter) -> None:
    for step in tree.steps:
        if isinstance(step, Finding):
            assert step.cause.endswith(".")
            assert step.check.endswith(".")
            assert all(act.endswith(".") for act in step.remedy)


def test_the_rules_of_telephony_are_cited(portal: Portal) -> None:
    cited = {source.url for tree in portal.troubleshooters.values() for step in tree.steps for source in step.sources}
    assert len(cited) >= 25
    assert all(url.startswith(("https://www.rfc-editor.org/rfc/rfc", "https://www.itu.int/rec/T-REC-")) for url in cited)
