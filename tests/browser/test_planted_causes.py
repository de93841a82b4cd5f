"""Exports that were written blind to the analyser: the portal's own facts bring the planted cause first, and luck raises no alarm."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.call_exports import PREFIXES, Export, exports, random_exports
from tests.found_causes import find_causes


def names_the_cause(export: Export, findings: list[list[dict[str, str]]]) -> bool:
    """Whether the first finding is the planted cause: its value, whichever column shows it, or the group of its column."""
    if not findings or len(findings[0]) > 1:
        return False
    assert export.cause is not None
    (part,) = findings[0]
    where, value = export.cause
    derived = re.fullmatch(r"(prefix|country code|hour) of (.*?)(?: in UTC)?", where)
    if derived is None:
        return re.sub(r"^.*/|\.voice\.example$", "", value) in part["text"]
    found = part["text"].lstrip("+")
    alike = [each for each in PREFIXES if each.startswith(found) or found.startswith(each)]
    return part["name"] == derived[2] and (alike == [value] if derived[1] == "prefix" else found == value)


def test_a_planted_cause_comes_first_and_luck_raises_no_alarm(shipped_page: Callable[..., Any]) -> None:
    page = shipped_page("guides/commonality-analysis/")
    page.locator("form[data-part=intake]").wait_for()
    planted, lucky = exports(seed=1, count=8), random_exports(seed=1, count=3)
    found = find_causes(page, [asdict(each) for each in (*planted, *lucky)])
    missed = [(each.name, each.cause, causes) for each, causes in zip(planted, found, strict=False) if not names_the_cause(each, causes)]
    assert len(missed) <= 1, missed
    assert found[len(planted) :] == [[]] * len(lucky)
