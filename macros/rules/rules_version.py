"""The verdicts of a version never change: a changed set of rules needs a new version, so that old links stay honest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from ..sources.problems import Problem
from ..sources.yaml_file import Source
from .compiled import Rules
from .decision import category_of, level_of
from .diagram import Outcome
from .proofs import prove
from .severity_rules import Facts, can_compile, compile_rules

HINT = (
    "these rules give other verdicts than those noted for version {version}. When that version is published, count 'version' up, say"
    " under 'changes' what changed, and note the new rules there; the old version keeps its note and gets a 'layout'"
)


def check_rules_version(facts: Facts, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield a problem when sound rules are not those that their version was noted with."""
    if facts.severity is None or not can_compile(facts, sources["severity"]):
        return
    rules = compile_rules(facts)
    if any(prove(rules.pack, rules.diagram).findings):
        return  # what is wrong with them comes first
    version, noted = facts.severity.version, facts.severity.changes[-1].rules
    found = verdicts_hash(rules)
    if noted != found:
        path = ("changes", version - 1, "rules")
        yield sources["severity"].problem(path, noted or "nothing", f'rules: "{found}"', HINT.format(version=version))


def verdicts_hash(rules: Rules) -> str:
    """Return a short hash of which answers lead to which level and category, however the rules that say so are written."""
    pack = rules.pack
    diagram = rules.diagram.map_ends(lambda end: _verdict_of(rules, end))
    order: dict[int, int] = {}

    def walk(at: int) -> object:
        if at < 0:
            return diagram.ends[-1 - at]
        if at in order:
            return order[at]
        order[at] = len(order)
        return [diagram.nodes[at].question, *map(walk, diagram.nodes[at].children)]

    told = [{question.id: question.answers for question in pack.questions}, walk(diagram.root)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def _verdict_of(rules: Rules, end: Outcome) -> tuple[str | None, str | None]:
    level, category = level_of(rules.pack, end), category_of(rules.pack, end)
    return (None if level is None else rules.pack.levels[level], None if category is None else rules.pack.categories[category])
