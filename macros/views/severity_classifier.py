"""The severity classifier: its questions, the rules to read by oneself, every result written out, and the table as data."""

from itertools import groupby
from typing import Any

from ..facts.levels import LevelsFile
from ..facts.severity import SeverityFile
from ..portal import Portal
from ..rules.clock import hours_of
from ..rules.severity_table import Row, SeverityTable
from .arguments import require
from .organisation import misreporting
from .policy import list_changes
from .severity import ranked, tiers_by_id
from .severity_rules import condition_words, rule_rows
from .status import status_hint
from .tickets import evidence
from .verdicts import unsure_sections, verdict_sections

PLACES = "0123456789abcdefghijklmnopqrstuvwxyz"


def severity_classifier(portal: Portal) -> dict[str, Any]:
    """Answer a few questions and read level, category, who answers and what to do. Works on any page, more than once too."""
    severity: SeverityFile = require(portal.severity, "questions", "severity.yml")
    kinds = list(dict.fromkeys(rule.evidence for rule in severity.rules if rule.evidence))
    return {
        "severity": severity,
        "groups": {
            each.id: [(words, list(answers)) for words, answers in groupby(each.as_shown, lambda answer: answer.group)]
            for each in severity.questions
        },
        "asked_if": {each.id: [condition_words(severity, when) for when in each.shown_if] for each in severity.questions},
        "levels": ranked(portal),
        "categories": portal.categories.categories,
        "tiers": tiers_by_id(portal),
        "rows": rule_rows(portal),
        "verdicts": verdict_sections(portal),
        "unsure": unsure_sections(portal),
        "evidence": [evidence(portal, kind)["kinds"][0] for kind in kinds],
        "misreporting": misreporting(portal)["rules"],
        "hint": status_hint(portal) if portal.status else None,
        "changes": list_changes(portal),
        "data": classifier_data(portal),
        "embedded": False,
    }


def classifier_data(portal: Portal) -> dict[str, Any]:
    """Return what the page's script looks up, ready for JSON: the table, the schedules and their states. No rules, no sentences."""
    return {
        **table_data(portal.levels, portal.severity_table),
        "schedules": {each.id: hours_of(each).as_json() for each in portal.schedules.schedules if not each.always_open},
        "states": [{"id": state.id, "open": list(state.open)} for state in portal.states],
        "zone": portal.organisation.time_zone,
        "kindsOnStatusPage": _kinds_on_status_page(portal),
        "classesOnStatusPage": [f"{level}-{each.category}" for each in portal.coverage.covers if each.status_page for level in each.levels],
    }


def _kinds_on_status_page(portal: Portal) -> list[str] | None:
    """Return the kinds of problem that the status page may show, or None when that is not said."""
    return [kind for each in portal.status.audiences for kind in each.kinds] if portal.status and portal.status.audiences else None


def table_data(levels: LevelsFile, table: SeverityTable) -> dict[str, Any]:
    """Return the severity table as `severity-table.js` reads it: each outcome once, the answers of a row as signs."""
    outcomes = list(dict.fromkeys(row.outcome for row in table.rows))
    rules = {rule.id: rule for rule in table.severity.rules}
    return {
        "version": table.severity.version,
        "changes": [
            {"version": change.version, "readings": [{"was": each.was, "now": each.now} for each in change.reads]}
            for change in table.severity.changes
            if change.reads
        ],
        "levels": [{"id": level.id, "critical": level.critical} for level in levels.levels],
        "categories": list(table.categories),
        "unsureCategory": table.severity.unsure.category,
        "questions": [
            {
                "id": question.id,
                "answers": [answer.id for answer in question.answers],
                "followsFrom": list(question.follows_from),
                "ordered": question.ordered,
                "tells": question.tells,
                "offersUnsure": question.offers_unsure,
            }
            for question in table.questions
        ],
        "outcomes": [
            {
                "level": outcome.level,
                "category": outcome.category,
                "rule": outcome.rule,
                "evidence": rules[outcome.rule].evidence if outcome.rule else None,
                "namesNoLevel": rules[outcome.rule].names_no_level if outcome.rule else False,
                "exclusion": outcome.exclusion,
                "categoryRule": outcome.category_rule,
                "impossible": outcome.impossible,
            }
            for outcome in outcomes
        ],
        "rows": [{"answers": _signs(table, row), "outcome": outcomes.index(row.outcome)} for row in table.rows],
    }


def _signs(table: SeverityTable, row: Row) -> str:
    """Write a row's answers with one sign for each question: the answer's place in base 36, or a hyphen."""
    places = [[answer.id for answer in question.answers] for question in table.questions]
    return "".join("-" if answer is None else PLACES[ids.index(answer)] for ids, answer in zip(places, row.answers, strict=True))
