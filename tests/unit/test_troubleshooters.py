"""Troubleshooters: each path through each of them is walked to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from macros.checks.troubleshooters import MOST_STEPS
from macros.facts.troubleshooting import Action, FindingStep, HandOver, Solved, Step, Troubleshooter
from macros.portal import Portal
from macros.views import draw
from macros.views.troubleshooting import record_effects
from tests.company import DOCS, place_in


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


@pytest.fixture
def told(portal: Portal, tree: Troubleshooter) -> dict[tuple[str, str], str]:
    """What each answer tells the ticket, by step and answer."""
    observed = {
        (step, answer): effect.get("observed", "")
        for step, ways in record_effects(tree)["effects"].items()
        for answer, effect in ways.items()
    }
    sections = re.split(r'data-step="', str(draw("troubleshooter_tree", portal, place_in(DOCS), tree.id)))[1:]
    tried = {
        (section.partition('"')[0], answer): unescape(sentence)
        for section in sections
        for answer, sentence in re.findall(r'data-answer="([^"]+)" data-tried="([^"]+)"', section)
    }
    return observed | tried


def test_every_path_ends_solved_or_with_somebody_who_helps(tree: Troubleshooter) -> None:
    paths = list(every_path(tree))
    assert len(paths) >= 5
    assert all(isinstance(path[-1][0], HandOver | Solved) and len(path) <= MOST_STEPS for path in paths)
    assert {path[-2][1] for path in paths if isinstance(path[-1][0], Solved)} == {"fixed"}


def test_every_path_has_something_to_tell_the_ticket_and_fits_into_an_address(
    tree: Troubleshooter, told: dict[tuple[str, str], str]
) -> None:
    for path in every_path(tree):
        sentences = [told.get((step.id, answer), "") for step, answer in path]
        assert any(sentences), [step.id for step, _ in path]
        assert sum(map(len, sentences)) < 1200
        assert all(len(text) <= 300 for text in sentences)


def test_an_action_is_told_with_its_outcome(tree: Troubleshooter, told: dict[tuple[str, str], str]) -> None:
    for step in tree.steps:
        if isinstance(step, Action):
            sentences = [told[step.id, answer] for answer in ("helped", "no-change", "could-not")]
            assert len(set(sentences)) == 3
            assert sentences[0].startswith(step.tried)
            assert sentences[2] == f"Not tried: {step.title}."


def test_a_remedy_is_told_as_tried_only_by_a_reader_who_tried_it(tree: Troubleshooter, told: dict[tuple[str, str], str]) -> None:
    findings = [step for step in tree.steps if isinstance(step, FindingStep)]
    assert findings
    for step in findings:
        assert {way.answer: told[step.id, way.answer] for way in step.ways} == {
            "fixed": f"{step.tried} It worked.",
            "not-fixed": f"{step.tried} It didn't work.",
            "not-tried": f"Remedy not tried: {step.title}.",
        }
