"""Codes survive the round trip, and no slip of the tongue or the thumb turns one into another."""

from itertools import product
from pathlib import Path

import pytest

from macros.portal import load_portal
from macros.rules.severity_rules import compile_rules
from macros.rules.unknowns import UNSURE, judge, walk
from macros.rules.verdict_code import ALPHABET, CodeRefused, Decoded, Layout, decode, encode

KEYS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RULES = compile_rules(load_portal(Path(__file__).parents[2] / "docs" / "_data"))
LAYOUT = Layout(1, RULES.pack.levels, RULES.pack.categories, RULES.diagram.sizes)


def every_code() -> dict[str, Decoded]:
    """The code of every answer set that can be given, `unsure` among the answers."""
    codes: dict[str, Decoded] = {}
    for given in product(*([UNSURE, *range(size)] for size in RULES.diagram.sizes)):
        answers = dict(enumerate(given))
        asked = {question: answers[question] for question in walk(RULES.diagram, answers).asked}
        verdict = judge(RULES.pack, RULES.diagram, asked)
        if verdict.level is not None:
            code = encode(LAYOUT, verdict.level, verdict.category, asked)
            codes[code] = Decoded(1, verdict.level, verdict.category, asked)
    return codes


CODES = every_code()


def test_every_code_comes_back_as_it_went() -> None:
    assert len(CODES) > 500
    assert all(decode({1: LAYOUT}, code) == said for code, said in CODES.items())


def test_a_code_reads_as_its_level_and_category() -> None:
    assert {code[:5] for code in CODES} >= {"P0-P-", "P1-O-", "P3-O-", "P5-P-"}
    assert {len(code) for code in CODES} == {10}


def read(code: str) -> Decoded | None:
    try:
        return decode({1: LAYOUT}, code)
    except CodeRefused:
        return None


def test_case_spaces_and_hyphens_do_not_matter() -> None:
    code = next(iter(CODES))
    assert read(f" {code.lower().replace('-', ' ')} ") == CODES[code]


def test_every_single_wrong_character_is_caught() -> None:
    for code in sorted(CODES)[::9]:
        for place, right in enumerate(code):
            wrong = [letter for letter in KEYS if letter != right]
            assert all(read(code[:place] + letter + code[place + 1 :]) is None for letter in wrong), code


def test_every_swap_of_neighbours_is_caught() -> None:
    for code in CODES:
        plain = code.replace("-", "")
        for place in range(len(plain) - 1):
            swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
            assert swapped == plain or read(swapped) is None, (code, swapped)


@pytest.mark.parametrize("text", ["", "P3", "P3-O", "P3-O-2", "P9-O-22222", "P3-X-22222", "P3-O-00000", "hello", "P3-O-" + "Z" * 40])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert read(text) is None


def test_the_alphabet_has_a_prime_number_of_signs_that_nobody_mishears_as_another_digit() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("01ILO") & set(ALPHABET)
