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
from macros.views.components import render
from macros.views.policy import policy_changes
from macros.views.situation_moves import Moves, find_moves
from tests.company import DOCS, copy_company, place_in
from tests.found_good import compare

Changes = tuple[tuple[str, str, str], ...]
LEVELS: Changes = (("severity.yml", "{device: [blocked]}, level: s3", "{device: [blocked]}, level: s2"),)
# Others are asked for where they weren't: after a wish they leave the category open, and for some of a valley the level.
ASKED: Changes = (
    ("severity.yml", "- device: [odd, broken, blocked]", "- device: [wish, odd, broken, blocked]\n      - whose: [valley]"),
    (
        "severity.yml",
        "- {id: slow-link,",
        "- {id: some-of-all, when: {link: [some], others: [others-too]}, level: s3, because: x}\n  - {id: slow-link,",
    ),
)
COVER: Changes = (("coverage.yml", "inside: guaranteed\n    outside: best-effort", "inside: best-effort\n    outside: none"),)


def edit(folder: Path, changes: Changes) -> Path:
    docs = copy_company(folder)
    for name, old, new in changes:
        file = docs / "_data" / name
        text = file.read_text(encoding="utf-8")
        assert old in text, old
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


def test_answers_that_leave_a_level_or_a_category_open_now_are_gone(tmp_path: Path, portal: Portal) -> None:
    docs = edit(tmp_path, ASKED)
    before, after = count_by_hand(DOCS), count_by_hand(docs)
    moves = find_moves(portal, load_portal(docs / "_data"))
    open_now = [given for given in before if len({after[each] for each in after if given <= each}) > 1]
    assert {before[each] for each in open_now} == {("s5", "hut"), ("s4", "mast")}
    assert moves.gone == len(open_now)


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
    assert find_moves(load_portal(docs / "_data"), load_portal(docs / "_data")) == Moves((), 0, 0)


def test_moves_between_kinds_of_cover_are_counted_for_each_combination_of_hours(tmp_path: Path, portal: Portal) -> None:
    moves = find_moves(portal, load_portal(edit(tmp_path, COVER) / "_data")).moves
    urgent = sum(result in (("s1", "mast"), ("s2", "mast")) for result in count_by_hand(DOCS).values())
    # The night watch is there in one of the three combinations of hours.
    assert {(move.aspect, move.before, move.after): move.count for move in moves} == {
        ("cover", "guaranteed", "best-effort"): urgent,
        ("cover", "best-effort", "none"): urgent * 2,
    }


# A second version of the rules, with a word for each kind of change: answers that are called otherwise or are one with others, a rule, a
# category, an instruction and an answer that nobody could give; and other facts that readers act on, changed, new and gone.
READS = "".join(f"      - {{was: {{{question}: {old}}}, now: {{{question}: {new}}}}}\n" for question, old, new in (
    ("whose", "room", "room"), ("whose", "annex", "house"), ("whose", "hut", "hut"), ("whose", "valley", "valley"), ("device", "fine", "fine"),
    ("device", "wish", "wish"), ("device", "odd", "broken"), ("device", "broken", "broken"), ("device", "blocked", "blocked"),
))  # fmt: skip
SECOND = f'  - version: 2\n    since: "2027-02-01"\n    text: Other names.\n    reads:\n{READS}'
CHANGED = (
    ("severity.yml", "version: 1\n", "version: 2\n"),
    ("severity.yml", "tie_break:", f"{SECOND}      - {{was: {{whose: room, device: odd}}, now: {{whose: house}}}}\ntie_break:"),
    ("severity.yml", "{id: annex, label", "{id: house, label"),
    ("severity.yml", "whose: [room, annex, hut]", "whose: [room, house, hut]"),
    ("severity.yml", "whose: [room, annex]", "whose: [room, house]"),
    ("severity.yml", "whose: [annex]", "whose: [house]"),
    ("severity.yml", "{device: [blocked]}, level: s3", "{device: [blocked]}, level: s2"),
    ("severity.yml", "{others: [others-too]}, category: mast", "{others: [others-too]}, category: hut"),
    ("severity.yml", "do: Call the desk.\n    first", "do: Ring the desk.\n    first"),
    ("severity.yml", "- {id: worked-before,", "- {id: painting, label: Painting, what_if: If you paint}\n      - {id: worked-before,"),
    ("paid-options.yml", "minimum: null", "minimum: 1 visit"),
    ("paid-options.yml", "- id: new-mast\n    label: New mast", "- id: mast-of-your-own\n    label: Mast of your own"),
    ("paid-options.yml", "label: Extra hand", "label: Helping hand"),
    ("paid-options.yml", "per: hour", "per: visit"),
    ("paid-options.yml", "levels: [s3, s4]", "levels: [s3]"),
    ("plans.yml", "amount: 18", "amount: 19"),
    ("channels.yml", "While your phone has a signal.", "While your phone is on."),
    ("channels.yml", "+49 30 901820", "+49 30 901821"),
    ("channels.yml", "label: Valley office", "label: Office"),  # another name is no change
    ("coverage.yml", "label: Closed", "label: Nobody"),
    ("schedules.yml", 'opens: "21:00"', 'opens: "20:00"'),
    ("coverage.yml", "inside: guaranteed\n    outside: best-effort", "inside: best-effort\n    outside: none"),
    ("targets.yml", "within: 15 minutes", "within: 30 minutes"),
    ("targets.yml", "levels: [s5]\n    categories: [mast]", "levels: [s3]\n    categories: [mast]"),
    (
        "targets.yml",
        "levels: [s4]\n    within: 2 days\n    schedule: desk-hours\n    open_questions: [A1]",
        "levels: [s4]\n    within: 2 days\n    schedule: desk-hours",
    ),
)


def test_what_a_change_means_is_told_in_words(tmp_path: Path, portal: Portal) -> None:
    docs = edit(tmp_path, CHANGED)
    compare("effects.txt", list_effects(portal, load_portal(docs / "_data"), place_in(DOCS)), tmp_path)


def test_a_revision_is_compared_and_noted_once_and_what_is_none_is_said(
    tmp_path: Path, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = edit(tmp_path, ())
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
    drawn = render("policy-changes.html", policy_changes(load_portal(docs / "_data"), "2027-02-01"), place_in(docs))
    assert sentence in Markup(drawn).striptags()
    assert "2026" not in drawn
    assert run("diff", release) == 1
    assert "expected  a day after 2027-02-01" in capsys.readouterr().err
    assert load_portal(docs / "_data").changes.releases == noted
    assert run("diff", ["nowhere", "--docs", str(docs)]) == 1
    assert "expected  a revision" in capsys.readouterr().err
