"""Every macro draws from the company's facts, and refuses what it cannot draw."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from pydantic import BaseModel

from macros.portal import Portal, load_portal
from macros.views import MACROS, draw
from macros.views.arguments import ArgumentRefused, get_by_id
from macros.views.components import PageContext
from tests.company import DATA, DOCS

PORTAL = load_portal(DATA)
PLACE = PageContext(DOCS, "policy/severity-levels/", preview=True)
# one good value for each argument a macro insists on
GOOD = {
    "audience": "hut-staff",
    "diagram_id": "a-restart",
    "channel": "desk-sms",
    "id": "link-drops",
    "ladder": "help",
    "level": "s2",
    "option": "repair-visit",
    "party": "hut",
    "record": "speed-tests",
    "schedule": "desk-hours",
    "slug": next(iter(PORTAL.articles)),
    "term": "mast",
}


def needed(name: str) -> list[str]:
    parameters = list(inspect.signature(MACROS[name]).parameters.values())[1:]
    return [each.name for each in parameters if each.default is each.empty]


DRAWN = [name for name in MACROS if set(needed(name)) <= set(GOOD)]


def test_a_macro_draws_html_that_says_something() -> None:
    for name in DRAWN:
        html = draw(name, PORTAL, PLACE, *(GOOD[argument] for argument in needed(name)))
        assert "{{" not in html, name
        tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
        assert "".join(tree.itertext()).strip(), name


@pytest.mark.parametrize(
    ("name", "wrong", "near"),
    [
        ("severity_card", "s22", "s2"),
        ("channel", "desk-male", "desk-mail"),
        ("escalation_matrix", "hepl", "help"),
        ("schedule", "desk-hour", "desk-hours"),
        ("term", "outdoorunit", "outdoor-unit"),
        ("evidence", "offlin", "offline"),
        ("price", "repair-visits", "repair-visit"),
    ],
)
def test_an_unknown_argument_is_refused_with_the_nearest_id(name: str, wrong: str, near: str) -> None:
    with pytest.raises(ArgumentRefused) as refused:
        draw(name, PORTAL, PLACE, wrong)
    assert repr(near) in refused.value.hint


def test_a_price_that_is_not_published_is_refused() -> None:
    option = PORTAL.paid_options.options[0].model_copy(update={"price": None, "per": None, "by_quote": True})
    portal = PORTAL.model_copy(update={"paid_options": PORTAL.paid_options.model_copy(update={"options": (option,)})})
    with pytest.raises(ArgumentRefused, match="no price"):
        draw("price", portal, PLACE, option.id)


@given(st.text(max_size=30))
def test_any_argument_is_found_or_refused(wanted: str) -> None:
    known = {level.id for level in PORTAL.levels.levels}
    if wanted in known:
        assert get_by_id(PORTAL.levels.levels, wanted).id == wanted
    else:
        with pytest.raises(ArgumentRefused):
            get_by_id(PORTAL.levels.levels, wanted)


def test_a_page_this_portal_lacks_gets_no_link() -> None:
    assert PLACE.link("support/nowhere.md") == ""


# What hours, levels and channels look like, as text with what their elements say besides.
READ = (
    "severity_glance severity_table severity_card severity_level not_critical category_table severity_rules severity_tree "
    "policy_proof coverage_summary coverage_table coverage_bars schedule calendars channel_list channel channel_hours channel_order "
    "escalation_matrix escalation_tiers response_targets support_plans paid_options paid_summary price policy_changes"
).split()
TOLD = ("href", "hidden", "datetime", "data-label", "x", "width")
SIZES = ("16", "28", "100%", "14")  # of marks and of whole drawings
DRAWINGS = Path(__file__).parents[1] / "examples" / "drawings.txt"


def in_lines(name: str) -> str:
    """A macro's drawing as the file has it."""
    html = draw(name, PORTAL, PLACE, *(GOOD[argument] for argument in needed(name)))
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return f"= {name}\n" + re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", "".join(say(tree)))).strip() + "\n"


def say(element: Any) -> Iterator[str]:
    told = [f"{name}={element.get(name)}" for name in TOLD if name in element.attrib and element.get(name) not in SIZES]
    yield from ("\n", *([f"[{' '.join(told)}] "] if told else [])) if told or element.tag in BLOCKS else ()
    yield " ".join((element.text or "").split()) + " " if element.text else ""
    for child in element:
        yield from say(child) if isinstance(child.tag, str) else ()
        yield f" {' '.join((child.tail or '').split())} " if child.tail else ""


BLOCKS = {"li", "p", "tr", "dt", "dd", "h2", "h3", "h4", "figure", "details"}


def test_macros_draw_what_was_read_and_found_good(tmp_path: Path) -> None:
    """After a wanted change, read the difference and take over the file that the failed test names."""
    expected, drawn = DRAWINGS.read_text(encoding="utf-8"), "".join(in_lines(name) for name in READ)
    (tmp_path / DRAWINGS.name).write_text(drawn, encoding="utf-8")
    changes = list(unified_diff(expected.splitlines(), drawn.splitlines(), DRAWINGS.name, str(tmp_path / DRAWINGS.name), lineterm="", n=0))
    assert not changes, "\n".join(changes[:60])


