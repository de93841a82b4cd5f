"""Each example comes out as its author says: the sentences of the severity table, and the cases beside the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from ..facts.severity import LevelsFile, SeverityFile
from ..sources.problems import Problem
from ..sources.yaml_file import Source
from .compiled import Rules
from .unknowns import judge, walk

Path_ = tuple[str | int, ...]


class Facts(Protocol):
    """The part of a portal that examples rest on."""

    severity: SeverityFile
    levels: LevelsFile


def check_examples(facts: Facts, rules: Rules, source: Source) -> Iterator[Problem]:
    """Yield a problem for each example that comes out otherwise, and for each sentence without answers."""
    level_of = {example.id: level.id for level in facts.levels.levels for example in level.examples}
    given = [example.sentence for example in facts.severity.examples]
    for sentence, level in level_of.items():
        if given.count(sentence) != 1:
            found = f"{given.count(sentence)} entries for the sentence '{sentence}' of {level}"
            yield source.problem(("examples",), found, "the answers of each example sentence, once")
    for number, example in enumerate(facts.severity.examples):
        if example.sentence in level_of:
            expected = (level_of[example.sentence], example.category)
            yield from _check_one(rules, example.answers, expected, source, ("examples", number))
    for number, case in enumerate(facts.severity.cases):
        yield from _check_one(rules, case.answers, (case.level, case.category), source, ("cases", number))


def _check_one(rules: Rules, answers: Mapping[str, str], expected: tuple[str, str], source: Source, path: Path_) -> Iterator[Problem]:
    pack, numbers = rules.pack, rules.numbers(answers)
    way = walk(rules.diagram, numbers)
    if way.next is not None:
        missing = pack.questions[way.next]
        yield source.problem((*path, "answers"), f"no answer to '{missing.id}', which decides here", f"the key '{missing.id}'")
        return
    for number in set(numbers) - set(way.asked):
        question = pack.questions[number].id
        yield source.problem(
            (*path, "answers", question), f"an answer to '{question}', which decides nothing here", "no such key", at_key=True
        )
    verdict = judge(pack, rules.diagram, numbers)
    if verdict.level is None:
        entry = pack.impossible[verdict.outcome.impossible].id
        yield source.problem(path, f"'{entry}' rules these answers out", f"{expected[0]}, {expected[1]}")
        return
    came = (pack.levels[verdict.level], pack.categories[verdict.category])
    if came != expected:
        decided = pack.rules[verdict.outcome.rule].id
        cap = f" and the cap '{pack.caps[verdict.outcome.cap].id}'" if verdict.outcome.cap is not None else ""
        yield source.problem(path, f"{came[0]}, {came[1]} (by the rule '{decided}'{cap})", f"{expected[0]}, {expected[1]}")
