"""Change every rule, cap and order of answers once, to see whether the proofs notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any

from macros.facts.severity import SeverityFile
from macros.portal import Portal
from macros.rules.compiled import Rules
from macros.rules.decision import category_of, level_of


@dataclass
class Mutant:
    """One change: what was done, and the facts with it."""

    name: str
    facts: Any


def yield_mutants(facts: Portal) -> Iterator[Mutant]:
    """Yield every mutant of the rules."""
    severity = facts.severity
    for name, changed in (*_rules(facts), *_conditions(severity), *_categories(facts), *_removals(severity), *_orders(severity)):
        yield Mutant(name, SimpleNamespace(severity=changed, levels=facts.levels, categories=facts.categories))
    for name, not_critical in _cap_levels(facts):
        levels = facts.levels.model_copy(update={"not_critical": not_critical})
        yield Mutant(name, SimpleNamespace(severity=severity, levels=levels, categories=facts.categories))


def _replace(severity: SeverityFile, name: str, number: int, **update: object) -> SeverityFile:
    entries = list(getattr(severity, name))
    entries[number] = entries[number].model_copy(update=update)
    return severity.model_copy(update={name: tuple(entries)})


def _rules(facts: Portal) -> Iterator[tuple[str, SeverityFile]]:
    levels = [level.id for level in facts.levels.levels]
    for number, rule in enumerate(facts.severity.rules):
        for level in levels:
            if level != rule.level:
                yield f"{rule.id}: level {level}", _replace(facts.severity, "rules", number, level=level)


def _conditions(severity: SeverityFile) -> Iterator[tuple[str, SeverityFile]]:
    known = {question.id: [answer.id for answer in question.answers] for question in severity.questions}
    for name in ("rules", "caps", "category_rules", "impossible"):
        for number, entry in enumerate(getattr(severity, name)):
            label = f"{name} {getattr(entry, 'id', None) or entry.case}"
            for question, answers in entry.when.items():
                without = {key: value for key, value in entry.when.items() if key != question}
                yield f"{label}: without {question}", _replace(severity, name, number, when=without)
                for answer in known[question]:
                    toggled = tuple(a for a in known[question] if (a in answers) != (a == answer))
                    if toggled:
                        when = entry.when | {question: toggled}
                        yield f"{label}: {question} {toggled}", _replace(severity, name, number, when=when)
    for number, cap in enumerate(severity.caps):
        (question, lifting), *_ = cap.lifted_by.items()
        for answer in known[question]:
            if answer != lifting:
                yield f"{cap.case}: lifted by {answer}", _replace(severity, "caps", number, lifted_by={question: answer})


def _categories(facts: Portal) -> Iterator[tuple[str, SeverityFile]]:
    severity = facts.severity
    for category in facts.categories.categories:
        for number, rule in enumerate(severity.category_rules):
            if rule.category != category.id:
                yield f"{rule.id}: {category.id}", _replace(severity, "category_rules", number, category=category.id)
        if severity.otherwise.category != category.id:
            otherwise = severity.otherwise.model_copy(update={"category": category.id})
            yield f"otherwise: {category.id}", severity.model_copy(update={"otherwise": otherwise})


def _removals(severity: SeverityFile) -> Iterator[tuple[str, SeverityFile]]:
    for name in ("rules", "caps", "category_rules", "impossible"):
        entries = getattr(severity, name)
        for number in range(len(entries)):
            yield f"without {name} {number}", severity.model_copy(update={name: entries[:number] + entries[number + 1 :]})
    for number, question in enumerate(severity.questions):
        for place in range(len(question.shown_if)):
            left = question.shown_if[:place] + question.shown_if[place + 1 :]
            yield f"{question.id}: without condition {place}", _replace(severity, "questions", number, shown_if=left)


def _orders(severity: SeverityFile) -> Iterator[tuple[str, SeverityFile]]:
    for number, question in enumerate(severity.questions):
        for place in range(len(question.answers) - 1):
            answers = list(question.answers)
            answers[place : place + 2] = answers[place + 1], answers[place]
            yield (
                f"{question.id}: {answers[place].id} before {answers[place + 1].id}",
                _replace(severity, "questions", number, answers=tuple(answers)),
            )


def _cap_levels(facts: Portal) -> Iterator[tuple[str, Any]]:
    not_critical = facts.levels.not_critical
    for level in facts.levels.levels:
        if level.id != not_critical.capped_at:
            yield f"caps at {level.id}", not_critical.model_copy(update={"capped_at": level.id})
    yield "caps spare nothing", not_critical.model_copy(update={"never_applied_to": ()})
    for level in facts.levels.levels:
        if level.id not in not_critical.never_applied_to:
            spared = (*not_critical.never_applied_to, level.id)
            yield f"caps spare {level.id} too", not_critical.model_copy(update={"never_applied_to": spared})


def same_verdicts(one: Rules, other: Rules) -> bool:
    """Whether both give the same level and category, told by their names, to every combination of answers."""
    names = {question.id: question.answers for question in one.pack.questions}
    return all(
        _verdict(one, dict(zip(names, answers, strict=True))) == _verdict(other, dict(zip(names, answers, strict=True)))
        for answers in product(*names.values())
    )


def _verdict(rules: Rules, answers: dict[str, str]) -> tuple[str | None, str | None]:
    numbers = rules.numbers(answers)
    end = rules.diagram.end_of([numbers[question] for question in range(len(numbers))])
    level, category = level_of(rules.pack, end), category_of(rules.pack, end)
    return (
        None if level is None else rules.pack.levels[level],
        None if category is None else rules.pack.categories[category],
    )
