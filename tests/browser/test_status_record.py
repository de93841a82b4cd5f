"""The browser reads every body exactly as Python does."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from macros.status.adapters import Refusal, normalise
from macros.status.language import check_adapters
from macros.status.rules import compile_rules
from tests.status_bodies import BODIES, captured_bodies, many_components, quiet_statuspage, spoilt_bodies
from tests.status_servers import provider_and_site

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
PAGE = "https://status.example.com/"
RULES = {name: compile_rules(name) for name in check_adapters().adapters}
READ_ALL = """async ([module, rules, cases, page, now]) => {
  const { normalise } = await import(module);
  return cases.map(([adapter, text]) => JSON.stringify(normalise(rules[adapter], JSON.parse(text), page, now)));
}"""


@pytest.fixture(scope="module")
def blank(browser: Any) -> Iterator[Any]:
    with provider_and_site() as (_, site):
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(site.url + "support/banner/")
        yield page
        context.close()


def module_of(page: Any) -> str:
    return page.url.split("support/")[0] + "assets/status-record.mjs"


def read_both(page: Any, cases: list[tuple[str, str, Any]]) -> list[tuple[str, Any, Any]]:
    texts = [(adapter, json.dumps(body)) for _, adapter, body in cases]
    found = page.evaluate(READ_ALL, [module_of(page), RULES, texts, PAGE, NOW.timestamp() * 1000])
    mine = [normalise(RULES[adapter], json.loads(text), PAGE, NOW) for adapter, text in texts]
    return [(name, ours, json.loads(theirs)) for (name, _, _), ours, theirs in zip(cases, mine, found, strict=True)]


def assert_same(results: list[tuple[str, Any, Any]]) -> None:
    for name, ours, theirs in results:
        if isinstance(ours, Refusal):
            assert theirs is None, name
        else:
            assert theirs == json.loads(json.dumps(ours)), name
            assert list(theirs) == list(ours), name


def test_every_adapter_rehearses_its_parts_before_there_is_a_body(blank: Any) -> None:
    made = blank.evaluate(
        "async ([module, all]) => { const { rehearse } = await import(module); return all.map((rules) => rehearse(rules).components); }",
        [module_of(blank), list(RULES.values())],
    )
    read = {name for name, parts in zip(RULES, made, strict=True) if len(parts) == 200}
    assert read == {
        "statuspage",
        "cstate",
        "upptime",
        "gatus",
        "record",
    }  # the others list no parts, tell them by a type, or have them by groups


def test_both_languages_read_the_corpus_alike_field_by_field(blank: Any) -> None:
    cases = [(name, adapter, body) for name, (adapter, body) in (BODIES | captured_bodies()).items()]
    cases += [("quiet", "statuspage", quiet_statuspage()), ("large", "statuspage", many_components())]
    results = read_both(blank, cases)
    assert_same(results)
    again = [(name, "record", ours) for name, ours, _ in results if isinstance(ours, dict)]
    assert_same(read_both(blank, again))


def test_both_languages_read_spoilt_bodies_alike(blank: Any) -> None:
    assert_same(read_both(blank, spoilt_bodies(1500, seed=20261122)))
