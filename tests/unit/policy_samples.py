"""Policies to try the engine on: small random ones, and a big one of the size the budgets speak of."""

import random

from macros.rules.rule_pack import Cap, CategoryRule, Clause, Impossible, Question, Rule, RulePack

LEVELS = ("p0", "p1", "p2", "p3", "p4", "p5")


def big_policy(seed: int, questions: int = 10, answers: int = 4, rules: int = 60) -> RulePack:
    """A policy of 4**10 combinations and 60 rules, every one monotone because a condition is "this answer or worse"."""
    chance = random.Random(seed)
    everything = (1 << answers) - 1
    asked = tuple(Question(f"q{n}", tuple(f"a{m}" for m in range(answers))) for n in range(questions))

    def at_least(count: int) -> Clause:
        chosen = sorted(chance.sample(range(questions), count))
        return Clause(tuple((q, everything & ~((1 << chance.randint(1, answers - 1)) - 1)) for q in chosen))

    levels = [Rule("always", Clause(()), 5)]
    levels += [Rule(f"r{n}", at_least(chance.randint(2, 4)), chance.randint(0, 4)) for n in range(rules - 6)]
    caps = (Cap("cap", Clause(((questions - 1, 1),)), 3, frozenset({0})),)
    categories = tuple(CategoryRule(f"c{n}", at_least(chance.randint(1, 2)), 1) for n in range(4))
    return RulePack(LEVELS, ("operational", "platform"), asked, tuple(levels), caps, categories)


def random_policy(chance: random.Random) -> RulePack:
    """A small policy that need not be good: hidden questions, overlaps, gaps, impossible combinations."""
    sizes = [chance.randint(2, 4) for _ in range(chance.randint(2, 4))]

    def some(before: int) -> Clause:
        chosen = sorted(chance.sample(range(before), chance.randint(0, min(before, 3))))
        return Clause(tuple((q, chance.randint(1, (1 << sizes[q]) - 1)) for q in chosen))

    asked = tuple(
        Question(f"q{n}", tuple(f"a{m}" for m in range(size)), tuple(some(n) for _ in range(chance.randint(0, 2))) if n else ())
        for n, size in enumerate(sizes)
    )
    count = len(sizes)
    return RulePack(
        LEVELS,
        ("operational", "platform"),
        asked,
        tuple(Rule(f"r{n}", some(count), chance.randint(0, 5)) for n in range(chance.randint(1, 6))),
        tuple(Cap(f"cap{n}", some(count), chance.randint(0, 5), frozenset({0})) for n in range(chance.randint(0, 2))),
        tuple(CategoryRule(f"c{n}", some(count), chance.randint(0, 1)) for n in range(chance.randint(0, 3))),
        tuple(Impossible(f"i{n}", some(count)) for n in range(chance.randint(0, 1))),
        otherwise=chance.choice((None, 0)),
    )
