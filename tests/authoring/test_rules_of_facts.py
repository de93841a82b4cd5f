"""What the models and the checks across files refuse beyond types: each rule, its place and its words."""

import pytest

from macros.facts.patterns import passes_luhn
from macros.sources.problems import format_report
from tests.authoring.conftest import Sources

OPEN_QUESTION = "owner: Head of the desk\n    confirmed: "
SECOND_VERSION = '  - {version: 2, since: "2026-10-06", text: The second rules., rules: "000000000000"}\n'


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "found", "expected"),
    [
        # the composer and the analyser
        ("composer", "section: what", "section: where", "", "a mapping", "a section for the field 'subject'"),
        ("composer", "format: time", "format: tame", "", "a mapping", "a format for the field 'begin'"),
        ("composer", "choice: came-back}", "choice: come-back}", "", "a mapping", "an answer of a field with choices in 'when'"),
        (
            "composer",
            "control: area, heading: Wish",
            "control: choice, heading: Wish",
            "fields > wish",
            "a mapping",
            "'choices' for a control",
        ),
        ("composer", 'examples: ["password: hunter22"', 'examples: ["hunter22"', "secrets > password", "", "wrong for: hunter22"),
        ("composer", "pattern: '[^\\s<>\"]{6,}'", "pattern: '[^\\s'", "formats > test > pattern", "'[^", "a regular expression"),
        ("composer", "keep_days: 14", "keep_days: 0", "keep_days", "0", "greater than or equal to 1"),
        ("composer", "  hide: Hide it\n", "  hid: Hide it\n", "sentences > hid", "the key 'hid'", "did you mean 'hide'?"),
        ("commonality", "bad: [slow,", "bad: [good,", "words", "a mapping", "in both lists: good"),
        ("commonality", "{found}” and never", "{where}” and never", "problems > 6", "a mapping", "unknown: where"),
        ("commonality", "  - code: empty\n", "  - code: binary\n", "", "a mapping", "missing: empty"),
        ("commonality", "  took: ", "  tooks: ", "sentences > tooks", "the key 'tooks'", "did you mean 'took'?"),
        ("commonality", "formats:", "limits: {values: 400}\nformats:", "limits > values", "400", "less than or equal to 250"),
        # schedules
        ("schedules", "[mon, tue,", "[mon, mon,", "days", "'mon' a second time", "each entry once"),
        ("schedules", 'closes: "12:30"', 'closes: "08:00"', "closes", "'08:00'", "another time"),
        ("schedules", 'opens: "08:00"', 'opens: "24:00"', "opens", "'24:00'", "before the end of the day"),
        ("schedules", 'closes: "12:30"', 'closes: "13:30"', "desk-hours > windows", "a list of 2", "windows that do not overlap"),
        ("schedules", 'last_day: "2027-08-06"', 'last_day: "2027-08-01"', "last_day", "'2027-08-01'", "not before 2027-08-02"),
        ("schedules", "closed: [night-watch]", "closed: []", "desk-open", "closed: none", "desk-hours, night-watch"),
        (
            "schedules",
            "  - id: nobody-there\n",
            "  - {id: both, label: Both, open: [desk-hours, night-watch], closed: []}\n  - id: nobody-there\n",
            "both > open",
            "never occurs",
            "by the windows above",
        ),
        (
            "changes",
            "    now: It costs EUR 240.50, because the cable car runs less often.\n",
            "",
            "before",
            "A repair visit",
            "what holds now",
        ),
        ("severity", "tells: observed", "tells: observd", "whose > tells", "'observd'", "'observed'"),
        (
            "redirects",
            "severity-levels.md#how-bad-is-it, old",
            "severity-level.md#how, old",
            "moved_anchors",
            "severity-level.md",
            "a page",
        ),
        ("schedules", "days: [fri, sat, sun]", "days: [mon]\n        label: x", "night-watch", "unknown key", "one of"),
        ("composer", "mail_channel: desk-mail", "mail_channel: desk-phone", "mail_channel", "no email address", "desk-mail"),
        ("organisation", "data_version: 2", "data_version: 3", "data_version", "3", "the version that this portal reads"),
        # coverage
        ("coverage", "levels: [s1, s2]", "levels: [s1]", "covers", "no cover for mast and s2", "in one cover"),
        ("coverage", "levels: [s1, s2]", "levels: [s1, s2, s3]", "mast-other", "mast and s3 a second time", "in one cover"),
        ("coverage", "outside: best-effort", "outside: null", "mast-urgent > outside", "null", "its schedule closes"),
        ("coverage", "  - id: best-effort", "  - id: none", "kinds", "guaranteed, none, none", "each kind once"),
        (
            "coverage",
            "  - id: none\n    label: Closed\n    meaning: Nobody answers.\n",
            "",
            "mast-other > outside",
            "'none'",
            "its words under 'kinds'",
        ),
        # channels
        ("channels", "    email: desk@fernblick.example.org\n", "", "desk-mail", "nothing (null)", "an email address"),
        ("channels", "    number: +49 1523 5555555\n", "", "desk-sms", "nothing (null)", "a phone number"),
        ("channels", "avoid: [desk-mail]", "avoid: [desk-phone]", "offline", "'desk-phone' a second time", "each channel once"),
        ("channels", 'confirmed: "2026-10-05"', "confirmed: perhaps", "confirmed", "'perhaps'", "or false"),
        # escalation
        ("escalation", "escalates_to: radio-team", "escalates_to: desk", "escalates_to", "desk", "radio-team"),
        ("escalation", "escalates_to: null", "escalates_to: desk", "county > escalates_to", "desk", ""),
        # money
        ("paid-options", "per: visit", "per: null", "repair-visit > per", "null", "like hour"),
        ("paid-options", "by_quote: false", "by_quote: true", "repair-visit > by_quote", "true", "price"),
        ("paid-options", "currency: EUR", "currency: EUX", "currency", "'EUX'", "ISO 4217"),
        ("paid-options", "amount: 240.5, currency: EUR", "of: a bill", "repair-visit > price", "no 'percent'", "beside 'of'"),
        ("plans", "percent: 3, of", "percent: 3, amount: 4, currency: EUR, of", "price", "a mapping", "or 'percent' and 'of'"),
        ("paid-options", "amount: 240.5", "amount: true", "amount", "true", "a number"),
        # evidence
        (
            "evidence",
            "speed-test, required: true",
            "speed-test, required: false",
            "offline > items > 3",
            "'begin-time'",
            "required items before",
        ),
        (
            "evidence",
            "{item: light, required",
            "{item: speed-test, required",
            "offline > items > 4 > item",
            "'speed-test'",
            "each item once",
        ),
        ("severity", "{id: valley, label", "{id: valley, group: Part of a hut, label", "valley > group", "'Part of a hut'", "side by side"),
        # open questions
        ("open-questions", "chosen: wash-house-in", "chosen: wash-house", "A1 > chosen", "'wash-house'", "wash-house-in"),
        (
            "open-questions",
            f'{OPEN_QUESTION}"2026-10-06"',
            f'{OPEN_QUESTION}"2026-10-04"',
            "A1 > confirmed",
            "'2026-10-04'",
            "not before 2026-10-05",
        ),
        ("open-questions", "- id: A1\n", "- id: a1\n", "id", "'a1'", "like A7"),
        # words and pages
        ("glossary", "see_also: [mast]", "see_also: [masts]", "see_also", "'masts'", "mast"),
        ("organisation", "page: null, channel: network-map", "page: null, channel: null", "map", "neither 'page' nor 'channel'", "either"),
        ("organisation", "page: guides/commonality-analysis.md", "page: /guides/", "page", "'/guides/'", "policy/severity-levels.md"),
        ("home", "page: support/status.md", "page: support/state.md", "page", "'support/state.md'", "a page below docs did you mean"),
        ("pages", "support/status.md", "support/state.md", "", "'support/state.md'", "a page below docs did you mean"),
        (
            "searches",
            "pages: [knowledge-base/red-light.md",
            "pages: [knowledge-base/red-lights.md",
            "pages",
            "knowledge-base/red-lights.md",
            "a page below docs did you mean",
        ),
        ("severity", "facts: [F1]", "facts: [f1]", "facts", "'f1'", "like F19"),
        ("severity", "version: 1\nchanges:\n", f"version: 2\nchanges:\n{SECOND_VERSION}", "", "", "for each version from 1 to 2, in order"),
    ],
)
def test_a_broken_rule_is_named_at_its_place(
    sources: Sources, file: str, old: str, new: str, where: str, found: str, expected: str
) -> None:
    sources.replace(f"_data/{file}.yml", old, new)
    problems = sources.problems()
    named = [each for each in problems if where in each.where and found in each.found and expected in f"{each.expected} {each.hint}"]
    assert named, format_report(problems)


def test_a_state_that_is_forgotten_is_named_with_a_moment(sources: Sources) -> None:
    path = sources.docs / "_data" / "schedules.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - id: nobody-there")], encoding="utf-8")
    found = [problem.found for problem in sources.problems()]
    assert any(each.startswith("no state in which nothing is open (as on mon ") for each in found), found


def test_a_value_that_may_be_one_of_two_kinds_is_reported_once(sources: Sources) -> None:
    sources.replace("_data/channels.yml", 'confirmed: "2026-10-05"', "confirmed: perhaps")
    assert len(sources.problems()) == 1


def test_the_check_digit_of_cards_is_known() -> None:
    numbers = {"4111 1111 1111 1111": True, "5500-0000-0000-0004": True, "4111 1111 1111 1112": False}
    assert {number: passes_luhn(number) for number in numbers} == numbers
