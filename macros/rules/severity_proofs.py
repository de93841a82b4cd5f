"""Prove a severity table, or show in words where it fails.

Each check is a loop over the table, so it covers every set of answers. A finding names its place in `severity.yml` as a
path (`("rules", 3)`), which the check of the facts turns into a line and a column.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ..facts.severity import When
from .severity_table import Answers, Outcome, SeverityTable, holds

KINDS = {"rules": "rule", "exclusions": "exclusion", "category_rules": "category_rule", "impossible": "impossible"}
"""The lists of `severity.yml` whose entries decide something, with the field of `Outcome` that names the deciding one."""


class ProofFinding(NamedTuple):
    """A failed check: the path to the place in the data file, what was found, what was expected, and a hint."""

    path: tuple[str | int, ...]
    found: str
    expected: str
    hint: str = ""


def in_words(answers: Answers) -> str:
    """Write answers as `works is 'nothing', affected is 'everybody'`."""
    return ", ".join(f"{question} is '{answer}'" for question, answer in answers.items()) or "nothing is answered"


def as_rule(answers: Answers, level: str) -> str:
    """Write a proposed rule the way the data file has it."""
    when = ", ".join(f"{question}: [{answer}]" for question, answer in answers.items())
    return f"{{when: {{{when}}}, level: {level}}}"


def total(table: SeverityTable) -> Iterator[ProofFinding]:
    """Every set of answers has a level, or is listed as impossible."""
    gaps = [table.when(row) for row in table.rows if row.outcome.rule is None and row.outcome.impossible is None]
    if not gaps:
        return
    gap = min(gaps, key=len)
    rules = table.severity.rules

    def unmet(number: int) -> tuple[int, int]:
        conditions = rules[number].when.items()
        return sum(1 for question, allowed in conditions if gap.get(question) not in allowed), table.levels.index(rules[number].level)

    near = sorted(range(len(rules)), key=unmet)[:2]
    names = " and ".join(f"'{rules[number].id}' ({rules[number].level})" for number in near)
    yield ProofFinding(
        ("rules", near[0]),
        f"no rule holds when {in_words(gap)}",
        "a level for every combination of answers",
        f"nearest rules: {names}. Add {as_rule(gap, rules[near[0]].level)}, or list it under impossible",
    )


def single_valued(table: SeverityTable) -> Iterator[ProofFinding]:
    """No set of answers has two categories, and of several levels the worst holds."""
    clashes = [row for row in table.rows if row.outcome.rival is not None]
    if not clashes:
        return
    row = min(clashes, key=lambda row: len(table.when(row)))
    yield ProofFinding(
        ("category_rules", _number_of(table, "category_rules", row.outcome.rival)),
        f"'{row.outcome.category_rule}' and '{row.outcome.rival}' both hold when {in_words(table.when(row))}",
        "one category for every combination of answers",
        "narrow the conditions of one of them",
    )


def monotone(table: SeverityTable) -> Iterator[ProofFinding]:
    """A worse answer never gives a milder level."""
    for number, question in enumerate(table.questions):
        if question.ordered:
            yield from _first_milder(table, number)


def _first_milder(table: SeverityTable, number: int) -> Iterator[ProofFinding]:
    question = table.questions[number]
    ids = [answer.id for answer in question.answers]
    for row in table.rows:
        mild, level = row.answers[number], row.outcome.level
        if mild is None or level is None:
            continue
        milder = sum(table.at_level[each] for each in table.levels[table.levels.index(level) + 1 :])
        others = {key: value for key, value in table.when(row).items() if key != question.id}
        for severe in ids[ids.index(mild) + 1 :]:
            found = table.mask({**others, question.id: severe}) & milder
            if not found:
                continue
            after = table.rows[(found & -found).bit_length() - 1]
            others = {key: value for key, value in (others | table.when(after)).items() if key != question.id}
            yield ProofFinding(
                _place_of(table, after.outcome),
                f"'{severe}' gives {after.outcome.level}, and the milder '{mild}' gives {level}, when {in_words(others)}",
                f"a worse answer to '{question.id}' never gives a milder level",
                f"swap the two answers, or add {as_rule({**others, question.id: severe}, level)}",
            )
            return


def _place_of(table: SeverityTable, outcome: Outcome) -> tuple[str | int, ...]:
    if outcome.exclusion is not None:
        return "exclusions", _number_of(table, "exclusions", outcome.exclusion)
    return "rules", _number_of(table, "rules", outcome.rule)


def no_dead_entry(table: SeverityTable) -> Iterator[ProofFinding]:
    """Every rule, exclusion, category rule and impossible combination decides at least one case."""
    for kind, field in KINDS.items():
        deciding = {getattr(row.outcome, field) for row in table.rows}
        for number, entry in enumerate(getattr(table.severity, kind)):
            if entry.id not in deciding:
                hint = _why_dead(table, entry.when, field)
                yield ProofFinding((kind, number), f"'{entry.id}' decides nothing", "an entry that decides a case", hint)


def _why_dead(table: SeverityTable, when: When, field: str) -> str:
    path = next((path for path in table.paths if holds(when, table.when(path))), None)
    if path is None:
        return "its conditions are never true together"
    winner = path.outcome.impossible or getattr(path.outcome, field)
    if winner is None:
        return "remove it, or widen its conditions"
    case = {question: answer for question, answer in table.when(path).items() if question in when}
    return f"when {in_words(case)}, '{winner}' wins"


def no_idle_question(table: SeverityTable) -> Iterator[ProofFinding]:
    """Every question changes the outcome of at least one case."""
    for number, question in enumerate(table.questions):
        if not any(row.answers[number] for row in table.rows):
            yield ProofFinding(("questions", number), f"'{question.id}' changes nothing", "a question that decides a case")


def everything_reachable(table: SeverityTable) -> Iterator[ProofFinding]:
    """Every level and every category is the answer to at least one case."""
    levels = {row.outcome.level for row in table.rows}
    categories = {row.outcome.category for row in table.rows}
    for level in table.levels:
        if level not in levels:
            yield ProofFinding(("rules",), f"no case comes to {level}", "each level is reached", "add a rule for it")
    for category in table.categories:
        if category not in categories:
            yield ProofFinding(("category_rules",), f"no case comes to '{category}'", "each category is reached")


def red_flags_first(table: SeverityTable) -> Iterator[ProofFinding]:
    """The levels named as red flags are reached within the stated number of answers."""
    flags = table.severity.red_flags
    for level in flags.levels:
        longest = max((table.when(row) for row in table.rows if row.outcome.level == level), key=len, default={})
        if len(longest) > flags.within:
            yield ProofFinding(
                ("red_flags", "within"),
                f"{level} takes {len(longest)} answers when {in_words(longest)}",
                f"at most {flags.within} answers",
                "ask the questions that decide it first",
            )


def exclusions_are_lifted(table: SeverityTable) -> Iterator[ProofFinding]:
    """The answer that lifts an exclusion gives the level that the rules alone give."""
    levels = {rule.id: rule.level for rule in table.severity.rules}
    for number, exclusion in enumerate(table.severity.exclusions):
        for row in table.rows:
            if row.outcome.exclusion != exclusion.case:
                continue
            expected = levels[row.outcome.rule or ""]
            lifted = {**table.when(row), **exclusion.lifted_by}
            if any(other.outcome.level != expected for other in table.possible(lifted)):
                (answer,) = exclusion.lifted_by.values()
                yield ProofFinding(
                    ("exclusions", number, "lifted_by"),
                    f"'{answer}' does not lift '{exclusion.case}' when {in_words(lifted)}",
                    f"level {expected}, as without the exclusion",
                )
                break


def _number_of(table: SeverityTable, kind: str, wanted: str | None) -> int:
    return [entry.id for entry in getattr(table.severity, kind)].index(wanted)


PROOFS: Mapping[str, Callable[[SeverityTable], Iterator[ProofFinding]]] = {
    (proof.__doc__ or "").splitlines()[0]: proof
    for proof in (
        total,
        single_valued,
        monotone,
        no_dead_entry,
        no_idle_question,
        everything_reachable,
        red_flags_first,
        exclusions_are_lifted,
    )
}
"""What is proven, in words, and how."""


def prove(table: SeverityTable) -> list[ProofFinding]:
    """Run every proof and return what fails. Nothing found means that the rules are proven."""
    return [finding for proof in PROOFS.values() for finding in proof(table)]
