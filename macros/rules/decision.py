"""Compile a rule pack into a decision diagram by going through every combination of answers at once.

The trick against the 4**10 combinations: after some answers, all that matters is which clauses can still hold. Two
beginnings that leave the same clauses alive share everything that follows.
"""

from __future__ import annotations

from collections.abc import Sequence

from .diagram import Builder, Diagram, Outcome
from .rule_pack import Clause, RulePack


class _Kind:
    """The clauses of one kind, in order of precedence, with the bit that each has in the mask."""

    def __init__(self, clauses: Sequence[tuple[int, Clause]], first_bit: int) -> None:
        self.numbers = [number for number, _ in clauses]
        self.clauses = [clause for _, clause in clauses]
        self.first_bit = first_bit
        self.bits = ((1 << len(clauses)) - 1) << first_bit

    def number_at(self, bit: int) -> int:
        return self.numbers[bit - self.first_bit]


class _Compiler:
    def __init__(self, pack: RulePack) -> None:
        self.pack = pack
        self.sizes = tuple(len(q.answers) for q in pack.questions)
        self.builder = Builder(self.sizes)
        self.clauses: list[Clause] = []
        self.rules = self._kind(sorted(range(len(pack.rules)), key=lambda i: (pack.rules[i].level, i)), pack.rules)
        self.caps = self._kind(sorted(range(len(pack.caps)), key=lambda i: (-pack.caps[i].at, i)), pack.caps)
        self.categories = self._kind(range(len(pack.category_rules)), pack.category_rules)
        self.impossible = self._kind(range(len(pack.impossible)), pack.impossible)
        self.shows = [self._show(q.shown_if) for q in pack.questions]
        self._prepare_masks()
        self.memo: list[dict[int, int]] = [{} for _ in range(len(self.sizes) + 1)]

    def _kind(self, order: Sequence[int], entries: Sequence) -> _Kind:
        kind = _Kind([(i, entries[i].clause) for i in order], len(self.clauses))
        self.clauses.extend(kind.clauses)
        return kind

    def _show(self, shown_if: Sequence[Clause]) -> int:
        first = len(self.clauses)
        self.clauses.extend(shown_if)
        return ((1 << len(shown_if)) - 1) << first

    def _prepare_masks(self) -> None:
        count = len(self.sizes)
        self.everything = (1 << len(self.clauses)) - 1
        self.allow = [[self.everything] * size for size in self.sizes]
        self.unasked = [self.everything] * count
        self.later = [0] * (count + 1)
        for bit, clause in enumerate(self.clauses):
            for question, fits in clause.needs:
                self.unasked[question] &= ~(1 << bit)
                for answer in range(self.sizes[question]):
                    if not fits >> answer & 1:
                        self.allow[question][answer] &= ~(1 << bit)
            last = max((question for question, _ in clause.needs), default=-1)
            for depth in range(last + 1):
                self.later[depth] |= 1 << bit
        self.spent = [0] * (count + 1)
        for depth in range(count + 1):
            for question in range(depth):
                self.spent[depth] |= self.shows[question]

    def simplify(self, depth: int, mask: int) -> int:
        """Forget the clauses that can no longer change the outcome."""
        mask &= ~self.spent[depth]
        sure = mask & ~self.later[depth]
        if ruled_out := sure & self.impossible.bits:
            return ruled_out & -ruled_out
        if won := sure & self.rules.bits:
            best = won & -won
            mask &= ~(self.rules.bits & ~(best | (best - 1)))
        return self._simplify_categories(mask, sure)

    def _simplify_categories(self, mask: int, sure: int) -> int:
        settled = sure & self.categories.bits
        if not settled:
            return mask
        best = settled & -settled
        category = self.pack.category_rules[self.categories.number_at(best.bit_length() - 1)].category
        for place, number in enumerate(self.categories.numbers):
            bit = 1 << (self.categories.first_bit + place)
            if bit > best and self.pack.category_rules[number].category == category:
                mask &= ~bit
        return mask

    def build(self, depth: int, mask: int) -> int:
        """Return the node for the questions from `depth` on, when the clauses in `mask` can still hold."""
        mask = self.simplify(depth, mask)
        known = self.memo[depth].get(mask)
        if known is not None:
            return known
        if depth == len(self.sizes) or mask & self.impossible.bits & ~self.later[depth]:
            number = self.builder.end(self._outcome(mask))
        elif self.pack.questions[depth].shown_if and not mask & self.shows[depth]:
            number = self.build(depth + 1, mask & self.unasked[depth])
        else:
            number = self._ask(depth, mask)
        self.memo[depth][mask] = number
        return number

    def _ask(self, depth: int, mask: int) -> int:
        seen: dict[int, int] = {}
        children = []
        for allowed in self.allow[depth]:
            left = mask & allowed
            if left not in seen:
                seen[left] = self.build(depth + 1, left)
            children.append(seen[left])
        return self.builder.node(depth, tuple(children))

    def _outcome(self, mask: int) -> Outcome:
        if ruled_out := mask & self.impossible.bits:
            return Outcome(impossible=self._first(self.impossible, ruled_out))
        rule = self._first(self.rules, mask)
        category_rule, rival = self._categories(mask)
        return Outcome(rule, self._cap(mask, rule), category_rule, None, rival)

    @staticmethod
    def _first(kind: _Kind, mask: int) -> int | None:
        held = mask & kind.bits
        return kind.number_at((held & -held).bit_length() - 1) if held else None

    def _cap(self, mask: int, rule: int | None) -> int | None:
        cap = self._first(self.caps, mask)
        if cap is None or rule is None:
            return None
        level = self.pack.rules[rule].level
        lowers = self.pack.caps[cap].at > level and level not in self.pack.caps[cap].spares
        return cap if lowers else None

    def _categories(self, mask: int) -> tuple[int | None, int | None]:
        held = [n for i, n in enumerate(self.categories.numbers) if mask >> (self.categories.first_bit + i) & 1]
        if not held:
            return (-1 if self.pack.otherwise is not None else None), None
        chosen = self.pack.category_rules[held[0]].category
        rival = next((n for n in held if self.pack.category_rules[n].category != chosen), None)
        return held[0], rival


