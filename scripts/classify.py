"""Say how bad a problem is: `scripts/classify affected=customer calls=all`."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

ROOT = Path(__file__).resolve().parents[1]
EPILOG = """Questions and answers are those of severity.yml; `unsure` is an answer to each. What is not answered counts as unsure.
exit codes: 0 classified; 1 the facts are not good; 2 an answer, code, link or file that cannot be used."""


class Unusable(ValueError):
    """Raised when the input cannot be used: what was found, what was expected."""


def read_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/classify", description=__doc__, epilog=EPILOG)
    parser.add_argument("answers", nargs="*", metavar="QUESTION=ANSWER", help="what is known, like calls=all")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--code", metavar="CODE", help="read the answers from a verdict code")
    source.add_argument("--link", metavar="URL", help="read the answers from the address of a verdict")
    source.add_argument("--csv", metavar="FILE", help="classify each row; columns are questions; '-' is standard input")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--explain", action="store_true", help="say which rule decided, and what each other answer would change")
    parser.add_argument("--now", metavar="TIME", help="the time to judge cover by, like 2026-11-23T21:30Z (default: now)")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="the docs folder (default: docs)")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run the verb and return the exit code."""
    from macros.portal import load_portal
    from macros.rules.classification import Classifier
    from macros.sources.problems import ProblemsFound

    options = read_arguments(arguments)
    try:
        portal = load_portal(options.docs / "_data")
        if portal.severity is None:
            raise Unusable("this portal has no severity.yml")
        classifier = Classifier(portal)
        now = read_time(options.now)
        if options.csv:
            write_batch(classifier, options.csv, now)
        else:
            print_case(classifier, find_answers(classifier, options), options, now)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return 1
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        return 2
    return 0


