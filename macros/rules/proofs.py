"""Prove a compiled policy, or show in words where it fails.

Every check works on the diagram, so it covers all combinations of answers without listing them. A finding names its
place in the data file as a path (`("rules", 3)`), which the portal turns into a line and a column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .counter_examples import Finding, as_row, case_of, in_words, nearest_rules, outcome_of
from .decision import category_of, level_of
from .diagram import Diagram
from .monotony import find_a_milder_answer
from .rule_pack import RulePack

Check = Callable[[RulePack, Diagram], Iterator[Finding]]
ENTRIES = ("rules", "caps", "category_rules", "impossible")


class Proof(NamedTuple):
    """What was checked, in words, and what was found. No findings means that the policy is proven."""

    checks: tuple[str, ...]
    findings: tuple[Finding, ...]


def total(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """Every combination of answers has a level and a category, or is listed as impossible."""
    gap = diagram.path_to(lambda end: end.impossible is None and end.rule is None)
    if gap is not None and pack.rules:
        near = nearest_rules(pack, gap)
        names = " and ".join(f"'{pack.rules[i].id}' ({pack.levels[pack.rules[i].level]})" for i in near)
        yield Finding(
            ("rules", near[0]),
            f"no rule holds when {in_words(pack, gap)}",
            "a level for every combination of answers",
            f"nearest rules: {names}. Add {as_row(pack, gap, pack.rules[near[0]].level)}, or list it under impossible",
        )
    gap = diagram.path_to(lambda end: end.impossible is None and end.category_rule is None)
    if gap is not None:
        found = f"no category rule holds when {in_words(pack, gap)}"
        yield Finding(("category_rules",), found, "a category for every combination of answers")


def single_valued(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """No combination of answers has two categories, and of several levels the worst holds."""
    clash = diagram.path_to(lambda end: end.rival is not None)
    if clash is None:
        return
    outcome = outcome_of(diagram, clash)
    first, second = (pack.category_rules[i].id for i in (outcome.category_rule, outcome.rival))
    yield Finding(
        ("category_rules", outcome.rival),
        f"'{first}' and '{second}' both hold when {in_words(pack, clash)}",
        "one category for every combination of answers",
        "narrow the conditions of one of them",
    )


def monotone(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """A worse answer never gives a milder level."""
    by_level = diagram.map_ends(lambda end: level_of(pack, end))
    for number, question in enumerate(pack.questions):
        found = find_a_milder_answer(by_level, number)
        if found is None:
            continue
        mild, severe, others = found
        before, after = (outcome_of(diagram, {**others, number: answer}) for answer in (mild, severe))
        names = [pack.levels[level_of(pack, outcome)] for outcome in (before, after)]
        yield Finding(
            ("caps", after.cap) if after.cap is not None else ("rules", after.rule),
            f"'{question.answers[severe]}' gives {names[1]}, and the milder '{question.answers[mild]}' gives {names[0]}, "
            f"when {in_words(pack, others)}",
            f"a worse answer to '{question.id}' never gives a milder level",
            f"swap the two answers, or add {as_row(pack, {**others, number: severe}, level_of(pack, before))}",
        )


def no_dead_entry(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """Every rule, cap, category rule and impossible combination decides at least one case."""
    for field, name in enumerate(ENTRIES):
        alive = {outcome[field] for outcome in diagram.ends}
        for number, entry in enumerate(getattr(pack, name)):
            if number not in alive:
                hint = _why_dead(pack, diagram, name, number)
                yield Finding((name, number), f"'{entry.id}' decides nothing", "an entry that decides a case", hint)


def _why_dead(pack: RulePack, diagram: Diagram, name: str, number: int) -> str:
    case = case_of(pack, getattr(pack, name)[number].clause)
    if case is None:
        return "its conditions are never true together"
    outcome = outcome_of(diagram, case)
    winner = outcome[ENTRIES.index(name)]
    if name != "caps" and winner is not None and winner >= 0:
        return f"when {in_words(pack, case)}, '{getattr(pack, name)[winner].id}' wins"
    return "remove it, or widen its conditions"


def no_idle_question(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """Every question changes the outcome of at least one case."""
    asked = {node.question for node in diagram.nodes}
    for number, question in enumerate(pack.questions):
        if number not in asked:
            yield Finding(("questions", number), f"'{question.id}' changes nothing", "a question that decides a case")


def everything_reachable(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """Every level and every category is the answer to at least one case."""
    levels = {level_of(pack, end) for end in diagram.ends}
    categories = {category_of(pack, end) for end in diagram.ends}
    for number, level in enumerate(pack.levels):
        if number not in levels:
            yield Finding(("rules",), f"no case comes to {level}", "each level is reached", "add a rule for it")
    for number, category in enumerate(pack.categories):
        if number not in categories:
            yield Finding(("category_rules",), f"no case comes to '{category}'", "each category is reached")


def red_flags_first(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """The levels named as red flags are reached within the stated number of answers."""
    levels, within = pack.red_flags
    for level in levels:
        longest = diagram.path_to(lambda end, level=level: level_of(pack, end) == level, prefer=max)
        if longest is not None and len(longest) > within:
            yield Finding(
                ("red_flags", "within"),
                f"{pack.levels[level]} takes {len(longest)} answers when {in_words(pack, longest)}",
                f"at most {within} answers",
                "ask the questions that decide it first",
            )


def caps_are_lifted(pack: RulePack, diagram: Diagram) -> Iterator[Finding]:
    """The answer that lifts a cap gives the level that the rules alone give."""
    for number, cap in enumerate(pack.caps):
        if cap.lifted_by is None:
            continue
        question, answer = cap.lifted_by
        for way, end in diagram.ways():
            if end.cap != number or question not in way:
                continue
            lifted = {q: (answer if q == question else answers[0]) for q, answers in way.items()}
            after = outcome_of(diagram, lifted)
            if level_of(pack, after) != pack.rules[end.rule].level:
                yield Finding(
                    ("caps", number, "lifted_by"),
                    f"'{pack.questions[question].answers[answer]}' does not lift '{cap.id}' when {in_words(pack, lifted)}",
                    f"level {pack.levels[pack.rules[end.rule].level]}, as without the cap",
                )
                break


CHECKS: tuple[Check, ...] = (
    total,
    single_valued,
    monotone,
    no_dead_entry,
    no_idle_question,
    everything_reachable,
    red_flags_first,
    caps_are_lifted,
)


def prove(pack: RulePack, diagram: Diagram) -> Proof:
    """Run every check and return what they found, each check described by its first line."""
    words = tuple((check.__doc__ or check.__name__).strip().splitlines()[0] for check in CHECKS)
    return Proof(words, tuple(finding for check in CHECKS for finding in check(pack, diagram)))
