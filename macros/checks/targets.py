"""Check that response targets don't contradict each other or the plans they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from ..portal import Portal, Sources
from ..sources.problems import Problem


def check_targets(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each promise made twice for a level and a plan, and for each at a level that its plan leaves out."""
    plans = {plan.id: plan for plan in facts.plans.plans}
    first: dict[tuple[str, str, str], int] = {}
    for index, target in enumerate(facts.targets.targets):
        for position, level in enumerate(target.levels):
            path = ("targets", index, "levels", position)
            for plan in target.plans or plans or ("",):
                before = first.setdefault((target.promise, level, plan), index)
                if before != index:
                    line = sources["targets"].locate(("targets", before)).line
                    found = f"the {target.promise} of {level}{f' in the plan {plan}' if plan else ''} a second time"
                    yield sources["targets"].problem(path, found, f"each promise once (first on line {line})")
                    break
            for plan in target.plans:
                if plan in plans and plans[plan].levels and level not in plans[plan].levels:
                    expected = f"a level of the plan {plan}: {', '.join(plans[plan].levels)}"
                    yield sources["targets"].problem(path, f"'{level}', which that plan leaves out", expected)
