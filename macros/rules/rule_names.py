"""Do the rules name questions and answers that exist? Checked before anything is compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..facts.severity import SeverityFile, When
from ..sources.problems import Problem, list_choices, nearest, show_value
from ..sources.yaml_file import Source

Path_ = tuple[str | int, ...]

RESERVED = ("v", "step", "code", "now", "trail", "verdict", "steps", "q", "h")
"""Names that an address of the classifier uses for other things than questions."""
Vocabulary = Mapping[str, Sequence[str]]


def check_names(severity: SeverityFile, source: Source) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice, and each question or answer that does not exist."""
    yield from _check_ids(severity, source)
    known: Vocabulary = {question.id: [answer.id for answer in question.answers] for question in severity.questions}
    for number, question in enumerate(severity.questions):
        earlier = {other.id: known[other.id] for other in severity.questions[:number]}
        for place, when in enumerate(question.shown_if):
            yield from _check_when(when, earlier, source, ("questions", number, "shown_if", place), "an earlier question")
    for name in ("rules", "caps", "category_rules", "impossible"):
        for number, entry in enumerate(getattr(severity, name)):
            yield from _check_when(entry.when, known, source, (name, number, "when"), "a question")
    for number, cap in enumerate(severity.caps):
        yield from _check_answers(cap.lifted_by, known, source, ("caps", number, "lifted_by"))
    for name in ("examples", "cases"):
        for number, entry in enumerate(getattr(severity, name)):
            yield from _check_answers(entry.answers, known, source, (name, number, "answers"))


def _check_ids(severity: SeverityFile, source: Source) -> Iterator[Problem]:
    yield from _check_once([question.id for question in severity.questions], source, ("questions",))
    for number, question in enumerate(severity.questions):
        if question.id in RESERVED:
            found = f"the id '{question.id}', which addresses use for something else"
            yield source.problem(("questions", number, "id"), found, "another id")
        path = ("questions", number, "answers")
        ids = [answer.id for answer in question.answers]
        yield from _check_once(ids, source, path)
        if "unsure" in ids:
            yield source.problem(
                (*path, ids.index("unsure"), "id"), "the answer 'unsure'", "another id", "every question has this answer by itself"
            )


def _check_once(ids: Sequence[str], source: Source, path: Path_) -> Iterator[Problem]:
    for place, value in enumerate(ids):
        if value in ids[:place]:
            yield source.problem((*path, place, "id"), f"the id {show_value(value)} a second time", "each id once")


def _check_when(when: When, known: Vocabulary, source: Source, path: Path_, what: str) -> Iterator[Problem]:
    for question, answers in when.items():
        if question not in known:
            yield _unknown(source, (*path, question), question, list(known), what, at_key=True)
            continue
        for place, answer in enumerate(answers):
            if answer not in known[question]:
                yield _unknown(source, (*path, question, place), answer, known[question], "an answer")
            elif answer in answers[:place]:
                yield source.problem((*path, question, place), f"{show_value(answer)} a second time", "each answer once")


def _check_answers(answers: Mapping[str, str], known: Vocabulary, source: Source, path: Path_) -> Iterator[Problem]:
    for question, answer in answers.items():
        if question not in known:
            yield _unknown(source, (*path, question), question, list(known), "a question", at_key=True)
        elif answer not in known[question]:
            yield _unknown(source, (*path, question), answer, known[question], "an answer")


def _unknown(source: Source, path: Path_, found: str, choices: Sequence[str], what: str, *, at_key: bool = False) -> Problem:
    expected = list_choices(choices) if choices else f"{what}; there is none"
    return source.problem(path, show_value(found), expected, nearest(found, choices), at_key=at_key)
