"""How a problem is found: troubleshooters, the checks of a diagnosis, and what bad records have in common."""

from collections.abc import Mapping
from typing import Any

from ..facts.troubleshooting import FindingStep, QuestionStep, Solved, Step, Troubleshooter, Way
from ..portal import Portal
from .arguments import choose, require
from .status import status_hint

MOST_SYMPTOMS = 3
"""How many symptoms of each troubleshooter are listed: a reader compares all of them at a glance."""


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


def troubleshooter_list(portal: Portal) -> Mapping[str, Any]:
    """Every troubleshooter by its title, with what customers say when they have the problem; problems of one kind side by side."""
    kinds = [kind.id for kind in portal.evidence.kinds]
    trees = sorted(portal.troubleshooters.values(), key=lambda tree: (kinds.index(tree.problem), tree.title.casefold()))
    return {"trees": [(tree, tree.symptoms[:MOST_SYMPTOMS]) for tree in trees]}


def problem_checks(portal: Portal) -> dict[str, Any]:
    """How to tell a problem from an observation."""
    return {"checks": require(portal.diagnosis.is_it_a_problem, "is_it_a_problem", "diagnosis.yml").checks}


def origin_checks(portal: Portal) -> dict[str, Any]:
    """How to find out whether a fault is internal or upstream."""
    return {"origin": require(portal.diagnosis.origin, "origin", "diagnosis.yml")}


def fix_confirmation(portal: Portal) -> dict[str, Any]:
    """How to test what is reported as solved, and what to do with the result."""
    return {"fix": require(portal.diagnosis.confirming_a_fix, "confirming_a_fix", "diagnosis.yml")}


def incident_report(portal: Portal) -> dict[str, Any]:
    """The parts of a good incident report."""
    items = {item.id: item for item in portal.evidence.items}
    report = require(portal.diagnosis.incident_report, "incident_report", "diagnosis.yml")
    return {"parts_of_report": [{"entry": part, "item": items.get(part.item or "")} for part in report.parts]}


def commonality_steps(portal: Portal) -> dict[str, Any]:
    """How to find what failures have in common."""
    return {"commonality": require(portal.diagnosis.commonality, "commonality", "diagnosis.yml")}


def commonality_analyser(portal: Portal) -> dict[str, Any]:
    """Return what the analyser reads from the page: the name of a record, limits, words to guess by, and every sentence it can say."""
    commonality = require(portal.commonality, "limits", "commonality.yml")
    return {
        "records": commonality.records,
        "limits": commonality.limits.model_dump(mode="json"),
        "formats": commonality.formats.model_dump(mode="json"),
        "words": commonality.words.model_dump(mode="json"),
        "problems": {problem.code: [problem.what, problem.what_to_do] for problem in commonality.problems},
        "reasons": commonality.reasons.model_dump(mode="json", by_alias=True),
        "attributes": commonality.attributes.model_dump(mode="json"),
        "sentences": commonality.sentences,
        "keep_days": portal.composer.keep_days if portal.composer else 0,
    }
