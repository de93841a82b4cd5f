"""What is wrong with the sources, told so that a writer can mend it.

A `Problem` names one place and one mistake. Functions that read or check return lists of them;
nobody stops at the first. `ProblemsFound` carries all of them to whoever reports.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

ProblemLevel = Literal["error", "warning"]

SHOWN_VALUE_LENGTH = 60
MOST_LISTED = 200


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in one place.

    `file` is the path a writer can click, `line` and `column` count from 1, `where` is the path inside
    the file (`rules > all-down > level`). `found` and `expected` are short phrases; `hint` may be empty.
    """

    file: str
    line: int
    column: int
    where: str
    found: str
    expected: str
    hint: str = ""
    level: ProblemLevel = "error"


class ProblemsFound(Exception):
    """Raised when sources cannot be used. `problems` holds every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(format_report(self.problems))


def format_problem(problem: Problem) -> str:
    """Return one problem as three or four lines of text, the place first."""
    kind = "  warning" if problem.level == "warning" else ""
    where = f"  {problem.where}" if problem.where else ""
    lines = [f"{problem.file}:{problem.line}:{problem.column}{kind}{where}", f"    found     {problem.found}"]
    lines.append(f"    expected  {problem.expected}")
    if problem.hint:
        lines.append(f"    hint      {problem.hint}")
    return "\n".join(lines)


def format_report(problems: Iterable[Problem]) -> str:
    """Return every problem and a closing line that counts them; an empty string when there is none."""
    listed = sorted(set(problems))
    if not listed:
        return ""
    errors = [problem for problem in listed if problem.level == "error"]
    closing = f"{_count(len(listed), 'problem')} in {_count(len({p.file for p in listed}), 'file')}."
    closing += " Nothing was built." if errors else " These are warnings; the build goes on."
    shown = sorted(listed, key=lambda problem: problem.level != "error")[:MOST_LISTED]
    more = [f"… and {len(listed) - MOST_LISTED} more."] if len(listed) > MOST_LISTED else []
    return "\n".join([*(format_problem(problem) for problem in sorted(shown)), *more, closing])


def nearest(value: object, choices: Iterable[str], cutoff: float = 0.5) -> str:
    """Return "did you mean 'x'?" for the choice most like `value`, or an empty string when none is near."""
    by_folded = {choice.casefold(): choice for choice in choices}
    match = difflib.get_close_matches(str(value).casefold()[:200], list(by_folded), n=1, cutoff=cutoff)
    return f"did you mean '{by_folded[match[0]]}'?" if match else ""


def show_value(value: object) -> str:
    """Return a value as a writer typed it, in quotes when it is text, cut when it is long, controls escaped."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, tuple | list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, str):
        text = value if len(value) <= SHOWN_VALUE_LENGTH else value[: SHOWN_VALUE_LENGTH - 1] + "…"
        return "'" + "".join(char if char.isprintable() else repr(char)[1:-1] for char in text) + "'"
    return str(value)


def list_choices(choices: Iterable[str], limit: int = 12) -> str:
    """Return "one of: a, b, c", shortened when there are many."""
    listed = list(choices)
    if len(listed) == 1:
        return listed[0]
    more = f" … ({len(listed)} in all)" if len(listed) > limit else ""
    return "one of: " + ", ".join(listed[:limit]) + more


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
