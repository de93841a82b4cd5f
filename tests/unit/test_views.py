"""Every macro draws from the company's facts, and refuses what it cannot draw."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from markdown import markdown
from pydantic import BaseModel

from macros.portal import Portal, load_portal
from macros.views import MACROS, draw
from macros.views.arguments import ArgumentRefused
from macros.views.components import PageContext
from tests.company import DATA, DOCS
from tests.found_good import compare, once

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


def test_a_page_this_portal_lacks_gets_no_link() -> None:
    assert PLACE.link("support/nowhere.md") == ""


# What macros draw, as text with what each element says besides its looks. Evidence has the items too.
READ = [name for name in DRAWN if name not in ("macro_list", "evidence_items")]
LOOKS = {"class", "style", "viewBox", "focusable", "d", "y", "height", "cx", "cy", "r", "points", "x1", "x2", "y1", "y2"}
SIZES = ("16", "28", "100%", "14")  # of marks and of whole drawings
LINES = {"li", "tr", "dt", "h2", "h3", "h4", "legend", "figure", "details", "section", "form", "template"}


def in_lines() -> Iterator[str]:
    """The drawings as the file has them."""
    seen: set[str] = set()
    for name in READ:
        html = draw(name, PORTAL, PLACE, *(GOOD[argument] for argument in needed(name)))
        tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
        lines = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", "".join(say(tree)))).strip().split("\n")
        yield f"= {name}"
        yield from once(lines, seen)


def say(element: Any) -> Iterator[str]:
    told = [f"{name}={value}" if value else name for name, value in element.attrib.items() if name not in LOOKS and value not in SIZES]
    yield "\n" if element.tag in LINES else ""
    yield f"[{' '.join((element.tag.rpartition('}')[2], *told))}] " if told else ""
    if element.get("type") != "application/json" and element.get("data-part") not in ("data", "status-data"):
        yield f"{' '.join((element.text or '').split())} "
        for child in element:
            yield from say(child) if isinstance(child.tag, str) else ()
            yield f" {' '.join((child.tail or '').split())} "


def test_macros_draw_what_was_read_and_found_good(tmp_path: Path) -> None:
    compare("drawings.txt", in_lines(), tmp_path)


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
