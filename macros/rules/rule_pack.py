"""A policy as the engine sees it: questions, rules, caps and categories, with every name turned into a number.

Answers are numbered from mild (0) to severe, levels from worst (0) to mildest, both in the order of the data files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Conditions = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Clause:
    """All of its conditions must hold: pairs of a question's number and the set of answers (as bits) that fit it."""

    needs: tuple[tuple[int, int], ...]

    def holds(self, answers: Sequence[int | None]) -> bool:
        """Say whether the given answers (None where a question is hidden) meet every condition."""
        return all(answers[q] is not None and fits >> answers[q] & 1 for q, fits in self.needs)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; it is put when it has no `shown_if`, or when at least one of these clauses holds."""

    id: str
    answers: tuple[str, ...]
    shown_if: tuple[Clause, ...] = ()
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the policy: when the clause holds, the level is at least this bad."""

    id: str
    clause: Clause
    level: int


@dataclass(frozen=True, slots=True)
class Cap:
    """An exclusion: when the clause holds, nothing is worse than `at`, except the levels it spares."""

    id: str
    clause: Clause
    at: int
    spares: frozenset[int] = frozenset()
    lifted_by: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """When the clause holds, the problem belongs to this category."""

    id: str
    clause: Clause
    category: int


@dataclass(frozen=True, slots=True)
class Impossible:
    """Answers that cannot be true together."""

    id: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class RulePack:
    """Everything that decides a verdict. `otherwise` is the category that holds when no category rule does."""

    levels: tuple[str, ...]
    categories: tuple[str, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    caps: tuple[Cap, ...] = ()
    category_rules: tuple[CategoryRule, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    otherwise: int | None = 0
    unsure_category: int = 0
    red_flags: tuple[tuple[int, ...], int] = ((), 0)

    def number_of(self, question: str) -> int:
        """Return a question's number. Raises KeyError for an unknown id."""
        return index_of((q.id for q in self.questions), question)


def index_of(ids: Iterable[str], wanted: str) -> int:
    """Return the place of an id in its order. Raises KeyError when it is not there."""
    for place, found in enumerate(ids):
        if found == wanted:
            return place
    raise KeyError(wanted)


def clause(questions: Sequence[Question], when: Conditions) -> Clause:
    """Turn `{question: [answers]}` into numbers. Raises KeyError for an unknown question or answer."""
    needs = []
    for question_id, allowed in when.items():
        number = index_of((q.id for q in questions), question_id)
        bits = 0
        for answer in allowed:
            bits |= 1 << index_of(questions[number].answers, answer)
        needs.append((number, bits))
    return Clause(tuple(sorted(needs)))
