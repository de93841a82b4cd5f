"""The whole severity table: each reachable set of answers with the level and category that it gives.

People write rules (`severity.yml`); `SeverityTable` is made of them once per load of the portal. Whoever needs a result
looks it up: the proofs, the page's script, `scripts/classify`. Only `evaluate` reads the rules.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from ..facts.levels import CategoriesFile, LevelsFile
from ..facts.severity import Question, SeverityFile, When

LIMIT = 20_000
"""The most sets of answers that a table may have. Beyond it, neither a proof nor a page is quick."""

UNSURE = "unsure"
"""The answer "I am not sure", which every question has besides its own. It leaves all of them possible."""

Answers = Mapping[str, str]


class TooManyAnswers(ValueError):
    """Raised when the questions have more than `LIMIT` reachable sets of answers; `counts` are those up to each question."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__(f"more than {LIMIT} sets of answers")
        self.counts = counts


@dataclass(frozen=True, slots=True)
class Outcome:
    """A level and a category, with the ids of the entries that decide them.

    `level` is None when the answers are impossible together or no rule holds; `category_rule` is None when the category
    is the one for every other case. `rival` is a category rule that also holds and contradicts `category_rule`.
    """

    level: str | None = None
    category: str | None = None
    rule: str | None = None
    exclusion: str | None = None
    category_rule: str | None = None
    impossible: str | None = None
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Answers in the order of the questions (None where a question is not put or decides nothing), and their outcome."""

    answers: tuple[str | None, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What answers lead to while some may be unsure or missing: the deciding row, the levels (worst first) and categories."""

    row: Row
    levels: tuple[str, ...]
    categories: tuple[str, ...]
    most_informative_question: str | None


@dataclass(frozen=True)
class SeverityTable:
    """`rows` cover every complete set of answers exactly once; `paths` are the sets before idle answers were left out."""

    severity: SeverityFile
    levels: tuple[str, ...]
    categories: tuple[str, ...]
    paths: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in the order in which they are put."""
        return self.severity.questions

    def when(self, row: Row) -> dict[str, str]:
        """Return a row's answers by question id."""
        return by_id(self.questions, row.answers)

    def follow(self, answers: Answers) -> tuple[list[str], str | None]:
        """Return the questions that are put one after the other, and the first of them without an answer.

        "I am not sure" ends its branch: what follows from it is put only when it follows from a sure answer as well.
        """
        asked: list[str] = []
        unsure: set[str] = set()
        possible = self._everything
        for number, question in enumerate(self.questions):
            parents = set(question.follows_from)
            if parents & unsure and not parents & set(asked) - unsure:
                unsure.add(question.id)
                continue
            if not possible & self._naming[number]:
                continue
            if question.id not in answers:
                return asked, question.id
            asked.append(question.id)
            if answers[question.id] == UNSURE:
                unsure.add(question.id)
            possible &= self._fitting(number, answers[question.id])
        return asked, None

    def possible(self, answers: Answers) -> list[Row]:
        """Return the rows that the answers leave possible; a missing answer and `unsure` exclude nothing."""
        mask = self.mask(answers)
        return [row for number, row in enumerate(self.rows) if mask >> number & 1]

    def look_up(self, answers: Answers) -> Result:
        """Return what the answers lead to. Of several levels the worst counts."""
        rows = self.possible(answers)
        sound = [row for row in rows if row.outcome.impossible is None]
        if not sound:
            return Result(rows[0], (), (), None)
        levels = tuple(level for level in self.levels if any(row.outcome.level == level for row in sound))
        categories = tuple(each for each in self.categories if any(row.outcome.category == each for row in sound))
        worst = [row for row in sound if row.outcome.level == levels[0]]
        row = next((row for row in worst if row.outcome.category == self.severity.unsure.category), worst[0])
        settled = len(levels) == len(categories) == 1
        return Result(row, levels, categories, None if settled else self.most_informative_question(answers))

    def most_informative_question(self, answers: Answers) -> str | None:
        """Return the open question whose answers narrow the levels and categories most: at worst, then in sum."""
        before = self._spread(answers)
        best, best_score = None, (before, sum(before) * LIMIT)
        for question in self.questions:
            if answers.get(question.id, UNSURE) != UNSURE:
                continue
            spreads = [self._spread({**answers, question.id: answer.id}) for answer in question.answers]
            score = (max(spreads), sum(map(sum, spreads)))
            if score < best_score and score[1] < sum(before) * len(spreads):
                best, best_score = question.id, score
        return best

    def _spread(self, answers: Answers) -> tuple[int, int]:
        mask = self.mask(answers)
        levels = [rank for rank, level in enumerate(self.levels) if mask & self.at_level[level]]
        categories = sum(1 for each in self._in_category.values() if mask & each)
        return (levels[-1] - levels[0], categories - 1) if levels else (0, 0)

    def mask(self, answers: Answers) -> int:
        """Return the rows that the answers leave possible, as bits. Bits keep the proofs of a large table quick."""
        mask = self._everything
        for number, question in enumerate(self.questions):
            if question.id in answers:
                mask &= self._fitting(number, answers[question.id])
        return mask

    def _fitting(self, number: int, answer: str) -> int:
        return self._everything if answer == UNSURE else self._fits[number][answer]

    @cached_property
    def _everything(self) -> int:
        return (1 << len(self.rows)) - 1

    @cached_property
    def _fits(self) -> list[dict[str, int]]:
        return [
            {answer.id: self._bits(row.answers[number] in (None, answer.id) for row in self.rows) for answer in question.answers}
            for number, question in enumerate(self.questions)
        ]

    @cached_property
    def _naming(self) -> list[int]:
        return [self._bits(row.answers[number] is not None for row in self.rows) for number in range(len(self.questions))]

    @cached_property
    def outcomes(self) -> set[tuple[str | None, str | None]]:
        """Each level and category that answers lead to."""
        return {(row.outcome.level, row.outcome.category) for row in self.rows}

    @cached_property
    def at_level(self) -> dict[str, int]:
        """The rows of each level, as bits."""
        return {level: self._bits(row.outcome.level == level for row in self.rows) for level in self.levels}

    @cached_property
    def _in_category(self) -> dict[str, int]:
        return {each: self._bits(row.outcome.category == each for row in self.rows) for each in self.categories}

    @staticmethod
    def _bits(flags: Iterable[bool]) -> int:
        return int("".join("1" if flag else "0" for flag in flags)[::-1] or "0", 2)

    @cached_property
    def hash(self) -> str:
        """A short hash of which answers lead to which level and category, however the rules that say so are written."""
        questions = [[question.id, *(answer.id for answer in question.answers)] for question in self.questions]
        plain = [replace(row, outcome=Outcome(row.outcome.level, row.outcome.category)) for row in self.paths]
        rows = [[*row.answers, row.outcome.level, row.outcome.category] for row in merge_rows(plain)]
        return hashlib.sha256(json.dumps([questions, rows]).encode()).hexdigest()[:12]


