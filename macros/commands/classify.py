"""Look a set of answers up in the severity table: `QUESTION=ANSWER …`, or a vector."""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..checks import check_facts
from ..engine import Failed, call, find_project
from ..portal import Portal
from ..rules.severity_proofs import KINDS
from ..rules.severity_table import UNSURE
from ..sources.problems import format_report, list_choices, nearest

EPILOG = "What is not answered counts as unsure. Exit codes: 0 looked up, 1 the facts are not good, 2 an unknown question or answer."


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=call("classify"), description=__doc__, epilog=EPILOG)
    parser.add_argument("answers", nargs="*", metavar="QUESTION=ANSWER", help="what is known, like affected=company, or a whole vector")
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    options = parser.parse_args(arguments)
    portal, _, problems = check_facts(options.docs / "_data")
    if portal is None or problems:
        raise Failed(format_report(problems))
    pairs = [re.split("[:=]", part, maxsplit=1) for given in options.answers for part in given.lower().split("/")]
    answers = {question: "".join(answer) for question, *answer in pairs if question != "check"}
    if wrong := list(find_unknown(portal, answers)):
        print("\n".join(wrong), file=sys.stderr)
        return 2
    print("\n".join(in_lines(portal, answers)))
    return 0


def find_unknown(portal: Portal, answers: Mapping[str, str]) -> Iterator[str]:
    """Yield a report for each question and answer that the rules do not know."""
    if portal.severity is None:
        yield "found     no severity.yml\nexpected  a portal with questions"
        return
    known = {question.id: [*(answer.id for answer in question.answers), UNSURE] for question in portal.severity.questions}
    for question, answer in answers.items():
        if answer not in known.get(question, ()):
            choices, found = (known[question], answer) if question in known else (list(known), question)
            yield f"found     {question}={answer}\nexpected  {list_choices(choices)}\n{nearest(found, choices)}".rstrip()


def in_lines(portal: Portal, answers: Mapping[str, str]) -> Iterator[str]:
    """Yield the result as lines of text."""
    table = portal.severity_table
    severity = table.severity
    result = table.look_up(answers)
    outcome = result.row.outcome
    because = {entry.id: entry.because for kind in KINDS for entry in getattr(severity, kind)}
    if outcome.impossible:
        yield f"No level: {because[outcome.impossible]}"
        return
    is_sure = len(result.levels) == 1
    yield f"{' to '.join((result.levels[0], *result.levels[1:][-1:]))}, {' or '.join(result.categories)}"
    if result.most_informative_question:
        yield f"  find out  {result.most_informative_question}"
    because_sure = f"{because[outcome.rule or '']} {because.get(outcome.exclusion or '', '')}".rstrip()
    yield f"  because   {because_sure if is_sure else f'More than one level is possible. {severity.unsure.text}'}"
    settled = because.get(outcome.category_rule or "", severity.otherwise.because)
    yield f"  category  {settled if len(result.categories) == 1 else severity.unsure.category_text}"
    pairs = [f"{question.id}:{answers[question.id]}" for question in severity.questions if question.id in answers]
    yield f"  vector    {'/'.join([f'CHECK:{severity.version}', *pairs])}"
