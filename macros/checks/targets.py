"""Check that response targets don't contradict each other or the plans they belong to."""

from collections.abc import Iterator
from itertools import product

from ..portal import Portal, Sources
from ..sources.problems import Problem


def check_targets(facts: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem for each promise made twice for a level, a plan and a category, and for each at a level that its plan leaves out."""
    plans = {plan.id: plan for plan in facts.plans.plans}
    categories = [category.id for category in facts.categories.categories]
    first: dict[tuple[str, ...], int] = {}
    for index, target in enumerate(facts.targets.targets):
        for position, level in enumerate(target.levels):
            path = ("targets", index, "levels", position)
            for plan, category in product(target.plans or plans or ("",), target.categories or categories):
                before = first.setdefault((target.promise, level, plan, category), index)
                if before != index:
                    line = sources["targets"].locate(("targets", before)).line
                    found = f"the {target.promise} of {level}{f' in the plan {plan}' if plan else ''} a second time"
                    yield sources["targets"].problem(path, found, f"each promise once (first on line {line})")
                    break
            for plan in target.plans:
                if plan in plans and plans[plan].levels and level not in plans[plan].levels:
                    expected = f"a level of the plan {plan}: {', '.join(plans[plan].levels)}"
                    yield sources["targets"].problem(path, f"'{level}', which that plan leaves out", expected)