def compile_diagram(pack: RulePack) -> Diagram:
    """Return the diagram that gives the outcome of every combination of answers."""
    compiler = _Compiler(pack)
    return compiler.builder.finish(compiler.build(0, compiler.everything))


def level_of(pack: RulePack, outcome: Outcome) -> int | None:
    """Return the level (0 is the worst) of an outcome; None when it is impossible or no rule holds."""
    if outcome.rule is None:
        return None
    return pack.caps[outcome.cap].at if outcome.cap is not None else pack.rules[outcome.rule].level


def category_of(pack: RulePack, outcome: Outcome) -> int | None:
    """Return the category of an outcome; None when it is impossible or no category rule holds."""
    if outcome.category_rule is None:
        return None
    return pack.otherwise if outcome.category_rule < 0 else pack.category_rules[outcome.category_rule].category


def decide_slowly(pack: RulePack, answers: Sequence[int]) -> Outcome:
    """Judge one complete answer set straight from the rules: the yardstick that the diagram is tested against."""
    known: list[int | None] = []
    for number, question in enumerate(pack.questions):
        padded = known + [None] * (len(pack.questions) - number)
        shown = not question.shown_if or any(clause.holds(padded) for clause in question.shown_if)
        known.append(answers[number] if shown else None)
    impossible = next((i for i, entry in enumerate(pack.impossible) if entry.clause.holds(known)), None)
    if impossible is not None:
        return Outcome(impossible=impossible)
    rules = [(rule.level, i) for i, rule in enumerate(pack.rules) if rule.clause.holds(known)]
    rule = min(rules)[1] if rules else None
    caps = [(-cap.at, i) for i, cap in enumerate(pack.caps) if cap.clause.holds(known)]
    cap = min(caps)[1] if caps and rule is not None else None
    if cap is not None:
        level = pack.rules[rule].level
        cap = cap if pack.caps[cap].at > level and level not in pack.caps[cap].spares else None
    held = [i for i, entry in enumerate(pack.category_rules) if entry.clause.holds(known)]
    first = held[0] if held else (-1 if pack.otherwise is not None else None)
    rival = next((i for i in held if pack.category_rules[i].category != pack.category_rules[held[0]].category), None)
    return Outcome(rule, cap, first, None, rival)
