"""Compiled rules, with the way from names to numbers and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .diagram import Diagram
from .rule_pack import RulePack, index_of
from .unknowns import UNSURE


@dataclass(frozen=True)
class Rules:
    """The rules in both forms: as numbers, and as a diagram."""

    pack: RulePack
    diagram: Diagram

    def numbers(self, answers: Mapping[str, str]) -> dict[int, int]:
        """Turn `{question: answer}` into numbers; the answer `unsure` is known. Raises KeyError for an unknown id."""
        numbered = {}
        for question, answer in answers.items():
            number = self.pack.number_of(question)
            numbered[number] = UNSURE if answer == "unsure" else index_of(self.pack.questions[number].answers, answer)
        return numbered

    def names(self, answers: Mapping[int, int]) -> dict[str, str]:
        """Turn numbers back into `{question: answer}`, in the order of the questions."""
        questions = self.pack.questions
        return {questions[q].id: "unsure" if a == UNSURE else questions[q].answers[a] for q, a in sorted(answers.items())}
