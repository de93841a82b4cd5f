"""Policies to try their published readers on, with what the engine finds out."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import product
from typing import Any

from macros.portal import Portal, load_portal
from macros.publish.policy_cases import list_cases
from macros.publish.policy_document import OUTCOME, describe_policy
from macros.rules.severity_table import UNSURE, by_id
from tests.found_good import EXAMPLES
from tests.severity_samples import random_portal

SEEDS = (12, 101, 103, 142)


def list_policies(portal: Portal) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield policies with their cases: the company's, with hours in the zone of whoever asks and regions without holidays, and those of others."""
    always = [each.model_copy(update={"holidays": ()}) for schedule in portal.schedules.schedules for each in schedule.regional[:1]]
    schedules = tuple(
        each.model_copy(update={"zone": "customer", "regional": (region,)})
        for each, region in zip(portal.schedules.schedules, always, strict=True)
    )
    targets = tuple(each.model_copy(update={"categories": ("hut", "mast")}) for each in portal.targets.targets)
    files = {"schedules": {"schedules": schedules}, "targets": {"targets": targets}}
    changed = portal.model_copy(update={name: getattr(portal, name).model_copy(update=parts) for name, parts in files.items()})
    for each in (changed, *(load_portal(EXAMPLES / name / "docs/_data") for name in ("aws", "azure", "service-desk"))):
        yield json.loads(describe_policy(each, {}, "en").model_dump_json()), json.loads(json.dumps(list_cases(each)))


def list_tables() -> Iterator[tuple[dict[str, Any], list[dict[str, str]], list[dict[str, Any]]]]:
    """Yield what a reader needs of made-up rules, every set of answers to them, and what each leads to."""
    for seed in SEEDS:
        portal = random_portal(random.Random(seed))
        table, unsure = portal.severity_table, portal.severity.unsure.category
        rows = [{"when": table.when(row), **{name: getattr(row.outcome, name) for name in OUTCOME}} for row in table.rows]
        names = {"levels": [{"id": each.id} for each in portal.levels.levels], "categories": [{"id": "hut"}, {"id": "mast"}]}
        choices = (["", UNSURE, *(answer.id for answer in question.answers)] for question in table.questions)
        sets = []
        for chosen in product(*choices):
            given = {question: answer for question, answer in by_id(table.questions, chosen).items() if answer}
            sets.append({question: given[question] for question in table.follow(given)[0]})
        found = []
        for answers in sets:
            result = table.look_up(answers)
            outcome, levels = result.row.outcome, list(result.levels)
            decided = {name: getattr(outcome, name) for name in ("rule", "exclusion", "impossible")}
            category = outcome.category if len(levels) == 1 else unsure
            found.append({"levels": levels, "categories": list(result.categories), "category": category, **decided})
        yield {**names, "severity": {"table": rows, "unsure_category": unsure}}, sets, found
