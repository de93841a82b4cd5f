"""Say in words where a policy fails: the answers, the rules nearby, and a row that would close the gap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .diagram import Diagram, Outcome
from .rule_pack import Clause, RulePack

Case = Mapping[int, int]


class Finding(NamedTuple):
    """A failed check: the path to the place in the data file, what was found, what was expected, and a hint."""

    path: tuple[str | int, ...]
    found: str
    expected: str
    hint: str = ""


def in_words(pack: RulePack, case: Case) -> str:
    """Write answers as `calls is 'all', affected is 'carrier'`."""
    parts = [f"{pack.questions[q].id} is '{pack.questions[q].answers[a]}'" for q, a in sorted(case.items())]
    return ", ".join(parts) or "nothing is answered"


def as_row(pack: RulePack, case: Case, level: int) -> str:
    """Write a proposed row the way the data file has it."""
    when = ", ".join(f"{pack.questions[q].id}: [{pack.questions[q].answers[a]}]" for q, a in sorted(case.items()))
    return f"{{when: {{{when}}}, level: {pack.levels[level]}}}"


def outcome_of(diagram: Diagram, case: Case) -> Outcome:
    """Return what a case comes to; questions it leaves out are taken as answered mildest."""
    return diagram.end_of([case.get(question, 0) for question in range(len(diagram.sizes))])


def nearest_rules(pack: RulePack, case: Case, count: int = 2) -> list[int]:
    """Return the numbers of the rules with the fewest unmet conditions, the worst level first among equals."""

    def unmet(clause: Clause) -> int:
        return sum(1 for q, fits in clause.needs if q not in case or not fits >> case[q] & 1)

    order = sorted(range(len(pack.rules)), key=lambda i: (unmet(pack.rules[i].clause), pack.rules[i].level, i))
    return order[:count]


def case_of(pack: RulePack, clause: Clause) -> dict[int, int] | None:
    """Return a case in which a clause holds and each question it names is put; None when there is none."""
    case = {q: (fits & -fits).bit_length() - 1 for q, fits in clause.needs}
    for question, _ in clause.needs:
        shown_if = pack.questions[question].shown_if
        if shown_if and not any(_merge(case, clause, other, spread=False) is not None for other in shown_if):
            merged = next((m for other in shown_if if (m := _merge(case, clause, other, spread=True))), None)
            if merged is None:
                return None
            case = merged
    return case


def _merge(case: Case, clause: Clause, other: Clause, *, spread: bool) -> dict[int, int] | None:
    """Add what `other` needs to a case of `clause`; without `spread`, only see whether the case already meets it."""
    needs = dict(clause.needs)
    merged = dict(case)
    for question, fits in other.needs:
        both = fits & needs.get(question, fits)
        if question in case and fits >> case[question] & 1:
            continue
        if not spread or not both:
            return None
        merged[question] = (both & -both).bit_length() - 1
    return merged
