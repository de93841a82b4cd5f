"""The page looks up what Python decides: for every answer set, and as the tables without a script say it."""

import json
import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest

from macros.portal import Portal
from macros.rules.decision import category_of, level_of
from macros.rules.severity_rules import compile_rules
from macros.rules.unknowns import UNSURE, judge, walk
from macros.rules.verdict_code import Layout, encode

LOOK_UP = """async (sets) => {
  const classifier = document.querySelector("severity-classifier");
  const address = (name) => new URL(`../severity-classifier/${name}.js`, document.querySelector("script[src*='/portal.js']").src).href;
  const { judge, walk } = await import(address("decision"));
  const { encode, decode } = await import(address("verdict-code"));
  const data = classifier.data;
  return sets.map((given) => {
    const answers = new Map(given.map((answer, question) => [question, answer]));
    const { asked, next } = walk(data, answers);
    const put = new Map(asked.map((question) => [question, answers.get(question)]));
    const verdict = judge(data, put);
    if (verdict.level === null) return [asked, next, data.ends[verdict.end][5], null, null, null, null];
    const code = encode(data.codes, data.version, verdict.level, verdict.category, put);
    const back = decode(data.codes, code);
    const same = back.level === verdict.level && back.category === verdict.category && JSON.stringify([...back.answers]) === JSON.stringify([...put]);
    return [asked, next, data.ends[verdict.end].slice(2), verdict.levels, verdict.category, verdict.findOut, same ? code : "lost"];
  });
}"""


def test_the_page_decides_every_answer_set_as_python_does(shipped_page, shipped: Portal) -> None:
    rules = compile_rules(shipped)
    sets = [list(given) for given in product(*([UNSURE, *range(size)] for size in rules.diagram.sizes))]
    page = shipped_page("support/check-severity/")
    page.wait_for_selector("severity-classifier[data-live]")
    answers = page.evaluate(LOOK_UP, sets)
    expected = [as_the_page_says_it(rules, shipped, dict(enumerate(given))) for given in sets]
    wrong = [(given, ours, theirs) for given, ours, theirs in zip(sets, expected, answers, strict=True) if ours != theirs]
    assert len(sets) == 5 * 5 * 7 * 7 * 3
    assert wrong == []


def as_the_page_says_it(rules, shipped: Portal, answers: dict[int, int]) -> list:
    way = walk(rules.diagram, answers)
    put = {question: answers[question] for question in way.asked}
    verdict = judge(rules.pack, rules.diagram, put)
    if verdict.level is None:
        return [list(way.asked), way.next, verdict.outcome.impossible, None, None, None, None]
    layout = Layout(shipped.severity.version, rules.pack.levels, rules.pack.categories, rules.diagram.sizes)
    code = encode(layout, verdict.level, verdict.category, put)
    return [list(way.asked), way.next, list(verdict.outcome[:4]), list(verdict.levels), verdict.category, verdict.find_out, code]


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


def test_reading_the_tables_by_hand_gives_what_the_engine_gives(shipped_site: Path, shipped: Portal) -> None:
    html = (shipped_site / "support/check-severity/index.html").read_text(encoding="utf-8")
    tables = Tables()
    tables.feed(html)
    rules = compile_rules(shipped)
    rows = {name: [row for row in found if row["when"] or "data-category" in row] for name, found in tables.rows.items()}
    names = {question.id: question.answers for question in rules.pack.questions}
    for combination in product(*names.values()):
        answers = dict(zip(names, combination, strict=True))
        numbers = rules.numbers(answers)
        asked = rules.names({question: numbers[question] for question in walk(rules.diagram, numbers).asked})
        outcome = rules.diagram.end_of([numbers[question] for question in range(len(numbers))])
        level, category = level_of(rules.pack, outcome), category_of(rules.pack, outcome)
        expected = (None, None) if level is None else (rules.pack.levels[level], rules.pack.categories[category])
        assert read_by_hand(rows, asked, shipped) == expected, answers


def read_by_hand(rows: dict[str, list[dict]], asked: dict[str, str], shipped: Portal) -> tuple[str | None, str | None]:
    """Do what the page tells a reader: first row from the top, then exclusions, then the category."""

    def first(table: str) -> dict | None:
        return next((row for row in rows[table] if all(asked.get(q) in allowed for q, allowed in row["when"].items())), None)

    if first("impossible"):
        return None, None
    levels = [level.id for level in shipped.levels.levels]
    level = first("rules")["data-level"]
    capped = shipped.levels.not_critical
    if first("caps") and level not in capped.never_applied_to:
        level = levels[max(levels.index(level), levels.index(capped.capped_at))]
    return level, first("categories")["data-category"]


def test_every_class_that_can_come_out_has_a_section_to_read(shipped_site: Path, shipped: Portal) -> None:
    html = (shipped_site / "support/check-severity/index.html").read_text(encoding="utf-8")
    rules = compile_rules(shipped)
    reached = {(level_of(rules.pack, end), category_of(rules.pack, end)) for end in rules.diagram.ends if end.impossible is None}
    names = {f"{rules.pack.levels[level]}-{rules.pack.categories[category]}" for level, category in reached}
    assert set(re.findall(r'data-class="([^"]+)"', html)) == names
    assert len(names) >= 10


def test_the_data_is_small(shipped_site: Path) -> None:
    import gzip

    html = (shipped_site / "support/check-severity/index.html").read_text(encoding="utf-8")
    text = re.search(r'<template data-part="data">(.*?)</template>', html, re.DOTALL)[1]
    assert json.loads(text)["version"] >= 1
    assert len(gzip.compress(text.encode())) <= 8_192


@pytest.mark.parametrize("part", ["fieldset", "legend", 'type="radio"', 'value="unsure"'])
def test_without_a_script_the_questions_stand_on_the_page(shipped_site: Path, part: str) -> None:
    assert part in (shipped_site / "support/check-severity/index.html").read_text(encoding="utf-8")