def read_time(text: str | None) -> datetime:
    """Return the instant that `text` names (UTC when it names no zone), or now."""
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unusable(f"--now: found '{text}'\n    expected  a time like 2026-11-23T21:30Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def find_answers(classifier: Any, options: argparse.Namespace) -> dict[str, str]:
    """Return the answers of the arguments, of a code or of a link, each known to the rules. Raises `Unusable`."""
    from macros.rules.verdict_code import CodeRefused

    if options.code:
        try:
            version, answers = classifier.answers_of_code(options.code)
        except CodeRefused as refused:
            words = {
                "form": "a code like P3-O-7F2KX",
                "check": "a code without a wrong or swapped character",
                "version": "a code of rules that this portal knows",
                "answers": "a code that names known answers",
            }
            raise Unusable(f"--code: found '{options.code}'\n    expected  {words[refused.reason]}") from None
        return keep_known(classifier, answers, f"version {version}")
    if options.link:
        return keep_known(classifier, dict(parse_qsl(urlsplit(options.link).query)), "the link")
    return check_answers(classifier, dict(split_pair(pair) for pair in options.answers))


def split_pair(pair: str) -> tuple[str, str]:
    """Return (question, answer). Raises `Unusable` when there is no `=`."""
    question, sign, answer = pair.partition("=")
    if not sign:
        raise Unusable(f"found '{pair}'\n    expected  QUESTION=ANSWER, like calls=all")
    return question, answer


def keep_known(classifier: Any, answers: Mapping[str, str], where: str) -> dict[str, str]:
    """Return the answers that today's rules know; say on the error output which were left out."""
    known = {question.id: {*question.answers, "unsure"} for question in classifier.rules.pack.questions}
    kept = {question: answer for question, answer in answers.items() if answer in known.get(question, ())}
    for question in sorted(set(answers) - set(kept) - {"v", "step", "now"}):
        print(f"left out: {question}={answers[question]}, which today's rules do not know ({where})", file=sys.stderr)
    return kept


def check_answers(classifier: Any, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers. Raises `Unusable` with every unknown question and answer, each with the nearest one."""
    from macros.sources.problems import list_choices, nearest

    known = {question.id: [*question.answers, "unsure"] for question in classifier.rules.pack.questions}
    wrong = []
    for question, answer in answers.items():
        choices = known.get(question, known) if question not in known else known[question]
        found = f"the question '{question}'" if question not in known else f"{question}={answer}"
        value = question if question not in known else answer
        if question in known and answer in known[question]:
            continue
        hint = nearest(value, choices)
        wrong.append("\n".join([f"found {found}", f"    expected  {list_choices(choices)}", *([f"    hint      {hint}"] if hint else [])]))
    if wrong:
        raise Unusable("\n".join(wrong))
    return dict(answers)


def print_case(classifier: Any, answers: dict[str, str], options: argparse.Namespace, now: datetime) -> None:
    case = classifier.classify(answers)
    told = classifier.explain(case, now)
    if options.explain:
        told["what_would_change"] = list(find_changes(classifier, case))
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(in_lines(told)))


def in_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield a verdict as lines of text."""
    if told["level"] is None:
        yield f"No level: {told['because']}"
        return
    yield f"{told['label']}, {' or '.join(told['possible_categories'])}"
    if len(told["possible_levels"]) > 1:
        levels = told["possible_levels"]
        yield f"  range     {levels[0]} to {levels[-1]}; the worst counts. Find out: {told['find_out']}"
    yield f"  code      {told['code']}"
    yield f"  because   {told['because']}" + (f" {told['cap_because']}" if told["cap_because"] else "")
    yield f"  category  {told['category_because']}"
    now = told["now"]
    yield f"  now       {now['cover']}: {now['do']}" + (f" (until {now['until']})" if now["until"] else "")
    if told["readings"]:
        yield f"  open      {', '.join(told['readings'])}"
    if "what_would_change" in told:
        yield f"  rule      {told['rule']}" + (f", lowered by {told['cap']}" if told["cap"] else "")
        yield f"  answers   {', '.join(f'{q}={a}' for q, a in told['answers'].items())}"
        for change in told["what_would_change"]:
            yield f"  change    {change['what_if']}: {' to '.join(change['levels'])}"


def find_changes(classifier: Any, case: Any) -> Iterator[dict[str, Any]]:
    """Yield each single other answer that leads to another level."""
    for question in classifier.severity.questions:
        if question.id not in case.answers:
            continue
        for answer in question.answers:
            if answer.id == case.answers[question.id]:
                continue
            other = classifier.classify({**case.answers, question.id: answer.id}).verdict
            if other.level is not None and other.level != case.verdict.level:
                levels = [classifier.rules.pack.levels[each] for each in (other.levels[0], other.levels[-1])]
                yield {"question": question.id, "answer": answer.id, "what_if": answer.what_if, "levels": list(dict.fromkeys(levels))}


def write_batch(classifier: Any, name: str, now: datetime) -> None:
    """Classify each row of a CSV file and write it again with the verdict. Raises `Unusable` with the first bad row."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unusable(f"--csv: found '{name}', which cannot be read\n    expected  a CSV file in UTF-8") from None
    rows = csv.DictReader(text.splitlines())
    questions = {question.id for question in classifier.rules.pack.questions}
    columns = list(rows.fieldnames or ())
    if not questions & set(columns):
        raise Unusable(f"--csv: found the columns {', '.join(columns) or '(none)'}\n    expected  some of {', '.join(sorted(questions))}")
    added = ["level", "category", "code", "possible_levels", "rule", "cap", "cover"]
    writer = csv.DictWriter(sys.stdout, [*columns, *(each for each in added if each not in columns)], extrasaction="ignore")
    writer.writeheader()
    for number, row in enumerate(rows, 2):
        try:
            answers = check_answers(classifier, {q: row[q].strip() for q in questions & set(columns) if (row[q] or "").strip()})
        except Unusable as unusable:
            raise Unusable(f"{name}:{number}: {unusable}") from None
        told = classifier.explain(classifier.classify(answers), now)
        told |= {"possible_levels": " ".join(told.get("possible_levels", ())), "cover": told.get("now", {}).get("cover")}
        writer.writerow({**row, **told})


if __name__ == "__main__":
    sys.exit(main())
