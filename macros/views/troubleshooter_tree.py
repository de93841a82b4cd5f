"""One troubleshooter on a page: every step written out and numbered, the map of its ways, and what each answer adds to a ticket."""

from collections.abc import Mapping
from typing import Any

from ..facts.troubleshooting import FindingStep, QuestionStep, Solved, Step, Troubleshooter, Way
from ..portal import Portal
from .arguments import choose
from .status import status_hint


def troubleshooter_tree(portal: Portal, id: str) -> Mapping[str, Any]:  # noqa: A002 - writers say id
    """One troubleshooter: its steps one at a time (all in a row without JavaScript and on paper), and the map of its ways."""
    tree = portal.troubleshooters[choose(portal.troubleshooters, id)]
    numbers = {step.id: number for number, step in enumerate(tree.all_steps, 1)}
    items = {item.id: item for item in portal.evidence.items}
    steps = {step.id: step for step in tree.all_steps}
    return {
        "tree": tree,
        "steps": tree.all_steps,
        "numbers": numbers,
        "items": items,
        "articles": portal.articles,
        "labels": {(step.id, answer.id): answer.label for step in tree.steps if isinstance(step, QuestionStep) for answer in step.answers},
        "map": map_ways(steps, tree.steps[0].id, set()),
        "record": record_effects(tree),
        "hint": status_hint(portal) if portal.status else None,
    }


def map_ways(steps: Mapping[str, Step | Solved], start: str, drawn: set[str]) -> dict[str, Any]:
    """Return the step `start` and, below it, each of its ways; a step drawn before is named again but not drawn again.

    A cause ends its branch: where it goes on when nothing helped is a word beside it, not a branch of its own.
    """
    step = steps[start]
    node: dict[str, Any] = {"step": step, "again": start in drawn, "ways": [], "otherwise": None}
    if isinstance(step, FindingStep):
        assert step.next is not None  # checked when the tree was loaded
        return {**node, "otherwise": steps[step.next]}
    if start not in drawn:
        drawn.add(start)
        node["ways"] = [{"way": way, "below": map_ways(steps, way.goto, drawn)} for way in step.ways if way.goto]
    return node


def record_effects(tree: Troubleshooter) -> dict[str, Any]:
    """Return what the script keeps for the ticket: {step: {answer: {observed, known}}}, empty parts left out. What was tried stands in the links."""
    effects = {step.id: {way.answer: _effect(step, way) for way in step.ways} for step in tree.steps}
    return {
        "tree": tree.id,
        "problem": tree.problem,
        "known": tree.known,
        "effects": _without_empty({step: _without_empty(ways) for step, ways in effects.items()}),
    }


def _effect(step: Step, way: Way) -> dict[str, Any]:
    if not isinstance(step, QuestionStep):
        return {}
    answer = next(answer for answer in step.answers if answer.id == way.answer)
    return _without_empty({"observed": answer.observed, "known": answer.known})


def _without_empty(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value}
