"""A verdict as plain values: for the command line, for CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from ..facts.severity import SeverityFile
from ..portal import Portal
from .clock import hours_of, read_clock
from .compiled import Rules
from .coverage import cover_in, find_cover
from .severity_rules import compile_rules
from .unknowns import Verdict, judge, walk
from .verdict_code import Layout, decode, encode


@dataclass(frozen=True)
class Classification:
    """One case: the answers that counted, and the verdict (None where the answers cannot be true together)."""

    answers: dict[str, str]
    missing: tuple[str, ...]
    verdict: Verdict
    code: str | None


class Classifier:
    """The compiled rules of a portal, ready to judge cases."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.rules: Rules = compile_rules(portal)
        self.severity: SeverityFile = portal.severity

    def classify(self, answers: Mapping[str, str]) -> Classification:
        """Judge answers by question id; what is not answered counts as unsure. Raises KeyError for an unknown id."""
        pack, diagram = self.rules.pack, self.rules.diagram
        given = self.rules.numbers(answers)
        unsure = dict.fromkeys(range(len(diagram.sizes)), -1)
        asked = walk(diagram, unsure | given).asked
        put = {question: given.get(question, -1) for question in asked}
        verdict = judge(pack, diagram, put)
        missing = tuple(pack.questions[question].id for question in asked if question not in given)
        code = None
        if verdict.level is not None:
            code = encode(self.layouts()[self.severity.version], verdict.level, verdict.category, put)
        return Classification(self.rules.names(put), missing, verdict, code)

    def layouts(self) -> dict[int, Layout]:
        """Return the layout of the codes of every version."""
        pack = self.rules.pack
        sizes = {
            change.version: tuple(len(answers) for answers in change.layout.values())
            for change in self.severity.changes
            if change.layout is not None
        } | {self.severity.version: self.rules.diagram.sizes}
        return {version: Layout(version, pack.levels, pack.categories, each) for version, each in sizes.items()}

    def answers_of_code(self, code: str) -> tuple[int, dict[str, str]]:
        """Return the version of a code and its answers by id. Raises `CodeRefused`.

        Answers of an older version are named by that version's questions; some may be unknown today.
        """
        said = decode(self.layouts(), code)
        layout = next(change.layout for change in self.severity.changes if change.version == said.version)
        if layout is None:
            return said.version, self.rules.names(said.answers)
        questions = list(layout.items())
        named = {questions[q][0]: "unsure" if a < 0 else questions[q][1][a] for q, a in said.answers.items()}
        return said.version, named

    def link(self, case: Classification, page: str) -> str:
        """Return the address of the verdict on a page."""
        return f"{page}?{urlencode({'v': self.severity.version, **case.answers})}"

    def explain(self, case: Classification, now: datetime) -> dict[str, Any]:
        """Return everything about a verdict as plain values, keys stable."""
        verdict, portal = case.verdict, self.portal
        base = {"version": self.severity.version, "answers": case.answers, "missing": list(case.missing)}
        if verdict.level is None:
            entry = self.severity.impossible[verdict.outcome.impossible]
            return base | {"level": None, "impossible": entry.id, "because": entry.because}
        level, category = portal.levels.levels[verdict.level], portal.categories.categories[verdict.category]
        rule = self.severity.rules[verdict.outcome.rule]
        cap = self.severity.caps[verdict.outcome.cap] if verdict.outcome.cap is not None else None
        by_category = (
            self.severity.otherwise if verdict.outcome.category_rule < 0 else self.severity.category_rules[verdict.outcome.category_rule]
        )
        readings = [*rule.open_questions, *(cap.open_questions if cap else ()), *by_category.open_questions]
        return base | {
            "level": level.id,
            "label": f"{level.label} {level.word}",
            "category": category.id,
            "code": case.code,
            "possible_levels": [portal.levels.levels[each].id for each in verdict.levels],
            "possible_categories": [portal.categories.categories[each].id for each in verdict.categories],
            "find_out": None if verdict.find_out is None else self.rules.pack.questions[verdict.find_out].id,
            "rule": rule.id,
            "because": rule.because,
            "cap": cap.case if cap else None,
            "cap_because": cap.because if cap else None,
            "category_because": by_category.because if len(verdict.categories) == 1 else self.severity.unsure.category_text,
            "readings": list(dict.fromkeys(readings)),
            "now": self._now(level.id, category.id, now),
        }

    def _now(self, level: str, category: str, now: datetime) -> dict[str, Any]:
        schedules = {each.id: hours_of(each) for each in self.portal.schedules.schedules if not each.always_open}
        readings = {name: read_clock(hours, now) for name, hours in schedules.items()}
        open_now = {name for name, reading in readings.items() if reading.open}
        state = next(state for state in self.portal.schedules.states if set(state.open) == open_now)
        cover = find_cover(self.portal.coverage, category, level)
        changes = [reading.changes for reading in readings.values() if reading.changes is not None]
        return {
            "at": now.isoformat(timespec="seconds"),
            "state": state.id,
            "cover": cover_in(cover, state),
            "do": next(each.do for each in cover.states if each.state == state.id),
            "until": min(changes).isoformat(timespec="seconds") if changes else None,
        }
