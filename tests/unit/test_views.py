"""Every macro draws from the company's facts, and refuses what it cannot draw."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from markdown import markdown
from pydantic import BaseModel

from macros.facts.changes import ChangesFile, Release
from macros.portal import Portal, load_portal
from macros.sources.page_file import address_of
from macros.views import MACROS, draw
from macros.views.arguments import ArgumentRefused
from macros.views.articles import article_index
from macros.views.home import topic_index
from macros.views.messages import find_locale, formats
from macros.views.organisation import describe_feet
from macros.views.policy import list_changes, policy_data
from macros.views.severity_classifier import classifier_data
from tests.company import DATA, DOCS, place_in
from tests.found_good import EXAMPLES, compare, once

PORTAL = load_portal(DATA)
COMPANIES = {"": PORTAL} | {name: load_portal(EXAMPLES / name / "docs/_data") for name in ("azure", "service-desk")}
PLACE = place_in(DOCS, "policy/severity-levels/", preview=True)
# one good value for each argument a macro insists on
GOOD = {
    "audience": "hut-staff",
    "columns": "began",
    "diagram_id": "a-restart",
    "channel": "desk-sms",
    "id": "link-drops",
    "ladder": "help",
    "level": "s2",
    "option": "repair-visit",
    "party": "hut",
    "record": "speed-tests",
    "rows": "whose",
    "schedule": "desk-hours",
    "slug": next(iter(PORTAL.articles)),
    "term": "mast",
}


def needed(name: str) -> list[str]:
    parameters = list(inspect.signature(MACROS[name]).parameters.values())[1:]
    return [each.name for each in parameters if each.default is each.empty]


DRAWN = [name for name in MACROS if set(needed(name)) <= set(GOOD)]


def test_a_fact_in_a_sentence_holds_no_sign_that_markdown_reads() -> None:
    signs = "\\`*_[]{}|~"
    named = PORTAL.organisation.model_copy(update={"name": f"A{signs}Z"})
    html = draw("organisation", PORTAL.model_copy(update={"organisation": named}), PLACE)
    assert unescape(html) == f"A{signs}Z"
    assert not set(signs) & set(html)


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
    with pytest.raises(ArgumentRefused, match="no price") as refused:
        draw("price", PORTAL, PLACE, "new-mast")
    assert refused.value.expected.endswith(": repair-visit, extra-hand")


def test_links_lead_to_pages_that_are_there_from_wherever_they_stand() -> None:
    addresses = {"index.md": "help/de/index.html", "support/status.md": "help/de/lage.html"}  # of another language
    flat = {path: address_of(path, False) for path in PLACE.addresses}
    places = (PLACE, replace(PLACE, addresses=addresses), replace(PLACE, page_url="glossary.html", addresses=flat))
    assert [[place.link(page, "now") for page in ("support/status.md", "glossary.md", "index.md", "gone.md")] for place in places] == [
        ["../../support/status/#now", "../../glossary/#now", "../../#now", ""],
        ["../../help/de/lage.html#now", "", "../../help/de/index.html#now", ""],
        ["./support/status.html#now", "./glossary.html#now", "./index.html#now", ""],
    ]
    assert [place.own_folder for place in places] == ["", "help/de/", ""]


def test_a_term_leads_to_the_article_that_explains_it() -> None:
    terms = (PORTAL.glossary.terms[0].model_copy(update={"article": "ice-on-the-dish"}), PORTAL.glossary.terms[1])
    html = draw("glossary", PORTAL.model_copy(update={"glossary": PORTAL.glossary.model_copy(update={"terms": terms})}), PLACE)
    assert html.count("More: ") == 1
    assert re.search(r'More: <a href="[^"]*knowledge-base/ice-on-the-dish/">Why does ice slow the link\?</a>', html)


def test_words_are_written_as_a_language_has_them() -> None:
    english, german = formats("en"), formats("de")
    assert [english["inside"](name) for name in ("Business hours", "VIP line", "My Home")] == ["business hours", "VIP line", "My Home"]
    assert german["inside"]("Bürozeiten") == "Bürozeiten"
    told = [each["money"](amount, "EUR") for each in (english, german) for amount in (Decimal(64), Decimal("240.5"))]
    assert told == ["EUR 64", "EUR 240.50", "64 EUR", "240,50 EUR"]
    assert (find_locale("zh-Hant").script, find_locale("pt_BR").territory, find_locale("en").territory) == ("Hant", "BR", "GB")


def told_to_scripts() -> Iterator[Any]:
    """What stands in the data of a page, besides the table of the severity, and in its foot."""
    status = PORTAL.status.model_copy(update={"audiences": ()})
    for portal in (PORTAL, PORTAL.model_copy(update={"status": status}), COMPANIES["service-desk"]):
        data = classifier_data(portal)
        yield {name: value for name, value in data.items() if name != "rows"} | {"schedules": list(data["schedules"])}
    yield describe_feet(PORTAL, {path: datetime(2026, 5, 1, tzinfo=UTC) for path in ("glossary.md", "assets/icon.svg")})


def test_changes_are_listed_by_day_with_the_links_to_which_they_are_news() -> None:
    first = PORTAL.severity.changes[0]
    days = (date(2026, 3, 1), date(2026, 5, 1), date(2026, 5, 1))
    versions = tuple(first.model_copy(update={"version": number, "since": day, "text": f"v{number}"}) for number, day in enumerate(days, 1))
    effects = Release(day=date(2026, 6, 1), effects=("Longer hours.",))
    words = Release(day=date(2026, 5, 1), text="Said anew.", effects=("Not told.",))
    severity = PORTAL.severity.model_copy(update={"version": 3, "changes": versions})
    portal = PORTAL.model_copy(update={"severity": severity, "changes": ChangesFile(releases=(words, effects))})
    assert [(each["day"].month, each["texts"], each["news_to"]) for each in list_changes(portal)] == [
        (6, ["Longer hours."], 4),
        (5, ["v2", "v3", "Said anew."], 3),
        (3, ["v1"], 1),
    ]
    question = PORTAL.open_questions.entries
    for entries, is_open in (((question[0],), False), ((question[1],), True), (question, True), ((), False)):
        open_questions = PORTAL.open_questions.model_copy(update={"entries": entries})
        assert policy_data(PORTAL.model_copy(update={"open_questions": open_questions}))["open"] is is_open


def test_topics_stand_below_their_first_letter_in_the_readers_language(tmp_path: Path) -> None:
    pages = {
        "one.md": "---\ntitle: Zebra\nsymptoms: [503 again, Über all]\n---\n",
        "two.md": "# Untitled but headed\n",
        "two.de.md": "# Überschrift\n",
        "contributing/three.md": "# Left out\n",
        "search.md": "# Search\n",
        "topics.md": "# Topics\n",
        "four.md": "No heading.\n",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def read(addresses: dict[str, str], language: str) -> list[tuple[str, list[str]]]:
        return [
            (letter, [each.label for each in entries]) for letter, entries in topic_index(PORTAL, tmp_path, addresses, language)["letters"]
        ]

    everything = [("0-9", ["503 again"]), ("U", ["Über all", "Überschrift", "Untitled but headed"]), ("Z", ["Zebra"])]
    assert read({path: "" for path in pages if path != "contributing/three.md"}, "en") == everything
    assert read({"two.md": "de/two/"}, "de") == [("U", ["Überschrift"])]
    assert read({"two.md": "two/", "one.md": "one/"}, "") == [
        ("0-9", ["503 again"]),
        ("U", ["Über all", "Untitled but headed"]),
        ("Z", ["Zebra"]),
    ]


# What macros draw, those of these arguments too, as text with what each element says besides its looks. Evidence has the items too.
CHOSEN = (
    ("channel", "desk-mail", "the desk"),
    ("channel_order", "offline"),
    ("evidence", "offline"),
    ("organisation", "product"),
    ("status_hint", "huts"),
    ("term", "mast", "masts"),
)
READ = [name for name in DRAWN if name not in ("macro_list", "evidence_items")]
LOOKS = {"class", "style", "viewBox", "focusable", "d", "y", "height", "cx", "cy", "r", "points", "x1", "x2", "y1", "y2"}
SIZES = ("16", "28", "100%", "14")  # of marks and of whole drawings
LINES = {"li", "tr", "dt", "h2", "h3", "h4", "legend", "figure", "details", "section", "form", "template"}


def in_lines() -> Iterator[str]:
    """The drawings as the file has them."""
    seen: set[str] = set()
    for company, name, html in draw_all():
        tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
        lines = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", "".join(say(tree)))).strip().split("\n")
        yield f"= {name} {company}".rstrip()
        yield from once(lines, seen)
    yield from ("= data", *(json.dumps(each, default=str, ensure_ascii=False) for each in told_to_scripts()))


def draw_all() -> Iterator[tuple[str, str, str]]:
    """Draw every macro of the first company, and of the others those that need no argument, no page and no fact that they lack."""
    for company, portal in COMPANIES.items():
        for name in READ:
            if portal is PORTAL or not (needed(name) or name == "topic_index"):
                with suppress(*([ArgumentRefused] if company else [])):
                    yield company, name, draw(name, portal, PLACE, *(GOOD[argument] for argument in needed(name)))
    yield from (("", " ".join(call), draw(call[0], PORTAL, PLACE, *call[1:])) for call in CHOSEN)


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


def test_plans_that_are_all_by_quote_have_a_row_of_prices() -> None:
    assert PORTAL.plans is not None
    plans = tuple(plan.model_copy(update={"price": None, "by_quote": True}) for plan in PORTAL.plans.plans)
    html = draw("support_plans", PORTAL.model_copy(update={"plans": PORTAL.plans.model_copy(update={"plans": plans})}), PLACE)
    assert html.count("On request") == len(plans)


def test_a_matrix_names_the_zone_once_where_its_hours_share_one() -> None:
    desk, night = PORTAL.schedules.schedules
    for schedules, zone in (((desk, night), "Berlin time"), ((desk, night.model_copy(update={"zone_label": "Madeira time"})), "")):
        changed = PORTAL.model_copy(update={"schedules": PORTAL.schedules.model_copy(update={"schedules": schedules})})
        assert MACROS["escalation_matrix"](changed, "help")["zone"] == zone


def test_the_tree_says_what_two_rules_share_once() -> None:
    portal = load_portal(DATA)
    rules = [rule for rule in portal.severity.rules if rule.level == "s3"]
    twice = rules[1].model_copy(update={"because": rules[0].because})
    changed = portal.severity.model_copy(update={"rules": tuple(twice if rule is rules[1] else rule for rule in portal.severity.rules)})
    html = draw("severity_tree", Portal.model_construct(**{**dict(portal), "severity": changed}), PLACE)
    assert html.count(rules[0].because) == 1


@pytest.mark.parametrize(
    ("title", "description", "summary"),
    [
        ("Echo on a call", "Echo on a call: who hears it?", "Who hears it?"),
        ("Fax over IP: T.38 and G.711", "Fax over IP: how pages pass.", "How pages pass."),
        ("Echo on a call", "Echo: when it comes: a list.", "When it comes: a list."),
        ("sngrep: watch SIP", "sngrep shows ladders: how to read them.", "sngrep shows ladders: how to read them."),
        ("Echo on a call", "Echo on a call is delayed.", "Echo on a call is delayed."),
    ],
)
def test_a_list_of_articles_says_the_words_of_a_title_once(title: str, description: str, summary: str) -> None:
    portal = load_portal(DATA)
    slug, article = next(iter(portal.articles.items()))
    changed = article.model_copy(update={"title": title, "description": description})
    topics = article_index(Portal.model_construct(**{**dict(portal), "articles": {slug: changed}}))["topics"]
    assert [each["summary"] for topic in topics for each in topic["articles"]] == [summary]
