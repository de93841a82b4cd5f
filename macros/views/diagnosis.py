"""Is it a problem, where does it come from, what goes into a report, and is it really fixed?"""

from typing import Any

from ..portal import Portal
from .arguments import require


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
