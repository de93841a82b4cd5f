"""What the models and the checks across files refuse beyond types: each rule, its place and its words."""

import pytest

from macros.sources.problems import format_report
from tests.authoring.conftest import Sources

OPEN_QUESTION_START = 'since: "2026-11-22"\n    owner: null\n    confirmed: false'


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "found", "expected"),
    [
        # schedules
        ("schedules", "[mon, tue,", "[mon, mon,", "days", "'mon' a second time", "each entry once"),
        ("schedules", 'closes: "20:00"', 'closes: "08:00"', "closes", "'08:00'", "another time"),
        ("schedules", 'opens: "08:00"', 'opens: "24:00"', "opens", "'24:00'", "before the end of the day"),
        (
            "schedules",
            "    days_stated: false",
            '      - {days: [sun], opens: "19:00", closes: "21:00"}\n    days_stated: false',
            "business-hours > windows",
            "a list of 2",
            "windows that do not overlap",
        ),
        (
            "schedules",
            "closures: []",
            'closures: [{first_day: "2027-01-02", last_day: "2027-01-01", label: Move}]',
            "last_day",
            "'2027-01-01'",
            "not before 2027-01-02",
        ),
        ("schedules", "closed: [phone-hours]", "closed: []", "business-only", "closed: none", "business-hours, phone-hours"),
        ("schedules", 'opens: "09:00"', 'opens: "08:00"', "business-only > open", "a combination that never occurs", "by the windows"),
        ("schedules", 'closes: "20:00"', 'closes: "23:30"', "phone-only > open", "a combination that never occurs", "by the windows"),
        # coverage
        ("coverage", "levels: [p0, p1, p2]", "levels: [p0, p1]", "covers", "no cover for platform and p2", "in one cover"),
        ("coverage", "levels: [p0, p1, p2]", "levels: [p0, p1, p2, p3]", "platform-other", "platform and p3 a second time", "in one cover"),
        ("coverage", "outside: null", "outside: best-effort", "platform-critical > outside", "best-effort", "never closes"),
        ("coverage", "outside: best-effort", "outside: null", "platform-other > outside", "null", "its schedule closes"),
        ("coverage", "- state: both-open", "- state: business-only", "states", "the state 'both-open' left out", "each state, once"),
        ("coverage", "  - id: best-effort", "  - id: none", "kinds", "guaranteed, none, none", "each of guaranteed"),
        # channels
        ("channels", "    email: support@connexcs.com\n", "", "ticket-email", "nothing (null)", "an email address"),
        ("channels", '    number: "+44 7481 346 455"\n', "", "sms-uk", "nothing (null)", "a phone number"),
        ("channels", "    avoid: [chat]", "    avoid: [phone]", "several-problems", "'phone' a second time", "each channel once"),
        # escalation
        (
            "escalation",
            "escalates_to: customer-second-line",
            "escalates_to: customer-senior",
            "escalates_to",
            "customer-senior",
            "second-line",
        ),
        ("escalation", "escalates_to: provider-first-line", "escalates_to: null", "customer-senior > escalates_to", "null", "top step"),
        # money
        ("paid-options", "per: hour", "per: null", "paid-escalation > per", "null", "like hour"),
        ("paid-options", "by_quote: false", "by_quote: true", "paid-escalation > by_quote", "true", "price"),
        ("paid-options", "currency: USD", "currency: USB", "currency", "'USB'", "ISO 4217"),
        # evidence
        ("evidence", "call-id, required: true", "call-id, required: false", "call > items > 3", "'begin-time'", "required items before"),
        ("evidence", "item: caller-id", "item: call-id", "call > items > 4 > item", "'call-id'", "each item once"),
        # open questions
        ("open-questions", "chosen: a1-c", "chosen: a1-z", "A1 > chosen", "'a1-z'", "a1-a, a1-b, a1-c"),
        (
            "open-questions",
            OPEN_QUESTION_START,
            OPEN_QUESTION_START.replace("false", '"2026-11-21"'),
            "A1 > confirmed",
            "'2026-11-21'",
            "not before 2026-11-22",
        ),
        ("open-questions", "- id: A2\n", "- id: A1\n", "id", "'A1'", "order of their numbers"),
        ("open-questions", "- id: A1\n", "- id: a1\n", "id", "'a1'", "like A7"),
        # words and pages
        ("glossary", "term: ASR", "term: Zulu", "term", "", "order of the alphabet"),
        ("glossary", "see_also: [coverage-window,", "see_also: [coverage-windw,", "see_also", "'coverage-windw'", "one of"),
        ("organisation", "    channel: status-page\n", "", "status-page", "neither 'page' nor 'channel'", "either"),
        (
            "organisation",
            "page: guides/debugging.md",
            "page: /guides/debugging/",
            "page",
            "'/guides/debugging/'",
            "policy/severity-levels.md",
        ),
        ("tickets", "facts: [F40]", "facts: [f40]", "facts", "'f40'", "like F19"),
        ("channels", "confirmed: false", "confirmed: perhaps", "confirmed", "'perhaps'", "or false"),
    ],
)
def test_a_broken_rule_is_named_at_its_place(
    sources: Sources, file: str, old: str, new: str, where: str, found: str, expected: str
) -> None:
    sources.replace(f"_data/{file}.yml", old, new)
    problems = sources.problems()
    assert any(where in each.where and found in each.found and expected in each.expected for each in problems), format_report(problems)


def test_a_state_that_is_forgotten_is_named_with_a_moment(sources: Sources) -> None:
    path = sources.docs / "_data" / "schedules.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - id: both-closed")], encoding="utf-8")
    found = [problem.found for problem in sources.problems()]
    assert "no state in which nothing is open (as on mon 00:00 UTC)" in found


def test_a_value_that_may_be_one_of_two_kinds_is_reported_once(sources: Sources) -> None:
    sources.replace("_data/channels.yml", "confirmed: false", "confirmed: perhaps")
    assert len(sources.problems()) == 1
