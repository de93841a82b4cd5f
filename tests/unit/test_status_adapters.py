"""What each provider's JSON becomes, and what it never becomes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.status.adapters import Refusal, normalise
from macros.status.language import check_adapters
from macros.status.record import Record
from macros.status.rules import SHARED, adapters, compile_rules
from macros.status.wording import text_of
from tests.status_bodies import BODIES, HOSTILE, SPOILS, captured_bodies, many_components, places, quiet_statuspage, replaced

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
PAGE = "https://status.example.com/"
RULES = {name: compile_rules(name) for name in check_adapters().adapters}


def read(adapter: str, body: Any) -> dict[str, Any]:
    record = normalise(RULES[adapter], body, PAGE, NOW)
    assert isinstance(record, dict), record
    Record.model_validate(record)
    return record


@pytest.mark.parametrize(
    ("name", "indicator", "components", "incidents", "maintenances"),
    [
        ("statuspage", "partial_outage", 4, ["One-way audio in Frankfurt"], ["Database upgrade"]),
        ("incidentio-compatible", "degraded", 2, ["Slow sign-in"], []),
        ("openstatus", "degraded", 2, [], []),
        ("instatus", "partial_outage", 0, ["API fails"], ["Move"]),
        ("incidentio", "partial_outage", 0, ["Calls drop"], ["Someday"]),
        ("cstate", "partial_outage", 3, ["Sign-in down"], []),
        ("betterstack", "partial_outage", 2, ["Signalling is down"], ["Later"]),
        ("kuma", "partial_outage", 4, ["No audio"], ["Upgrade"]),
        ("upptime", "degraded", 2, [], []),
        ("gatus", "partial_outage", 2, [], []),
    ],
)
def test_each_product_becomes_the_same_kind_of_record(
    name: str, indicator: str, components: int, incidents: list[str], maintenances: list[str]
) -> None:
    record = read(*BODIES[name])
    assert record["indicator"] == indicator
    assert len(record["components"]) == components
    assert [incident["title"] for incident in record["incidents"]] == incidents
    assert [maintenance["title"] for maintenance in record["maintenances"]] == maintenances
    assert record["warnings"] == []


def test_what_a_statuspage_incident_says_arrives_whole() -> None:
    record = read(*BODIES["statuspage"])
    assert record["incidents"] == [
        {
            "id": "i1",
            "title": "One-way audio in Frankfurt",
            "phase": "identified",
            "impact": "major_outage",
            "startedAt": "2026-11-22T18:58:00Z",
            "updatedAt": "2026-11-22T20:00:00Z",
            "url": "https://stspg.example/i1",
            "body": "A relay lost its power.",
            "components": ["Media relays"],
        }
    ]
    assert record["sourceUpdatedAt"] == "2026-11-22T20:00:00Z"
    assert [(part["name"], part["group"]) for part in record["components"]][:3] == [
        ("SIP signalling", "Calls"),
        ("Media relays", "Calls"),
        ("Control panel", ""),
    ]


def test_joins_follow_references_and_take_the_newest_message() -> None:
    record = read(*BODIES["betterstack"])
    assert record["incidents"][0]["body"] == "It is back soon."
    assert record["incidents"][0]["components"] == ["Signalling"]
    assert {part["group"] for part in record["components"]} == {"Calls"}


def test_a_length_in_minutes_becomes_an_end() -> None:
    assert read(*BODIES["instatus"])["maintenances"][0]["endsAt"] == "2026-11-24T03:30:00Z"


def test_an_issue_listed_under_two_systems_counts_once() -> None:
    assert len(read(*BODIES["cstate"])["incidents"]) == 1


def test_a_record_reads_as_itself() -> None:
    for name, (adapter, body) in (BODIES | captured_bodies()).items():
        record = normalise(RULES[adapter], body, PAGE, NOW)
        if isinstance(record, dict):
            assert read("record", record) == record | {"warnings": []}, name


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        (quiet_statuspage(), "operational"),
        (quiet_statuspage(incidents=[{"id": "1", "name": "x", "status": "monitoring", "impact": "none"}]), "notice"),
        (quiet_statuspage(incidents=[{"id": "1", "name": "x", "status": "new-word", "impact": "none"}]), "notice"),
        (quiet_statuspage(components=[{"id": "1", "name": "x", "status": "major_outage"}]), "notice"),
        (quiet_statuspage(scheduled_maintenances=[{"id": "1", "name": "x", "status": "in_progress"}]), "maintenance"),
        (quiet_statuspage(scheduled_maintenances=[{"id": "1", "name": "x", "status": "scheduled"}]), "operational"),
        (quiet_statuspage(status={"indicator": "sparkling"}), "unknown"),
        (quiet_statuspage(status={"indicator": ""}), "unknown"),
        (quiet_statuspage(incidents=None, components=None), "operational"),
        (quiet_statuspage(status={"indicator": "minor"}), "degraded"),
    ],
)
def test_the_headline_wins_and_is_only_raised(body: Any, indicator: str) -> None:
    assert read("statuspage", body)["indicator"] == indicator


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        ([{"name": "a", "slug": "a", "status": "up"}], "operational"),
        ([{"name": "a", "slug": "a", "status": "down"}], "major_outage"),
        ([{"name": "a", "slug": "a", "status": "down"}, {"name": "b", "slug": "b", "status": "up"}], "partial_outage"),
        ([{"name": "a", "slug": "a", "status": "asleep"}, {"name": "b", "slug": "b", "status": "up"}], "unknown"),
    ],
)
def test_monitors_roll_up(body: Any, indicator: str) -> None:
    assert read("upptime", body)["indicator"] == indicator


def test_no_monitors_mean_unknown() -> None:
    body = {"main": {"config": {}, "publicGroupList": []}, "heartbeat": {"heartbeatList": {}}}
    assert read("kuma", body)["indicator"] == "unknown"


def test_an_unknown_word_warns_and_is_unknown() -> None:
    record = read("statuspage", quiet_statuspage(components=[{"id": "1", "name": "x", "status": "shiny"}]))
    assert record["components"][0]["status"] == "unknown"
    assert record["warnings"] == ["status=shiny"]


@pytest.mark.parametrize("body", [None, [], {}, "", 5, {"status": 503, "error": "x"}, {"status": {"indicator": 1}}, [[[]]]])
def test_what_is_not_a_status_body_is_refused(body: Any) -> None:
    for adapter, rules in RULES.items():
        assert isinstance(normalise(rules, body, PAGE, NOW), Refusal), adapter


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-11-22T20:00:00.5Z", "2026-11-22T20:00:00Z"),
        ("2026-11-22T14:00:00-06:00", "2026-11-22T20:00:00Z"),
        ("2026-11-22 20:00:00", "2026-11-22T20:00:00Z"),
        ("2026-11-22 20:00:00.48 +0000 UTC", "2026-11-22T20:00:00Z"),
        ("2026-11-22 21:00:00 +0100 CET", "2026-11-22T20:00:00Z"),
        ("2026-11-22 20:00 UTC", "2026-11-22T20:00:00Z"),
        ("Sun Nov 22 2026 22:00:00 GMT+0200 (Eastern European Standard Time)", "2026-11-22T20:00:00Z"),
        ("2026-02-30T00:00:00Z", ""),
        ("1999-12-31T23:59:59Z", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("yesterday", ""),
        ("<no value>", ""),
        (1700000000, ""),
    ],
)
def test_times_are_read_as_their_products_mean_them(written: Any, read_as: str) -> None:
    body = quiet_statuspage(incidents=[{"id": "1", "name": "x", "status": "monitoring", "impact": "none", "started_at": written}])
    assert read("statuspage", body)["incidents"][0]["startedAt"] == read_as


def test_hostile_text_is_one_plain_line_and_its_links_lead_to_the_page() -> None:
    incident = {"id": HOSTILE, "name": HOSTILE, "status": HOSTILE, "impact": HOSTILE, "shortlink": "javascript:alert(1)"}
    record = read("statuspage", quiet_statuspage(incidents=[incident | {"incident_updates": [{"body": HOSTILE * 50}]}]))
    assert "\u202e" not in json.dumps(record, ensure_ascii=False)
    assert record["incidents"][0]["url"] == "https://status.example.com"
    assert len(record["incidents"][0]["body"]) == 600


def test_a_large_page_is_cut_at_the_limits() -> None:
    assert len(read("statuspage", many_components(5000))["components"]) == 1000


def is_green_by_right(adapter: str, body: Any, record: dict[str, Any]) -> bool:
    """Whether somebody said that all is well: the headline's word, every monitor, or an empty list of incidents."""
    if record["incidents"] or any(part["status"] not in ("operational", "unknown") for part in record["components"]):
        return False
    rules = RULES[adapter]
    if "headline" in rules:
        here = body
        for step in rules["headline"]["at"].split("."):
            here = here[step]
        return rules["headline"]["map"][text_of(here).strip()] == "operational"
    if rules["rollup"] == "incidents":
        return isinstance(body["ongoing_incidents"], list)
    return bool(record["components"]) and all(part["status"] == "operational" for part in record["components"])


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40) | st.sampled_from(SPOILS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("name", BODIES)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_json_gives_a_valid_record_or_a_refusal_and_never_green_by_default(name: str, data: st.DataObject) -> None:
    adapter, body = BODIES[name]
    for _ in range(data.draw(st.integers(0, 3))):
        body = replaced(body, data.draw(st.sampled_from(places(body))), data.draw(anything))
    record = normalise(RULES[adapter], body, PAGE, NOW)
    if isinstance(record, Refusal):
        return
    Record.model_validate(record)
    if record["indicator"] == "operational":
        assert is_green_by_right(adapter, body, record)


@pytest.mark.parametrize("adapter", RULES)
@settings(max_examples=60, deadline=None)
@given(body=anything)
def test_json_from_nowhere_is_never_green(adapter: str, body: Any) -> None:
    record = normalise(RULES[adapter], body, PAGE, NOW)
    assert isinstance(record, Refusal) or record["indicator"] != "operational"


@pytest.mark.parametrize("name", adapters())
def test_only_names_come_from_all_of_a_list(name: str) -> None:
    """The script gives all values for `each` without `newest`, and one value for everything else."""
    rules = compile_rules(name)
    for kind in ("components", "incidents", "maintenances"):
        for field, source in {**rules.get("issues", {}), **rules.get(kind, {})}.items():
            form = rules["fields"][kind].get(field)
            if form:
                is_list = isinstance(source, dict) and "each" in source and "newest" not in source
                assert is_list == (form == "names"), f"{name} {kind}.{field}"


def test_rules_of_one_provider_fit_in_two_kilobytes() -> None:
    for name, rules in RULES.items():
        own = {key: value for key, value in rules.items() if key not in SHARED}
        assert len(json.dumps(own, separators=(",", ":")).encode()) <= 2048, name
