"""From `severity.yml` to a proven diagram: the only place where the data's names become the engine's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from ..facts.severity import Cap as CapEntry
from ..facts.severity import CategoriesFile, LevelsFile, SeverityFile
from ..sources.problems import Problem
from ..sources.yaml_file import Source
from .compiled import Rules
from .decision import compile_diagram
from .level_channels import check_level_channels
from .proofs import prove, total
from .rule_names import check_names
from .rule_pack import Cap, CategoryRule, Impossible, Question, Rule, RulePack, clause, index_of
from .severity_examples import check_examples


class Facts(Protocol):
    """The part of a portal that the rules rest on."""

    severity: SeverityFile | None
    levels: LevelsFile
    categories: CategoriesFile


def compile_rules(facts: Facts) -> Rules:
    """Return the compiled rules of a portal."""
    pack = make_pack(facts)
    return Rules(pack, compile_diagram(pack))


def make_pack(facts: Facts) -> RulePack:
    """Return the rules as numbers. Raises KeyError when they name something that does not exist."""
    severity = facts.severity
    levels = tuple(level.id for level in facts.levels.levels)
    categories = tuple(category.id for category in facts.categories.categories)
    questions: list[Question] = []
    for entry in severity.questions:
        shown_if = tuple(clause(questions, when) for when in entry.shown_if)
        questions.append(Question(entry.id, tuple(answer.id for answer in entry.answers), shown_if))
    return RulePack(
        levels,
        categories,
        tuple(questions),
        tuple(Rule(r.id, clause(questions, r.when), levels.index(r.level)) for r in severity.rules),
        tuple(_cap(entry, facts, questions, levels) for entry in severity.caps),
        tuple(CategoryRule(r.id, clause(questions, r.when), categories.index(r.category)) for r in severity.category_rules),
        tuple(Impossible(entry.id, clause(questions, entry.when)) for entry in severity.impossible),
        categories.index(severity.otherwise.category),
        categories.index(severity.unsure.category),
        (tuple(levels.index(level) for level in severity.red_flags.levels), severity.red_flags.within),
    )


def _cap(entry: CapEntry, facts: Facts, questions: list[Question], levels: tuple[str, ...]) -> Cap:
    not_critical = facts.levels.not_critical
    (lifting_question, lifting_answer), *_ = entry.lifted_by.items()
    number = index_of((q.id for q in questions), lifting_question)
    return Cap(
        entry.case,
        clause(questions, entry.when),
        levels.index(not_critical.capped_at),
        frozenset(levels.index(level) for level in not_critical.never_applied_to),
        (number, index_of(questions[number].answers, lifting_answer)),
    )


def check_severity(facts: Facts, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield every failure of the rules: names first, and only when those are right, proofs and examples."""
    if facts.severity is None:
        return
    source = sources["severity"]
    yield from check_level_channels(facts.severity, facts.levels, source)
    yield from check_names(facts.severity, source)
    if not can_compile(facts, source):
        return
    rules = compile_rules(facts)
    for finding in prove(rules.pack, rules.diagram).findings:
        yield source.problem(finding.path, finding.found, finding.expected, finding.hint)
    if not any(total(rules.pack, rules.diagram)):
        yield from check_examples(facts, rules, source)


def can_compile(facts: Facts, source: Source) -> bool:
    """Tell whether every name in the rules is known. Wrong names and dangling references are reported where they are checked."""
    return not any(check_names(facts.severity, source)) and _levels_and_categories_exist(facts)


def _levels_and_categories_exist(facts: Facts) -> bool:
    severity, capped = facts.severity, facts.levels.not_critical
    levels = [rule.level for rule in severity.rules] + list(severity.red_flags.levels)
    levels += [capped.capped_at, *capped.never_applied_to] if capped else []
    categories = [rule.category for rule in severity.category_rules]
    categories += [severity.otherwise.category, severity.unsure.category]
    known = {level.id for level in facts.levels.levels}
    known_categories = {category.id for category in facts.categories.categories}
    return known.issuperset(levels) and known_categories.issuperset(categories) and bool(capped or not severity.caps)
