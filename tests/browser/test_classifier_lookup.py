"""The page looks up what Python looks up: for every set of answers, and as the tables without a script say it."""

import random
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

from macros.portal import Portal
from macros.rules.severity_table import UNSURE
from macros.views.severity_classifier import table_data
from tests.severity_samples import random_portal, read_huts

LOOK_UP = """async ([data, sets]) => {
  const folder = new URL("../severity-classifier/", document.querySelector("script[src*='/portal.js']").src).href;
  const { readTable, follow, lookUp, findChanges, countQuestionsAfter } = await import(`${folder}severity-table.js`);
  const { readVector, writeVector } = await import(`${folder}severity-vector.js`);
  const table = readTable(data);
  return sets.map(set => {
    const { asked, next } = follow(table, new Map(Object.entries(set)));
    const answers = new Map(asked.map(question => [question, set[question]]));
    const { outcome, levels, categories, mostInformativeQuestion, stated } = lookUp(table, answers);
    const back = readVector(table, writeVector(table, answers));
    return {
      asked, next, levels, categories,
      question: mostInformativeQuestion,
      rule: outcome.rule, level: outcome.level, category: outcome.category,
      stated: levels.length > 0 ? [stated.rule ?? null, stated.exclusion ?? null, stated.categoryRule ?? null] : [],
      exclusion: outcome.exclusion, categoryRule: outcome.categoryRule, impossible: outcome.impossible,
      changes: levels.length > 0 ? findChanges(table, answers).map(({ question, answer, levels }) => [question, answer, levels]) : [],
      after: asked.length > 0 ? countQuestionsAfter(table, answers, asked[0]) : 0,
      isRead: JSON.stringify([...back.answers]) === JSON.stringify([...answers]) && back.version === table.version && back.unknown.length === 0,
    };
  });
}"""


# Rules with many rows, a question that follows from several, kinds, and a question without "I am not sure".
SEEDS = (10, 12, 29, 44, 53)


def test_the_page_looks_every_set_of_answers_up_as_python_does(new_page) -> None:
    page = new_page("support/check-severity/")
    for portal in (read_huts()[0], *(random_portal(random.Random(seed)) for seed in SEEDS)):
        questions = portal.severity.questions
        sets = [
            {question.id: answer for question, answer in zip(questions, answers, strict=True) if answer}
            for answers in product(*(["", UNSURE, *(answer.id for answer in question.answers)] for question in questions))
        ]
        found = page.evaluate(LOOK_UP, [table_data(portal.levels, portal.severity_table), sets])
        wrong = [
            (one, ours, theirs) for one, theirs in zip(sets, found, strict=True) if (ours := as_the_page_says_it(portal, one)) != theirs
        ]
        assert wrong == []


def as_the_page_says_it(portal: Portal, answers: dict[str, str]) -> dict:
    table = portal.severity_table
    asked, missing = table.follow(answers)
    put = {question: answers[question] for question in asked}
    result = table.look_up(put)
    outcome = result.row.outcome
    ids = [question.id for question in table.questions]
    after = [len([q for q in table.when(row) if ids.index(q) > ids.index(asked[0])]) for row in table.rows] if asked else [0]
    changes = [
        (question.id, answer.id, list(other.levels))
        for question in table.questions
        if question.id in put and result.levels and (question.ordered or put[question.id] == UNSURE)
        for answer in question.answers
        if answer.id != put[question.id] and (other := table.look_up({**put, question.id: answer.id})).levels not in ((), result.levels)
    ]
    sound = [row for row in table.possible(put) if not row.outcome.impossible]
    sure = {question for question, answer in put.items() if answer != UNSURE}
    told = [row for row in sound if sure <= set(table.when(row))] or sound  # no other row may silence what was answered
    stated = [only(each.outcome.rule for each in sound), only(each.outcome.exclusion for each in sound)]
    stated.append(only(each.outcome.category_rule for each in told))
    return {
        "asked": asked,
        "next": missing,
        "levels": list(result.levels),
        "categories": list(result.categories),
        "question": result.most_informative_question,
        "stated": stated if result.levels else [],
        "rule": outcome.rule,
        "level": outcome.level,
        "category": outcome.category,
        "exclusion": outcome.exclusion,
        "categoryRule": outcome.category_rule,
        "impossible": outcome.impossible,
        "changes": [list(change) for change in sorted(changes, key=lambda change: change[2][0])],
        "after": max(after),
        "isRead": all(question.offers_unsure or put.get(question.id) != UNSURE for question in table.questions),
    }


def only(values: Iterable[str | None]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


class Tables(HTMLParser):
    """The rows of the tables that a reader without a script uses, with each condition as (question, answers)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[dict]] = {}
        self.table, self.cell, self.question = "", 0, ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "table":
            self.table = given.get("data-table", "")
        if not self.table:
            return
        if tag == "tr":
            self.rows.setdefault(self.table, []).append({"when": {}, **given})
            self.cell = 0
        elif tag == "td":
            self.cell += 1
        elif tag == "li" and self.cell == 1:
            self.question = given["data-question"]
        elif tag == "span" and "data-answer" in given and self.cell == 1:
            self.rows[self.table][-1]["when"].setdefault(self.question, []).append(given["data-answer"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.table = ""


def test_reading_the_tables_by_hand_gives_what_the_engine_gives(built_site: Path, portal: Portal) -> None:
    html = (built_site / "support/check-severity/index.html").read_text(encoding="utf-8")
    tables = Tables()
    tables.feed(html)
    questions = portal.severity.questions
    rows = {name: [row for row in found if row["when"] or "data-category" in row] for name, found in tables.rows.items()}
    for combination in product(*([answer.id for answer in question.answers] for question in questions)):
        answers = {question.id: answer for question, answer in zip(questions, combination, strict=True)}
        asked = {question: answers[question] for question in portal.severity_table.follow(answers)[0]}
        (row,) = portal.severity_table.possible(answers)
        assert read_by_hand(rows, asked, portal) == (row.outcome.level, row.outcome.category), answers


def read_by_hand(rows: dict[str, list[dict]], asked: dict[str, str], portal: Portal) -> tuple[str | None, str | None]:
    """Do what the page tells a reader: first row from the top, then exclusions, then the category."""

    def first(table: str) -> dict | None:
        return next((row for row in rows[table] if all(asked.get(q) in allowed for q, allowed in row["when"].items())), None)

    if first("impossible"):
        return None, None
    levels = [level.id for level in portal.levels.levels]
    level = first("rules")["data-level"]
    capped = portal.levels.not_critical
    if first("exclusions") and level not in capped.never_applied_to:
        level = levels[max(levels.index(level), levels.index(capped.capped_at))]
    return level, first("categories")["data-category"]


def test_every_class_that_can_come_out_has_a_section_to_read(built_site: Path, portal: Portal) -> None:
    html = (built_site / "support/check-severity/index.html").read_text(encoding="utf-8")
    outcomes = [row.outcome for row in portal.severity_table.rows if row.outcome.level]
    names = {f"{outcome.level}-{outcome.category}" for outcome in outcomes}
    found = {name for names in re.findall(r'data-class="([^"]+)"', html) for name in names.split()}
    assert {name for name in found if not name.startswith("unsure-")} == names
    assert {f"unsure-{level.id}" for level in portal.levels.levels[:-1]} <= found
    assert len(names) >= 6
