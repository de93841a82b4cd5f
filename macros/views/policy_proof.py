"""What was proven about the severity rules when this site was built."""

from typing import Any

from ..facts.severity import SeverityFile
from ..portal import Portal
from ..rules.severity_proofs import PROOFS
from .arguments import require
from .question_graph import draw_graph
from .severity import ranked
from .severity_rules import rule_rows


def policy_proof(portal: Portal) -> dict[str, Any]:
    """The proof of the severity rules: counts, checks, version, the rules as tables, the graph of the questions."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    table = portal.severity_table
    lengths: dict[str | None, list[int]] = {}
    for row in table.rows:
        lengths.setdefault(row.outcome.level, []).append(len(table.when(row)))
    return {
        "severity": severity,
        "hash": table.hash,
        "paths": len(table.paths),
        "total": len(table.rows),
        "impossible": len(lengths.get(None, ())),
        "levels": [
            {**level, "count": len(counts), "fewest": min(counts), "most": max(counts)}
            for level in ranked(portal)
            if (counts := lengths.get(level["entry"].id))
        ],
        "categories": [
            {"entry": each, "count": sum(row.outcome.category == each.id for row in table.rows)} for each in portal.categories.categories
        ],
        "checks": list(PROOFS),
        "examples": len(severity.examples) + len(severity.cases),
        "rows": rule_rows(portal),
        "graph": draw_graph(table),
    }
