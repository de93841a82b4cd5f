"""What the JSON of each status product becomes in the browser, and what it never becomes."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from macros.status.adapters import find_mismatch, keep_fields, read_adapters, script_rules
from tests.status_bodies import BODIES, HOSTILE, SPOILS, captured_bodies, many_components, quiet_statuspage, spoilt_bodies
from tests.status_servers import provider_and_site

NOW = "2026-11-22T21:00:00Z"
PAGE = "https://status.example.com/"
RULES = {name: script_rules(name) for name in read_adapters()}
LEVELS = {"operational", "notice", "maintenance", "degraded", "partial_outage", "major_outage", "unknown"}
READ_ALL = """async ([module, rules, cases, page, now]) => {
  const { normalise } = await import(module);
  return cases.map(([adapter, text]) => JSON.stringify(normalise(rules[adapter], JSON.parse(text), page, now)));
}"""
Read = Callable[..., Any]


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    with provider_and_site() as (_, site):
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(site.url + "support/banner/")
        yield page
        context.close()


@pytest.fixture(scope="module")
def read_all(page: Any) -> Read:
    """`read_all([(adapter, body), ...])`: the record of each body, or None where it is refused."""

    def read_all(cases: list[tuple[str, Any]], now: str = NOW) -> list[Any]:
        texts = [(adapter, json.dumps(body)) for adapter, body in cases]
        return [json.loads(record) for record in page.evaluate(READ_ALL, [module(page, "status-record"), RULES, texts, PAGE, now])]

    return read_all


@pytest.fixture(scope="module")
def read(read_all: Read) -> Read:
    """`read(adapter, body)`: the record, which is well formed."""

    def read(adapter: str, body: Any, now: str = NOW) -> dict[str, Any]:
        (record,) = read_all([(adapter, body)], now)
        assert_well_formed(record)
        return record

    return read


def module(page: Any, name: str) -> str:
    return page.url.split("support/")[0] + f"components/status/{name}.js"


def assert_well_formed(record: dict[str, Any]) -> None:
    issues = [*record["incidents"], *record["maintenances"]]
    for level in (
        record["indicator"],
        *(each["status"] for each in record["components"]),
        *(each["impact"] for each in record["incidents"]),
    ):
        assert level in LEVELS
    for phase in (issue["phase"] for issue in issues):
        assert phase in {"investigating", "identified", "monitoring", "scheduled", "in_progress", "unknown"}
    times = [record["sourceUpdatedAt"], record["fetchedAt"], *(update["at"] for issue in issues for update in issue["updates"])]
    times += [value for issue in issues for name, value in issue.items() if name.endswith("At")]
    for time in times:
        assert re.fullmatch(r"(2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ)?", time), time
    for url in (record["page"]["url"], *(issue["url"] for issue in issues)):
        assert re.fullmatch(r"https?://[^\s<>\"\\@]+", url), url
    for entry in (*issues, *record["components"]):
        assert 0 < len(entry["id"]) <= 120
        assert 0 < len(entry.get("title", entry.get("name"))) <= 300
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", json.dumps(record, ensure_ascii=False))


def test_captured_bodies_are_read_or_refused_by_their_shape(read_all: Read) -> None:
    bodies = captured_bodies()
    for (name, (adapter, body)), record in zip(bodies.items(), read_all(list(bodies.values())), strict=True):
        if record is None:
            assert name.startswith("failure"), name
        else:
            assert_well_formed(record)
            assert record["indicator"] != "operational" or is_green_by_right(adapter, body, record), name


def test_a_snapshot_keeps_all_that_is_read_and_drops_the_rest(read_all: Read) -> None:
    cases = [*BODIES.values(), *captured_bodies().values(), ("statuspage", many_components())]
    cases += [(adapter, body) for _, adapter, body in spoilt_bodies(300, seed=7)]
    cases = [(adapter, body) for adapter, body in cases if find_mismatch(read_adapters()[adapter], body) is None]
    kept = [(adapter, keep_fields(read_adapters()[adapter], body)) for adapter, body in cases]
    assert read_all(kept) == read_all(cases)


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
def test_the_headline_wins_and_is_only_raised(read: Read, body: Any, indicator: str) -> None:
    assert read("statuspage", body)["indicator"] == indicator


@pytest.mark.parametrize(
    ("starts", "ends", "indicator"),
    [
        ("2026-11-22T21:00:00Z", "2026-11-22T22:00:00Z", "maintenance"),  # starts this very moment
        ("2026-11-22T21:00:01Z", "2026-11-22T22:00:00Z", "operational"),
        ("2026-11-22T20:00:00Z", "2026-11-22T21:00:01Z", "maintenance"),
        ("2026-11-22T20:00:00Z", "2026-11-22T21:00:00Z", "operational"),  # ends this very moment
        ("2026-11-22T21:00:00Z", None, "maintenance"),
        (None, "2026-11-22T22:00:00Z", "operational"),
    ],
)
def test_without_a_phase_a_maintenance_is_on_from_its_start_until_its_end(
    read: Read, starts: str | None, ends: str | None, indicator: str
) -> None:
    window = {"id": "m", "name": "Upgrade", "scheduled_for": starts, "scheduled_until": ends}
    assert read("statuspage", quiet_statuspage(scheduled_maintenances=[window]))["indicator"] == indicator


@pytest.mark.parametrize(
    ("body", "indicator"),
    [
        ([{"name": "a", "slug": "a", "status": "up"}], "operational"),
        ([{"name": "a", "slug": "a", "status": "down"}], "major_outage"),
        ([{"name": "a", "slug": "a", "status": "down"}, {"name": "b", "slug": "b", "status": "up"}], "partial_outage"),
        ([{"name": "a", "slug": "a", "status": "asleep"}, {"name": "b", "slug": "b", "status": "up"}], "unknown"),
    ],
)
def test_monitors_roll_up(read: Read, body: Any, indicator: str) -> None:
    assert read("upptime", body)["indicator"] == indicator


def test_no_monitors_mean_unknown(read: Read) -> None:
    body = {"main": {"config": {}, "publicGroupList": []}, "heartbeat": {"heartbeatList": {}}}
    assert read("kuma", body)["indicator"] == "unknown"


def test_an_unknown_word_warns_and_is_unknown(read: Read) -> None:
    record = read("statuspage", quiet_statuspage(components=[{"id": "1", "name": "x", "status": "shiny"}]))
    assert record["components"][0]["status"] == "unknown"
    assert record["warnings"] == ["status=shiny"]


@pytest.mark.parametrize("body", [None, [], {}, "", 5, {"status": 503, "error": "x"}, {"status": {"indicator": 1}}, [[[]]]])
def test_what_is_not_a_status_body_is_refused_by_browser_and_snapshot(read_all: Read, body: Any) -> None:
    assert read_all([(adapter, body) for adapter in RULES]) == [None] * len(RULES)
    assert all(find_mismatch(adapter, body) is not None for adapter in read_adapters().values())


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
def test_times_are_read_as_their_products_mean_them(read: Read, written: Any, read_as: str) -> None:
    body = quiet_statuspage(incidents=[{"id": "1", "name": "x", "status": "monitoring", "impact": "none", "started_at": written}])
    assert read("statuspage", body)["incidents"][0]["startedAt"] == read_as


def test_hostile_text_is_one_plain_line_and_its_links_lead_to_the_page(read: Read) -> None:
    incident = {"name": HOSTILE, "status": HOSTILE, "impact": HOSTILE, "incident_updates": [{"body": HOSTILE * 50}]}
    links = ("javascript:alert(1)", "javascript://%0aalert(1)", "data:text/html,x", "ftp://files.example", "https://user@host.example/")
    incidents = [incident | {"id": f"{HOSTILE} {number}", "shortlink": link} for number, link in enumerate(links)]
    record = read("statuspage", quiet_statuspage(incidents=incidents))
    assert [each["url"] for each in record["incidents"]] == ["https://status.example.com"] * len(links)
    assert len(record["incidents"][0]["updates"][0]["body"]) == 600


def test_a_large_page_is_cut_at_the_limits(read: Read) -> None:
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
        return rules["headline"]["map"][here.strip()] == "operational"
    if rules["rollup"] == "incidents":
        return isinstance(body["ongoing_incidents"], list)
    return bool(record["components"]) and all(part["status"] == "operational" for part in record["components"])


def test_spoilt_bodies_give_a_well_formed_record_or_none_and_are_never_green_by_guess(read_all: Read) -> None:
    cases = [(adapter, body) for _, adapter, body in spoilt_bodies(1500, seed=20261122)]
    for (adapter, body), record in zip(cases, read_all(cases), strict=True):
        assert (record is None) == (find_mismatch(read_adapters()[adapter], body) is not None)
        if record is not None:
            assert_well_formed(record)
            assert record["indicator"] != "operational" or is_green_by_right(adapter, body, record), body


def test_json_from_nowhere_is_never_green(read_all: Read) -> None:
    cases = [(adapter, body) for adapter in RULES for spoil in SPOILS for body in (spoil, [spoil], {"status": spoil}, {"page": spoil})]
    assert all(record is None or record["indicator"] != "operational" for record in read_all(cases))


MAKE_CALENDAR = """async ([module, record]) => (await import(module)).makeCalendar(record)"""


def test_planned_maintenance_becomes_a_calendar(page: Any, read: Read) -> None:
    text = page.evaluate(MAKE_CALENDAR, [module(page, "status-calendar"), read(*BODIES["statuspage"])])
    assert "DTSTART:20261124T020000Z\r\nDTEND:20261124T040000Z\r\nSUMMARY:Database upgrade\r\n" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 1
    assert page.evaluate(MAKE_CALENDAR, [module(page, "status-calendar"), read("statuspage", quiet_statuspage())]) == ""


def test_long_lines_of_a_calendar_are_folded_between_characters(page: Any) -> None:
    item = {"id": "m;1", "title": "Wartung: Größe; mehr, 測試 " * 12, "startsAt": "2026-11-24T02:00:00Z", "endsAt": "", "updatedAt": ""}
    item |= {"url": f"{PAGE}1", "updates": [{"at": "", "phase": "", "body": "One\\two"}], "components": ["a", "b"]}
    record = {"page": {"url": PAGE}, "fetchedAt": NOW, "maintenances": [item]}
    text = page.evaluate(MAKE_CALENDAR, [module(page, "status-calendar"), record])
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:" + item["title"].replace(";", "\\;").replace(",", "\\,") + "\r\n" in unfolded
    assert "DESCRIPTION:One\\\\two\\na\\, b\r\nURL:https://status.example.com/1\r\n" in unfolded
    assert "UID:m\\;1@status.example.com\r\n" in unfolded
