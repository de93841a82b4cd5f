"""Troubleshooters: each path through each of them is walked to its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from macros.checks.troubleshooters import MOST_STEPS
from macros.facts.troubleshooting import Action, FindingStep, HandOver, Solved, Step, Troubleshooter
from macros.portal import Portal
from macros.views.troubleshooter_tree import record_effects


@pytest.fixture(params=["link-drops", "no-signal"])
def tree(request: pytest.FixtureRequest, portal: Portal) -> Troubleshooter:
    return portal.troubleshooters[request.param]


Path = list[tuple[Step | Solved, str]]


def every_path(tree: Troubleshooter) -> Iterator[Path]:
    """Every way from the first step to an end, as pairs of step and answer; the end has no answer."""
    steps = {step.id: step for step in tree.all_steps}

    def walk(step: Step | Solved, before: Path) -> Iterator[Path]:
        assert len(before) < MOST_STEPS
        if not step.ways:
            yield [*before, (step, "")]
        for way in step.ways:
            yield from walk(steps[str(way.goto)], [*before, (step, way.answer)])

    yield from walk(tree.steps[0], [])


def test_every_path_ends_solved_or_with_somebody_who_helps(tree: Troubleshooter) -> None:
    paths = list(every_path(tree))
    assert len(paths) >= 5
    assert all(isinstance(path[-1][0], HandOver | Solved) and len(path) <= MOST_STEPS for path in paths)
    assert {path[-2][1] for path in paths if isinstance(path[-1][0], Solved)} == {"fixed"}


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


def test_an_action_is_told_with_its_outcome(tree: Troubleshooter) -> None:
    effects = record_effects(tree)["effects"]
    for step in tree.steps:
        if isinstance(step, Action):
            told = [effects[step.id][answer]["tried"] for answer in ("helped", "no-change", "could-not")]
            assert len(set(told)) == 3
            assert told[0].startswith(step.tried)
            assert told[2] == f"Not tried: {step.title}."


def test_a_remedy_is_told_as_tried_only_by_a_reader_who_tried_it(tree: Troubleshooter) -> None:
    effects = record_effects(tree)["effects"]
    findings = [step for step in tree.steps if isinstance(step, FindingStep)]
    assert findings
    for step in findings:
        told = {answer: effect["tried"] for answer, effect in effects[step.id].items()}
        assert told == {
            "fixed": f"{step.tried} It worked.",
            "not-fixed": f"{step.tried} It did not work.",
            "not-tried": f"Remedy not tried: {step.title}.",
        }
