"""What was proven about the severity rules when this site was built."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..facts.severity import SeverityFile
from ..portal import Portal
from ..rules.compiled import Rules
from ..rules.decision import category_of, level_of
from ..rules.decision_table import CSV, JSON, SCHEMA, fingerprint_of
from ..rules.proofs import prove
from ..rules.severity_rules import compile_rules
from .arguments import require
from .question_graph import draw_graph
from .severity import ranked
from .severity_rules import rule_rows


def policy_proof(portal: Portal) -> dict[str, Any]:
    """The proof of the severity rules: counts, checks, version and hash, the rules as tables, the graph of the questions."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    rules = compile_rules(portal)
    diagram = rules.diagram
    by_level: Counter[int | None] = Counter()
    by_category: Counter[int | None] = Counter()
    for end, count in zip(diagram.ends, diagram.counts, strict=True):
        by_level[level_of(rules.pack, end)] += count
        by_category[category_of(rules.pack, end)] += count
    return {
        "severity": severity,
        "fingerprint": fingerprint_of(severity),
        "total": sum(diagram.counts),
        "impossible": by_level[None],
        "levels": [{**level, "count": by_level[number]} for number, level in enumerate(ranked(portal))],
        "categories": [{"entry": each, "count": by_category[number]} for number, each in enumerate(portal.categories.categories)],
        "checks": prove(rules.pack, diagram).checks,
        "examples": len(severity.examples) + len(severity.cases),
        "ways": sum(1 for _ in diagram.ways()),
        "nodes": len(diagram.nodes),
        "answers": _most_answers(rules, portal),
        "rows": rule_rows(portal),
        "graph": draw_graph(rules, severity),
        "files": {"json": JSON, "schema": SCHEMA, "csv": CSV},
    }


def _most_answers(rules: Rules, portal: Portal) -> list[dict[str, Any]]:
    """Return for each level the fewest and the most answers that lead to it."""
    lengths: dict[int, list[int]] = {}
    for way, end in rules.diagram.ways():
        level = level_of(rules.pack, end)
        if level is not None:
            lengths.setdefault(level, []).append(len(way))
    return [{**level, "fewest": min(lengths[n]), "most": max(lengths[n])} for n, level in enumerate(ranked(portal)) if n in lengths]