IN_A_SENTENCE = {"a", "abbr", "span", "strong", "time"}
DURATION = re.compile(r"\d+ (?:minute|hour|day)s?")
ATTACK = "</td></script><hostile-mark>\"'> *a* _b_ `c` [d](e) | f"


def spoil(value: Any) -> Any:
    """Put the attack behind every text of several words."""
    if isinstance(value, str):
        return f"{value} {ATTACK}" if " " in value and not DURATION.fullmatch(value) else value
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: spoil(each) for name, each in value})
    if isinstance(value, tuple):
        return tuple(map(spoil, value))
    return {key: spoil(each) for key, each in value.items()} if isinstance(value, dict) else value


def test_words_of_facts_stay_words() -> None:
    """In the HTML of a block, and through Markdown, which reads on in what stands in a sentence."""
    spoilt = Portal.model_construct(**{name: spoil(value) for name, value in PORTAL})
    options = [option.model_copy(update={"channel": "desk-mail"}) for option in spoilt.paid_options.options]
    spoilt = spoilt.model_copy(update={"paid_options": spoilt.paid_options.model_copy(update={"options": tuple(options)})})
    for name in DRAWN:
        html = draw(name, spoilt, PLACE, *(GOOD[argument] for argument in needed(name)))
        tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
        assert not list(tree.iter("hostile-mark")), name
        for element in tree.iter():
            if element.get("type") == "application/json" or element.get("data-part") == "data":
                json.loads("".join(element.itertext()))
            if (address := element.get("href", "")).startswith("mailto:"):
                address, _, query = address.partition("?")
                assert re.fullmatch(r"(subject=[^\s&#<]+(&body=[^\s&#<]+)?)?", query), (name, query)
        if len(tree) and tree[0].tag in IN_A_SENTENCE:
            sentence = "".join(ElementTree.fromstring(markdown(f"See {html} now.")).itertext())
            assert sentence == f"See {''.join(tree.itertext())} now."


def test_the_matrix_says_for_each_level_who_has_it_where_it_goes_and_how_to_reach_them() -> None:
    html = draw("escalation_matrix", PORTAL, PLACE, "help")
    table = next(html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html).iter("table"))
    head, *rows = [[" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
    assert head == [
        "Level",
        "Desk",
        "Radio",
        "Mast cover (Berlin time)",
        "Hut cover (Berlin time)",
        "First contact",
        "Moves up when",
        "First response",
        "Updates every",
        "Resolution",
        "Plans",
        "Paid option",
    ]
    assert [row[:3] for row in rows[:3]] == [
        ["S1 Emergency", "–", "2 First"],
        ["S2 Severe", "1 First", "2 At once"],
        ["S3 Annoying", "1 First", "2 Next"],
    ]
    promised = ["15 minutes", "Summit: 1 hour", "4 hours", "Valley: desk hours; Summit: night watch; Alliance"]
    assert rows[0][5:11] == ["Desk phone, at any time", "Already with the last line.", *promised]
    assert rows[2][5:] == [
        "Desk mail",
        "Somebody has to climb.",
        "8 hours (desk hours)",
        "No published target",
        "No published target",
        "Valley: desk hours; Summit: desk hours; Alliance",
        "EUR 240.50 per visit",
    ]
    assert "Repair visit: EUR 240.50 per visit. The fault is inside the hut." in html
    assert "haven't published" not in html


def test_a_ladder_without_levels_is_a_matrix_of_problems_and_columns_without_facts_are_not_drawn() -> None:
    everyone = tuple(
        level.model_copy(
            update={"first_response": None, "first_handled_by": level.first_handled_by.model_copy(update={"tier": "elsewhere"})}
        )
        for level in PORTAL.levels.levels
    )
    html = draw(
        "escalation_matrix", PORTAL.model_copy(update={"levels": PORTAL.levels.model_copy(update={"levels": everyone})}), PLACE, "help"
    )
    text = " ".join("".join(html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html).itertext()).split())
    assert "Everything that can be solved by phone. 1 Solves it –" in text
    assert "Masts and links. 1 Looks first 2 Solves it" in text
    assert not {"First response", "Paid option", "Moves up when"} & set(re.findall(r'data-label="([^"]*)"', html))


def test_the_decision_tree_asks_for_the_worst_level_first_and_names_every_rule() -> None:
    html = draw("severity_tree", PORTAL, PLACE)
    steps = html.split('<li class="tree-step ')[1:]
    assert PORTAL.severity
    for step, level in zip(steps, PORTAL.levels.levels, strict=True):
        assert f'<span class="portal-level__label">{level.label}</span>' in step
        assert all(rule.because in step for rule in PORTAL.severity.rules if rule.level == level.id)
    assert "may count as" in html


def test_each_letter_of_the_glossary_leads_to_its_terms() -> None:
    html = draw("glossary", PORTAL, PLACE)
    letters = re.findall(r'<li><a href="#([^"]+)">(.)</a></li>', html)
    parts = re.findall(r'<h2 id="([^"]+)"[^>]*>(.)</h2>(.+?)</dl>', html, re.DOTALL)
    assert letters == [(anchor, letter) for anchor, letter, _ in parts]
    for _, letter, terms in parts:
        assert {first.upper() for first in re.findall(r'<dt id="[^"]+">(.)', terms)} == {letter}
