"""Patterns are proven in Python and used in JavaScript: both must read them alike."""

from __future__ import annotations

import re
from collections.abc import Callable

from macros.portal import Portal

FITS = "([pattern, texts]) => texts.map((text) => new RegExp(`^(?:${pattern})$`).test(text))"
SECRETS = """async (texts) => {
  const base = document.querySelector('script[src*="/portal.js"]').src;
  const { Checker } = await import(new URL("../ticket-composer/ticket-checks.js", base));
  const checker = new Checker(JSON.parse(document.querySelector('ticket-composer template[data-part="data"]').content.textContent));
  return texts.map((text) => checker.findSecrets(text).map(({ label }) => label));
}"""


def test_both_languages_read_every_pattern_alike(new_page: Callable, portal: Portal) -> None:
    composer = portal.composer
    assert composer is not None
    page = new_page("support/report-a-problem/")
    probes = [text for entry in (*composer.formats, *composer.secrets) for text in (*entry.examples, *entry.counter_examples)]
    for entry in composer.formats:
        assert page.evaluate(FITS, [entry.pattern, probes]) == [re.fullmatch(entry.pattern, text) is not None for text in probes]
    for text, labels in zip(probes, page.evaluate(SECRETS, probes), strict=True):
        expected = {secret.label for secret in composer.secrets if secret.is_in(text) and not secret.on_request}
        # Where two kinds overlap, the script names the longer one only.
        assert set(labels) <= expected, text
        assert bool(labels) == bool(expected), text
