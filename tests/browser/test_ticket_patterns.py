"""Patterns are proven in Python and used in JavaScript: both must read them alike."""

from __future__ import annotations

import re
from collections.abc import Callable

from macros.portal import Portal
from tests.support_traces import traces

FITS = "([pattern, texts]) => texts.map((text) => new RegExp(`^(?:${pattern})$`).test(text))"
SECRETS = """async (texts) => {
  const base = document.querySelector('script[src*="/portal.js"]').src;
  const { Checker } = await import(new URL("../ticket-composer/ticket-checks.js", base));
  const checker = new Checker(JSON.parse(document.querySelector('ticket-composer template[data-part="data"]').content.textContent));
  return texts.map((text) => checker.findSecrets(text).map(({ label, at, part }) => [label, at, at + part.length]));
}"""


def test_both_languages_read_every_pattern_alike(new_page: Callable, portal: Portal) -> None:
    composer = portal.composer
    assert composer is not None
    page = new_page("support/report-a-problem/")
    probes = [text for entry in (*composer.formats, *composer.secrets) for text in (*entry.examples, *entry.counter_examples)]
    for entry in composer.formats:
        assert page.evaluate(FITS, [entry.pattern, probes]) == [re.fullmatch(entry.pattern, text) is not None for text in probes]
    for text, found in zip(probes, page.evaluate(SECRETS, probes), strict=True):
        labels = [label for label, *_ in found]
        expected = {secret.label for secret in composer.secrets if secret.is_in(text) and not secret.on_request}
        # Where two kinds overlap, the script names the longer one only.
        assert set(labels) <= expected, text
        assert bool(labels) == bool(expected), text


def test_what_support_must_not_get_is_found_and_nothing_else_is_named(new_page: Callable) -> None:
    """98 in 100 secrets of 200 texts that were written blind to the patterns, and 2 in 100 false alarms at most."""
    page = new_page("support/report-a-problem/")
    made = traces(seed=1, count=200)
    planted, hidden, named, wrong = 0, 0, 0, []
    for trace, found in zip(made, page.evaluate(SECRETS, [trace.text for trace in made]), strict=True):
        places = [set(range(start, end)) for _, start, end in found]
        secrets = [set(range(start, start + len(each))) for each in trace.secrets for start in [trace.text.index(each)]]
        planted += len(secrets)
        hidden += sum(1 for each in secrets if each <= set().union(*places))
        named += len(places)
        wrong += [trace.text[min(place) : max(place) + 1] for place in places if not any(place & each for each in secrets)]
    assert planted > 200
    assert hidden / planted >= 0.98
    assert len(wrong) / named < 0.02, wrong
