"""All troubleshooters, found by what customers say."""

from collections.abc import Mapping
from typing import Any

from ..portal import Portal

MOST_SYMPTOMS = 3
"""How many symptoms of each troubleshooter are listed: a reader compares all of them at a glance."""


def troubleshooter_list(portal: Portal) -> Mapping[str, Any]:
    """Every troubleshooter by its title, with what customers say when they have the problem; problems of one kind side by side."""
    kinds = [kind.id for kind in portal.evidence.kinds]
    trees = sorted(portal.troubleshooters.values(), key=lambda tree: (kinds.index(tree.problem), tree.title.casefold()))
    return {"trees": [(tree, tree.symptoms[:MOST_SYMPTOMS]) for tree in trees]}
