"""What a change of the facts means: moves counted as by hand, facts in words, and a revision that cannot be read said in words."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from macros.commands import run
from macros.commands.diff import list_effects
from macros.portal import Portal, load_portal
from macros.views.components import PageContext, render
from macros.views.policy import policy_changes
from macros.views.situation_moves import find_moves
from tests.company import DOCS, copy_company

Changes = dict[str, tuple[str, str]]
LEVELS: Changes = {
    "severity.yml": ("{device: [blocked]}, level: s3", "{device: [blocked]}, level: s2"),
    "paid-options.yml": ("amount: 240.5", "amount: 260"),
}
COVER: Changes = {
    "coverage.yml": ("inside: guaranteed\n    outside: best-effort", "inside: best-effort\n    outside: none"),
    "schedules.yml": ('closes: "17:00"', 'closes: "18:00"'),
    "targets.yml": ("within: 15 minutes", "within: 30 minutes"),
    "channels.yml": ("+49 30 901820", "+49 30 901821"),
}


def edit(folder: Path, changes: Changes) -> Path:
    docs = copy_company(folder)
    for name, (old, new) in changes.items():
        file = docs / "_data" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return docs


def count_by_hand(folder: Path) -> dict[frozenset[tuple[str, str]], tuple[str | None, str | None]]:
    """Go through every answer to every question with the plain data, as the writers' guide tells it."""
    facts, levels = (yaml.safe_load((folder / "_data" / name).read_text(encoding="utf-8")) for name in ("severity.yml", "levels.yml"))
    ranks, capped = [each["id"] for each in levels["levels"]], levels["not_critical"]

    def holds(when: dict[str, list[str]], given: dict[str, str]) -> bool:
        return all(given.get(question) in allowed for question, allowed in when.items())

    found: dict[frozenset[tuple[str, str]], Any] = {}
    for combination in product(*([answer["id"] for answer in question["answers"]] for question in facts["questions"])):
        given: dict[str, str] = {}
        for question, answer in zip(facts["questions"], combination, strict=True):
            if any(holds(when, given) for when in question.get("shown_if", [{}])):
                given[question["id"]] = answer
        if any(holds(each["when"], given) for each in facts.get("impossible", ())):
            found[frozenset(given.items())] = None, None
            continue
        level = min((rule["level"] for rule in facts["rules"] if holds(rule["when"], given)), key=ranks.index)
        if any(holds(each["when"], given) for each in facts["exclusions"]) and level not in capped["never_applied_to"]:
            level = max(level, capped["capped_at"], key=ranks.index)
        category = next(
            (each["category"] for each in facts["category_rules"] if holds(each["when"], given)), facts["otherwise"]["category"]
        )
        found[frozenset(given.items())] = level, category
    return found


def test_moves_between_levels_are_as_many_as_by_hand(tmp_path: Path, portal: Portal) -> None:
    docs = edit(tmp_path, LEVELS)
    before, after = count_by_hand(DOCS), count_by_hand(docs)
    by_hand = Counter((before[each][0], after[each][0]) for each in after if before[each][0] != after[each][0])
    moves = find_moves(portal, load_portal(docs / "_data"))
    assert {(move.before, move.after): move.count for move in moves.moves if move.aspect == "level"} == by_hand
    assert by_hand[("s3", "s2")] > 10
    assert (moves.new, moves.gone) == (0, 0)


def test_answers_with_another_name_move_by_what_they_mean_now(tmp_path: Path, portal: Portal) -> None:
    docs = edit(tmp_path, LEVELS)
    by_name = find_moves(portal, load_portal(docs / "_data"))
    rules = docs / "_data" / "severity.yml"
    text = re.sub(r"\bannex\b", "outbuilding", rules.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n", 1))
    names = {"room": "room", "annex": "outbuilding", "hut": "hut", "valley": "valley"}
    reads = ", ".join(f"{{was: {{whose: {old}}}, now: {{whose: {new}}}}}" for old, new in names.items())
    entry = f'  - {{version: 2, since: "2026-11-23", text: Other names., reads: [{reads}]}}\n'
    rules.write_text(text.replace("tie_break:", f"{entry}tie_break:", 1), encoding="utf-8")
    by_meaning = find_moves(portal, load_portal(docs / "_data"))
    assert [(each.before, each.after, each.count) for each in by_meaning.moves] == [
        (each.before, each.after, each.count) for each in by_name.moves
    ]
    assert (by_meaning.new, by_meaning.gone) == (0, 0)


def test_moves_between_kinds_of_cover_are_counted_for_each_combination_of_hours(tmp_path: Path, portal: Portal) -> None:
    moves = find_moves(portal, load_portal(edit(tmp_path, COVER) / "_data")).moves
    urgent = sum(result in (("s1", "mast"), ("s2", "mast")) for result in count_by_hand(DOCS).values())
    # The night watch is there in one of the three combinations of hours.
    assert {(move.aspect, move.before, move.after): move.count for move in moves} == {
        ("cover", "guaranteed", "best-effort"): urgent,
        ("cover", "best-effort", "none"): urgent * 2,
    }


def test_hours_prices_targets_and_addresses_are_told_in_words(tmp_path: Path, portal: Portal) -> None:
    effects = list_effects(portal, load_portal(edit(tmp_path, {**LEVELS, **COVER}) / "_data"), PageContext(DOCS))
    for sentence in (
        "Repair visit: EUR 260 per visit, for S3 and S4, before: EUR 240.50 per visit, for S3 and S4.",
        "Desk phone: +49 30 901821 (Desk hours), before: +49 30 901820 (Desk hours).",
        "S1, first response: 30 minutes, before: 15 minutes.",
    ):
        assert sentence in effects
    said = "\n".join(effects)
    assert "combinations of answers now give “S2” instead of “S3”, for example: " in said
    assert "13:15-18:00 Berlin time" in said
    assert "amount" not in said
    assert "guaranteed" not in said


def test_a_revision_is_compared_and_noted_once_and_what_is_none_is_said(
    tmp_path: Path, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = edit(tmp_path, {})
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "Begin")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    prices = docs / "_data" / "paid-options.yml"
    prices.write_text(prices.read_text(encoding="utf-8").replace("240.5", "250"), encoding="utf-8")
    sentence = "Repair visit: EUR 250 per visit, for S3 and S4, before: EUR 240.50 per visit, for S3 and S4."
    release = ["HEAD", "--docs", str(docs), "--release", "2027-02-01"]
    assert run("diff", release) == 0
    assert f"- {sentence}\n" in capsys.readouterr().out
    noted = load_portal(docs / "_data").changes.releases
    assert noted[:-1] == portal.changes.releases
    assert (noted[-1].day, noted[-1].effects) == (date(2027, 2, 1), (sentence,))
    page = (docs / "policy/changes/2027-02-01.md").read_text(encoding="utf-8")
    assert 'title: "Changes of 1 February 2027"' in page
    assert '{{ policy_changes("2027-02-01") }}' in page
    drawn = render("policy-changes.html", policy_changes(load_portal(docs / "_data"), "2027-02-01"), PageContext(docs))
    assert sentence in Markup(drawn).striptags()
    assert "2026" not in drawn
    assert run("diff", release) == 1
    assert "expected  a day after 2027-02-01" in capsys.readouterr().err
    assert load_portal(docs / "_data").changes.releases == noted
    assert run("diff", ["nowhere", "--docs", str(docs)]) == 1
    assert "expected  a revision" in capsys.readouterr().err
