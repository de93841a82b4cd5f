"""The diagram says the same as the rules, and proves what it claims to prove."""

import random
from itertools import product

import pytest

from macros.rules.decision import compile_diagram, decide_slowly, level_of
from macros.rules.monotony import find_a_milder_answer
from macros.rules.proofs import monotone, prove, single_valued, total
from macros.rules.rule_pack import RulePack
from macros.rules.unknowns import UNSURE, judge, walk
from tests.unit.policy_samples import big_policy, random_policy

SEEDS = range(250)


def all_answers(pack: RulePack) -> list[tuple[int, ...]]:
    return list(product(*(range(len(question.answers)) for question in pack.questions)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_diagram_decides_as_the_rules_do(seed: int) -> None:
    pack = random_policy(random.Random(seed))
    diagram = compile_diagram(pack)
    for answers in all_answers(pack):
        assert diagram.end_of(answers) == decide_slowly(pack, answers)


@pytest.mark.parametrize("seed", SEEDS)
def test_proofs_agree_with_looking_at_every_combination(seed: int) -> None:
    pack = random_policy(random.Random(seed))
    diagram = compile_diagram(pack)
    verdicts = {answers: decide_slowly(pack, answers) for answers in all_answers(pack)}
    possible = [outcome for outcome in verdicts.values() if outcome.impossible is None]
    has_gap = any(outcome.rule is None or outcome.category_rule is None for outcome in possible)
    assert bool(list(total(pack, diagram))) == has_gap
    assert bool(list(single_valued(pack, diagram))) == any(outcome.rival is not None for outcome in possible)
    if not has_gap:
        assert bool(list(monotone(pack, diagram))) == any(_is_milder(pack, verdicts, answers) for answers in verdicts)
    assert sum(diagram.counts) == len(verdicts)


def _is_milder(pack: RulePack, verdicts: dict, answers: tuple[int, ...]) -> bool:
    """Whether making one of the answers worse gives a milder level."""
    level = level_of(pack, verdicts[answers])
    for question, answer in enumerate(answers):
        for worse in range(answer + 1, len(pack.questions[question].answers)):
            other = level_of(pack, verdicts[(*answers[:question], worse, *answers[question + 1 :])])
            if level is not None and other is not None and other > level:
                return True
    return False


@pytest.mark.parametrize("seed", range(60))
def test_an_unsure_reader_sees_every_possible_level_and_never_a_milder_one(seed: int) -> None:
    chance = random.Random(seed)
    pack = random_policy(chance)
    diagram = compile_diagram(pack)
    if any(outcome.impossible is None and None in (outcome.rule, outcome.category_rule) for outcome in diagram.ends):
        return
    for _ in range(20):
        answers = {q: chance.choice((UNSURE, chance.randrange(size))) for q, size in enumerate(diagram.sizes)}
        fits = [a for a in all_answers(pack) if all(answers[q] in (UNSURE, a[q]) for q in answers)]
        levels = {level_of(pack, decide_slowly(pack, a)) for a in fits} - {None}
        verdict = judge(pack, diagram, answers)
        assert set(verdict.levels) == levels
        assert verdict.level == min(levels, default=None)


def test_the_walk_asks_only_what_still_matters() -> None:
    pack = big_policy(0)
    diagram = compile_diagram(pack)
    chance = random.Random(1)
    for _ in range(200):
        answers = {q: chance.randrange(4) for q in range(10)}
        way = walk(diagram, answers)
        assert way.next is None
        for left_out in set(answers) - set(way.asked):
            for other in range(4):
                assert diagram.end_of([(answers | {left_out: other})[q] for q in range(10)]) == diagram.ends[way.ends[0]]


@pytest.mark.parametrize("seed", range(3))
def test_a_million_combinations_are_compiled_and_proven(seed: int) -> None:
    pack = big_policy(seed)
    diagram = compile_diagram(pack)
    proof = prove(pack, diagram)
    assert sum(diagram.counts) == 4**10
    assert not [finding for finding in proof.findings if "decides nothing" not in finding.found]
    by_level = diagram.map_ends(lambda end: level_of(pack, end))
    assert not any(find_a_milder_answer(by_level, question) for question in range(10))