def make_table(severity: SeverityFile, levels: LevelsFile, categories: CategoriesFile) -> SeverityTable:
    """Return the whole table of a portal's rules. Raises `TooManyAnswers`; the names in the rules must exist."""
    questions = severity.questions
    paths = tuple(Row(answers, evaluate(severity, levels, by_id(questions, answers))) for answers in reachable_answers(questions))
    level_ids = tuple(level.id for level in levels.levels)
    category_ids = tuple(category.id for category in categories.categories)
    return SeverityTable(severity, level_ids, category_ids, paths, tuple(merge_rows(paths)))


def reachable_answers(questions: Sequence[Question]) -> list[tuple[str | None, ...]]:
    """Return every set of answers, with None for a question that earlier answers hide. Raises `TooManyAnswers`."""
    found: list[tuple[str | None, ...]] = [()]
    counts: dict[str, int] = {}
    for question in questions:
        every = [answer.id for answer in question.answers]
        found = [(*answers, each) for answers in found for each in (every if is_put(question, by_id(questions, answers)) else [None])]
        counts[question.id] = len(found)
        if len(found) > LIMIT:
            raise TooManyAnswers(counts)
    return found


def by_id(questions: Sequence[Question], answers: Sequence[str | None]) -> dict[str, str]:
    """Return answers by question id, without those that are None."""
    return {question.id: answer for question, answer in zip(questions, answers, strict=False) if answer is not None}


def is_put(question: Question, answers: Answers) -> bool:
    """Tell whether a question is put after the answers before it."""
    return not question.shown_if or any(holds(when, answers) for when in question.shown_if)


def holds(when: When, answers: Answers) -> bool:
    """Tell whether every condition is met. A question that was not put meets none."""
    return all(answers.get(question) in allowed for question, allowed in when.items())


def evaluate(severity: SeverityFile, levels: LevelsFile, answers: Answers) -> Outcome:
    """Apply the rules to one set of answers: the worst rule that holds, then the exclusions, then the category."""
    impossible = next((entry.id for entry in severity.impossible if holds(entry.when, answers)), None)
    if impossible is not None:
        return Outcome(impossible=impossible)
    ranks = {level.id: rank for rank, level in enumerate(levels.levels)}
    rule = min((each for each in severity.rules if holds(each.when, answers)), key=lambda each: ranks[each.level], default=None)
    level, exclusion = (rule.level if rule else None), None
    capped = levels.not_critical
    if level is not None and capped and level not in capped.never_applied_to and ranks[level] < ranks[capped.capped_at]:
        exclusion = next((each.case for each in severity.exclusions if holds(each.when, answers)), None)
        level = level if exclusion is None else capped.capped_at
    held = [each for each in severity.category_rules if holds(each.when, answers)]
    category = held[0].category if held else severity.otherwise.category
    return Outcome(
        level=level,
        category=category,
        rule=rule.id if rule else None,
        exclusion=exclusion,
        category_rule=held[0].id if held else None,
        rival=next((each.id for each in held if each.category != category), None),
    )


def merge_rows(rows: Sequence[Row], number: int = 0) -> Sequence[Row]:
    """Leave out each answer that makes no difference: whatever is answered there, the same rows follow."""
    if number == len(rows[0].answers):
        return rows
    groups = [merge_rows(list(group), number + 1) for _, group in groupby(rows, key=lambda row: row.answers[number])]
    rests = [[(row.answers[number + 1 :], row.outcome) for row in group] for group in groups]
    if all(rest == rests[0] for rest in rests):
        return [replace(row, answers=(*row.answers[:number], None, *row.answers[number + 1 :])) for row in groups[0]]
    return [row for group in groups for row in group]
