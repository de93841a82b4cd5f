"""The severity classifier: its questions, the rules to read by oneself, every verdict written out, and the diagram as data."""

from __future__ import annotations

from typing import Any

from ..facts.severity import SeverityFile
from ..portal import Portal
from .arguments import require
from .classifier_data import classifier_data
from .conduct import misreporting
from .evidence import evidence
from .severity import ranked, tiers_by_id
from .severity_rules import rule_rows
from .status import status_hint
from .verdicts import verdict_sections


def severity_classifier(portal: Portal) -> dict[str, Any]:
    """Answer a few questions and read level, category, who answers and what to do. Works on any page, more than once too."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    kinds = list(dict.fromkeys(rule.evidence for rule in severity.rules))
    return {
        "severity": severity,
        "levels": ranked(portal),
        "categories": portal.categories.categories,
        "tiers": tiers_by_id(portal),
        "rows": rule_rows(portal),
        "verdicts": verdict_sections(portal),
        "evidence": [evidence(portal, kind)["kinds"][0] for kind in kinds],
        "misreporting": misreporting(portal)["rules"],
        "hint": status_hint(portal) if portal.status else None,
        "data": classifier_data(portal),
    }
