"""What a writer reads after a slip in the data of the composer or the analyser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import check_facts
from macros.facts.patterns import passes_luhn
from tests.company import copy_company


@pytest.fixture(name="change")
def _change(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Change one text of a data file; return the report's problems, one line each."""

    def change(name: str, old: str, new: str) -> list[str]:
        folder = copy_company(tmp_path) / "_data"
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        problems = check_facts(folder)[2]
        return [
            f"{Path(each.file).name} {each.where} {each.found} {each.expected} {each.hint}" for each in problems if each.level == "error"
        ]

    return change


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("composer.yml", "section: what", "section: where", "a section for the field 'subject'"),
        ("composer.yml", "format: time", "format: tame", "a format for the field 'begin'"),
        ("composer.yml", "item: speed-test", "item: speed-tests", "speed-test"),
        ("composer.yml", "choice: came-back}", "choice: come-back}", "'earlier-ticket'"),
        ("composer.yml", "control: area, heading: Wish", "control: choice, heading: Wish", "'choices' for a control"),
        ("composer.yml", 'examples: ["password: hunter22"', 'examples: ["hunter22"', "wrong for: hunter22"),
        ("composer.yml", "pattern: '[^\\s<>\"]{6,}'", "pattern: '[^\\s'", "a regular expression"),
        ("composer.yml", "mail_channel: desk-mail", "mail_channel: desk-male", "desk-mail"),
        ("composer.yml", "keep_days: 14", "keep_days: 0", "composer.yml"),
        ("commonality.yml", "bad: [slow,", "bad: [good,", "in both lists: good"),
        ("commonality.yml", "{found}” and never", "{where}” and never", "unknown: where"),
        ("commonality.yml", "  - code: empty\n", "  - code: binary\n", "missing: empty"),
        ("commonality.yml", "  took: ", "  tooks: ", "did you mean 'took'?"),
        ("composer.yml", "  hide: Hide it\n", "  hid: Hide it\n", "did you mean 'hide'?"),
        ("commonality.yml", "values: 40", "values: 400", "commonality.yml"),
    ],
)
def test_a_slip_is_named_with_what_was_expected(change: Callable, name: str, old: str, new: str, words: str) -> None:
    problems = change(name, old, new)
    assert len(problems) == 1, problems
    assert words in problems[0]


@pytest.mark.parametrize(
    ("number", "holds"), [("4111 1111 1111 1111", True), ("5500-0000-0000-0004", True), ("4111 1111 1111 1112", False)]
)
def test_the_check_digit_of_cards_is_known(number: str, holds: bool) -> None:
    assert passes_luhn(number) is holds
