"""Check `severity.yml`: its names first, and when those are right, the proofs, examples and version of the severity table."""

from collections.abc import Iterator, Mapping, Sequence

from ..facts.levels import LevelsFile
from ..facts.severity import SeverityFile
from ..portal import Portal
from ..rules.severity_proofs import prove, total
from ..rules.severity_table import LIMIT, UNSURE, Answers, SeverityTable, TooManyAnswers
from ..sources.problems import Problem
from ..sources.yaml_file import Source
from ..sources.yaml_nodes import FieldPath
from .references import find_repeats

Vocabulary = Mapping[str, Sequence[str]]

RESERVED = ("check", "v", "vector", "step", "code", "now", "trail", "verdict", "steps", "q", "h")
"""Names that a vector or an address uses for something else than a question."""
GIVEN = (
    ("rules", "when"),
    ("exclusions", "when"),
    ("exclusions", "lifted_by"),
    ("category_rules", "when"),
    ("impossible", "when"),
    ("examples", "answers"),
    ("cases", "answers"),
)
"""Where answers are given."""
NEW_VERSION = (
    "these rules give other results than those noted for version {version}. When that version is published, count 'version' up, say"
    " under 'changes' what changed, and note the new rules there; the old version keeps its note"
)


def check_severity(portal: Portal, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield every failure of the rules."""
    severity = portal.severity
    if severity is None:
        return
    source = sources["severity"]
    wrong_names = [*_check_names(severity, portal, source)]
    yield from wrong_names
    if wrong_names or not _levels_and_categories_exist(severity, portal):
        return  # a reference to a level that does not exist is reported by the check of references
    try:
        table = portal.severity_table
    except TooManyAnswers as too_many:
        yield _too_many(too_many, source)
        return
    findings = prove(table)
    for finding in findings:
        yield source.problem(finding.path, finding.found, finding.expected, finding.hint)
    if not any(total(table)):
        yield from _check_examples(portal.levels, table, source)
    if not findings:
        yield from _check_version(severity, table, source)


def _levels_and_categories_exist(severity: SeverityFile, portal: Portal) -> bool:
    capped = portal.levels.not_critical
    levels = [rule.level for rule in severity.rules] + list(severity.red_flags.levels)
    levels += [capped.capped_at, *capped.never_applied_to] if capped else []
    categories = [rule.category for rule in severity.category_rules]
    categories += [severity.otherwise.category, severity.unsure.category]
    known = {level.id for level in portal.levels.levels}
    known_categories = {category.id for category in portal.categories.categories}
    return known.issuperset(levels) and known_categories.issuperset(categories) and bool(capped or not severity.exclusions)


def _too_many(too_many: TooManyAnswers, source: Source) -> Problem:
    number = len(too_many.counts) - 1
    counts = ", ".join(f"{question} {count}" for question, count in too_many.counts.items())
    found = f"{list(too_many.counts.values())[-1]} sets of answers to the questions up to this one"
    hint = f"sets after each question: {counts}. Give a question a 'shown_if', so that it is put only where it decides"
    return source.problem(("questions", number), found, f"at most {LIMIT} reachable sets of answers", hint)


def _check_examples(levels: LevelsFile, table: SeverityTable, source: Source) -> Iterator[Problem]:
    """Yield a problem for each example with another result, and for each example sentence of a level without answers."""
    level_of = {example.id: level.id for level in levels.levels for example in level.examples}
    given = [example.sentence for example in table.severity.examples]
    for sentence, level in level_of.items():
        if given.count(sentence) != 1:
            found = f"{given.count(sentence)} entries for the sentence '{sentence}' of {level}"
            yield source.problem(("examples",), found, "the answers of each example sentence, once")
    for number, example in enumerate(table.severity.examples):
        if example.sentence in level_of:
            expected = (level_of[example.sentence], example.category)
            yield from _check_example(table, example.answers, expected, source, ("examples", number))
    for number, case in enumerate(table.severity.cases):
        yield from _check_example(table, case.answers, (case.level, case.category), source, ("cases", number))


def _check_example(table: SeverityTable, answers: Answers, expected: tuple[str, str], source: Source, path: FieldPath) -> Iterator[Problem]:
    asked, missing = table.follow(answers)
    if missing is not None:
        yield source.problem((*path, "answers"), f"no answer to '{missing}', which decides here", f"the key '{missing}'")
        return
    for question in sorted(set(answers) - set(asked)):
        found = f"an answer to '{question}', which decides nothing here"
        yield source.problem((*path, "answers", question), found, "no such key", at_key=True)
    outcome = table.look_up(answers).row.outcome
    if outcome.impossible is not None:
        yield source.problem(path, f"'{outcome.impossible}' rules these answers out", f"{expected[0]}, {expected[1]}")
    elif (outcome.level, outcome.category) != expected:
        exclusion = f" and the exclusion '{outcome.exclusion}'" if outcome.exclusion else ""
        found = f"{outcome.level}, {outcome.category} (by the rule '{outcome.rule}'{exclusion})"
        yield source.problem(path, found, f"{expected[0]}, {expected[1]}")


def _check_version(severity: SeverityFile, table: SeverityTable, source: Source) -> Iterator[Problem]:
    """Yield a problem when sound rules are not those that their version was noted with: old vectors must stay honest."""
    noted = severity.changes[-1].rules
    if noted != table.hash:
        path = ("changes", severity.version - 1, "rules")
        yield source.problem(path, noted or "nothing", f'rules: "{table.hash}"', NEW_VERSION.format(version=severity.version))


def _check_names(severity: SeverityFile, portal: Portal, source: Source) -> Iterator[Problem]:
    """Yield a problem for each id that stands twice, and each question, answer or field of the ticket that does not exist."""
    known: Vocabulary = {question.id: [answer.id for answer in question.answers] for question in severity.questions}
    fields = [field.id for field in portal.composer.fields] if portal.composer else []
    yield from find_repeats(source, [(each.id, ("questions", number, "id")) for number, each in enumerate(severity.questions)])
    for number, question in enumerate(severity.questions):
        path = ("questions", number)
        if question.id in RESERVED:
            found = f"the id '{question.id}', which addresses use for something else"
            yield source.problem((*path, "id"), found, "another id")
        ids = [answer.id for answer in question.answers]
        yield from find_repeats(source, [(each, (*path, "answers", place, "id")) for place, each in enumerate(ids)])
        if UNSURE in ids:
            hint = "every question has this answer by itself"
            yield source.problem((*path, "answers", ids.index(UNSURE), "id"), "the answer 'unsure'", "another id", hint)
        earlier = {other.id: known[other.id] for other in severity.questions[:number]}
        for place, when in enumerate(question.shown_if):
            yield from _check_answers(when, earlier, source, (*path, "shown_if", place))
        if question.tells and fields and question.tells not in fields:
            yield _unknown(source, (*path, "tells"), question.tells, fields)
    for name, field in GIVEN:
        for number, entry in enumerate(getattr(severity, name)):
            yield from _check_answers(getattr(entry, field), known, source, (name, number, field))


def _check_answers(given: Mapping[str, str | Sequence[str]], known: Vocabulary, source: Source, path: FieldPath) -> Iterator[Problem]:
    for question, answers in given.items():
        if question not in known:
            yield _unknown(source, (*path, question), question, list(known), at_key=True)
            continue
        for place, answer in enumerate([answers] if isinstance(answers, str) else answers):
            if answer not in known[question]:
                where = (*path, question) if isinstance(answers, str) else (*path, question, place)
                yield _unknown(source, where, answer, known[question])


def _unknown(source: Source, path: FieldPath, found: str, choices: Sequence[str], *, at_key: bool = False) -> Problem:
    expected = "" if choices else "an earlier question; there is none"
    return source.unknown(path, found, choices, expected, at_key=at_key)
