"""The analyser's arithmetic, run in the browser it is made for: exact, finds what was planted, silent without a cause."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.found_causes import find_causes
from tests.speed_tests import Plan, make_records, write_csv

SETS = 12
PAGE = "guides/commonality-analysis/"
EXACT_TEST = """async (tables) => {
  const base = document.querySelector('script[src*="/portal.js"]').src;
  const { logFisherExact } = await import(new URL("../commonality-analyser/commonality-statistics.js", base));
  return tables.map((table) => Math.exp(logFisherExact(...table)));
}"""
READ_TIMES = """async (columns) => {
  const base = document.querySelector('script[src*="/portal.js"]').src;
  const { timeReader } = await import(new URL("../commonality-analyser/commonality-columns.js", base));
  return columns.map((texts) => texts.map(timeReader(texts)).map((time) => [time.day, time.hour]));
}"""


@pytest.fixture(name="page")
def _page(new_page: Callable) -> Any:
    page = new_page(PAGE)
    page.locator("form[data-part=intake]").wait_for()
    return page


def _find_causes(page: Any, plans: list[Plan]) -> list[list[dict[str, str]]]:
    found = find_causes(page, [{"text": write_csv(*make_records(plan))} for plan in plans])
    return [[{part["name"]: part["text"] for part in parts} for parts in causes] for causes in found]


def _choose_cause(number: int) -> dict[str, str]:
    chance = random.Random(number)
    one = {"mast": f"mast-{chance.randrange(6)}"}
    other = chance.choice([{"firmware": "R8"}, {"transport": "tls"}, {"detail 0": "v3"}])
    return chance.choice([one, other, one | other])


def _make_tables(wanted: int) -> list[list[int]]:
    chance = random.Random(7)
    tables = []
    for _ in range(wanted):
        size = chance.choice([5, 20, 100, 1000, 50_000])
        bad, good, share = chance.randint(1, size), chance.randint(1, size), chance.random() ** 2
        near = min(1, max(0, share + chance.gauss(0, 0.02)))
        tables.append([round(bad * share), round(good * near), bad, good])
    return tables


def test_fishers_exact_test_agrees_with_scipy(page: Any) -> None:
    from scipy.stats import fisher_exact  # slow to import

    tables = _make_tables(400)
    for (bad_with, good_with, bad, good), chance_here in zip(tables, page.evaluate(EXACT_TEST, tables), strict=True):
        expected = fisher_exact([[bad_with, bad - bad_with], [good_with, good - good_with]]).pvalue
        assert chance_here == pytest.approx(expected, rel=1e-9, abs=1e-300), (bad_with, good_with, bad, good)


def test_times_are_read_in_halves_of_the_day_and_days_only_where_a_value_tells(page: Any) -> None:
    halves = ["12:30 am", "1:05 AM", "11:59 a.m.", "12:30 pm", "1:05 PM"]
    unsure = ["03/04/2026 10:00", "05/06/2026 12:15 am"]
    torn = ["25/04/2026 10:00", "04/25/2026 10:00"]  # one value says the day comes first, the other the month
    days_first = ["03/04/2026 10:00", "25/04/2026 10:00"]
    months_first = ["03/04/2026 10:00", "04/25/2026 10:00"]
    months_named = ["20-Nov-26 14:30:00", "Fri, Nov 20, 2026, 2:30 PM", "20 November 2026 14:30"]
    assert page.evaluate(READ_TIMES, [halves, unsure, torn, days_first, months_first, months_named]) == [
        [[None, "00"], [None, "01"], [None, "11"], [None, "12"], [None, "13"]],
        [[None, "10"], [None, "00"]],
        [[None, "10"], [None, "10"]],
        [["2026-04-03", "10"], ["2026-04-25", "10"]],
        [["2026-03-04", "10"], ["2026-04-25", "10"]],
        [["2026-11-20", "14"]] * 3,
    ]


def test_planted_causes_are_found_and_innocent_values_are_not_blamed(page: Any) -> None:
    causes = [_choose_cause(number) for number in range(SETS)]
    named = _find_causes(page, [Plan(seed=number, cause=cause) for number, cause in enumerate(causes)])
    hits = sum(cause in found for cause, found in zip(causes, named, strict=True))
    blamed = sum(len(found) for found in named)
    assert SETS - hits <= 1, f"{hits} of {SETS} planted causes were found"
    assert blamed - hits <= 1, f"{blamed} values were blamed, {hits} of them rightly"


def test_data_without_a_cause_stays_silent(page: Any) -> None:
    named = _find_causes(page, [Plan(seed=1000 + number, rows=600, base=0.3) for number in range(SETS)])
    alarms = sum(bool(found) for found in named)
    assert alarms == 0
