"""Every macro draws from the shipped facts, and refuses what it cannot draw."""

from __future__ import annotations

import inspect
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.facts.hours import WEEK
from macros.portal import Portal, load_portal
from macros.views import MACROS, draw
from macros.views.arguments import ArgumentRefused, get_by_id
from macros.views.components import PageContext
from macros.views.coverage import day_words, state_words

ROOT = Path(__file__).resolve().parents[2]
PORTAL = load_portal(ROOT / "docs" / "_data")
PLACE = PageContext(ROOT / "docs", "policy/severity-levels/", preview=True)
# one good value for each argument a macro insists on
GOOD = {
    "article": next(iter(PORTAL.articles), ""),
    "audience": "customer-staff",
    "channel": "sms-uk",
    "id": "calls-drop-early",
    "ladder": "provider",
    "level": "p2",
    "option": "paid-escalation",
    "party": "customer",
    "record": "sip-traces",
    "schedule": "phone-hours",
    "term": "call-id",
    "tree": "calls-drop-early",
    "troubleshooter": "calls-drop-early",
}


def needed(name: str) -> list[str]:
    parameters = list(inspect.signature(MACROS[name]).parameters.values())[1:]
    return [each.name for each in parameters if each.default is each.empty]


@pytest.mark.parametrize("name", [name for name in MACROS if set(needed(name)) <= set(GOOD)])
def test_a_macro_draws_html_that_parses_and_leaves_nothing_open(name: str) -> None:
    html = draw(name, PORTAL, PLACE, *(GOOD[argument] for argument in needed(name)))
    assert html.strip()
    assert "{{" not in html
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html)
    assert "".join(tree.itertext()).strip()


@pytest.mark.parametrize(
    ("name", "wrong", "near"),
    [
        ("severity_card", "p22", "p2"),
        ("channel", "telegrem", "telegram"),
        ("escalation_matrix", "custommer", "customer"),
        ("schedule", "phone-hour", "phone-hours"),
        ("term", "callid", "call-id"),
        ("evidence", "calls", "call"),
        ("price", "paid-escalations", "paid-escalation"),
    ],
)
def test_an_unknown_argument_is_refused_with_the_nearest_id(name: str, wrong: str, near: str) -> None:
    with pytest.raises(ArgumentRefused) as refused:
        draw(name, PORTAL, PLACE, wrong)
    assert repr(near) in refused.value.hint


def test_a_price_that_is_not_published_is_refused() -> None:
    with pytest.raises(ArgumentRefused, match="no price"):
        draw("price", PORTAL, PLACE, "noc-on-demand")


@given(st.text(max_size=30))
def test_any_argument_is_found_or_refused(wanted: str) -> None:
    known = {level.id for level in PORTAL.levels.levels}
    if wanted in known:
        assert get_by_id(PORTAL.levels.levels, wanted).id == wanted
    else:
        with pytest.raises(ArgumentRefused):
            get_by_id(PORTAL.levels.levels, wanted)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (WEEK, "every day"),
        (("mon", "tue", "wed", "thu", "fri"), "Monday to Friday"),
        (("sat",), "Saturday"),
        (("mon", "thu"), "Monday and Thursday"),
        (("mon", "tue", "thu", "sat", "sun"), "Monday to Tuesday, Thursday and Saturday to Sunday"),
    ],
)
def test_days_are_told_in_words(days: tuple[str, ...], words: str) -> None:
    assert day_words(days) == words


def test_the_four_states_share_out_the_day() -> None:
    spans = {row["entry"].id: row["spans"] for row in state_words(PORTAL)}
    assert spans == {
        "both-open": ["09:00-20:00 UTC"],
        "business-only": ["08:00-09:00 UTC"],
        "phone-only": ["20:00-23:00 UTC"],
        "both-closed": ["23:00-08:00 UTC"],
    }


@pytest.mark.parametrize(
    ("page_url", "directory_urls", "link"),
    [
        ("", True, "./contributing/open-questions/#a7"),
        ("policy/severity-levels/", True, "../../contributing/open-questions/#a7"),
        ("policy/severity-levels.html", False, "../contributing/open-questions.html#a7"),
        ("index.html", False, "./contributing/open-questions.html#a7"),
    ],
)
def test_links_work_from_any_page_below_any_path(page_url: str, directory_urls: bool, link: str) -> None:
    assert PageContext(ROOT / "docs", page_url, directory_urls).link("contributing/open-questions.md", "a7") == link


def test_a_page_this_portal_lacks_gets_no_link() -> None:
    assert PLACE.link("support/nowhere.md") == ""


def test_facts_are_escaped_wherever_they_stand() -> None:
    hostile = '<script>alert(1)</script>" onload="x'
    level = PORTAL.levels.levels[0].model_copy(update={"meaning": hostile, "label": hostile, "advice": hostile})
    levels = PORTAL.levels.model_copy(update={"levels": (level, *PORTAL.levels.levels[1:])})
    portal = Portal.model_construct(**{**dict(PORTAL), "levels": levels})
    for html in (draw("severity_table", portal, PLACE), draw("severity_card", portal, PLACE, "p0")):
        assert "<script" not in html
        assert 'onload="' not in html.replace("&#34;", "")
