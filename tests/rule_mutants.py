"""Change every rule, exclusion and order of answers once, to see whether the proofs notice."""

from collections.abc import Iterator
from typing import Any

from macros.facts.severity import SeverityFile
from macros.portal import Portal
from tests.severity_samples import portal_of


def yield_mutants(facts: Portal) -> Iterator[tuple[str, Portal]]:
    """Yield what was changed and the portal with it, for every mutant of the rules."""
    severity = facts.severity
    for name, changed in (*_rules(facts), *_conditions(severity), *_categories(facts), *_removals(severity), *_orders(severity)):
        yield name, portal_of(changed, facts.levels)
    for name, not_critical in _capped_levels(facts):
        yield name, portal_of(severity, facts.levels.model_copy(update={"not_critical": not_critical}))


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
    for name in ("rules", "exclusions", "category_rules", "impossible"):
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
    for number, exclusion in enumerate(severity.exclusions):
        (question, lifting), *_ = exclusion.lifted_by.items()
        for answer in known[question]:
            if answer != lifting:
                yield f"{exclusion.case}: lifted by {answer}", _replace(severity, "exclusions", number, lifted_by={question: answer})


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
    for name in ("rules", "exclusions", "category_rules", "impossible"):
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


def _capped_levels(facts: Portal) -> Iterator[tuple[str, Any]]:
    not_critical = facts.levels.not_critical
    for level in facts.levels.levels:
        if level.id != not_critical.capped_at:
            yield f"capped at {level.id}", not_critical.model_copy(update={"capped_at": level.id})
    yield "nothing is spared", not_critical.model_copy(update={"never_applied_to": ()})
    for level in facts.levels.levels:
        if level.id not in not_critical.never_applied_to:
            spared = (*not_critical.never_applied_to, level.id)
            yield f"{level.id} is spared too", not_critical.model_copy(update={"never_applied_to": spared})
