"""All troubleshooters, found by what customers say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..portal import Portal


def troubleshooter_list(portal: Portal) -> Mapping[str, Any]:
    """Every troubleshooter by its title, with what customers say when they have the problem."""
    trees = sorted(portal.troubleshooters.values(), key=lambda tree: tree.title.casefold())
    kinds = [{"label": kind.label, "trees": [tree for tree in trees if tree.problem == kind.id]} for kind in portal.evidence.kinds]
    return {"kinds": [kind for kind in kinds if kind["trees"]]}
