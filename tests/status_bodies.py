"""Bodies in the shapes that status products send, written for these tests; and ways to spoil them."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

CAPTURED = Path(__file__).resolve().parents[2] / "shared" / "status" / "payloads"
HOSTILE = "<img src=x onerror=alert(1)>\u202etxt.exe\u0007 \ud83d\ude80 {{ 7*7 }} 'quote' \"double\" &amp; javascript:alert(1)"

UPDATES = [
    {"status": "investigating", "body": "We look into it.", "display_at": "2026-11-22T19:00:00Z"},
    {"status": "identified", "body": "A relay lost its power.", "display_at": "2026-11-22T20:00:00.5Z"},
]
STATUSPAGE = {
    "page": {"name": "Example Voice", "url": "https://status.example.com", "updated_at": "2026-11-22T14:00:00.123-06:00"},
    "status": {"indicator": "major", "description": "Partial outage"},
    "components": [
        {"id": "g1", "name": "Calls", "status": "major_outage", "group": True, "group_id": None},
        {"id": "c1", "name": "SIP signalling", "status": "operational", "group": False, "group_id": "g1"},
        {"id": "c2", "name": "Media relays", "status": "major_outage", "group": False, "group_id": "g1"},
        {"id": "c3", "name": "Control panel", "status": "operational", "group": False, "group_id": "gone"},
        {"id": "c4", "name": "Control panel", "status": "under_maintenance", "group": False, "group_id": None},
    ],
    "incidents": [
        {
            "id": "i1",
            "name": "One-way audio in Frankfurt",
            "status": "identified",
            "impact": "critical",
            "shortlink": "https://stspg.example/i1",
            "started_at": "2026-11-22T18:58:00Z",
            "updated_at": "2026-11-22T20:00:00Z",
            "incident_updates": UPDATES,
            "components": [{"id": "c2", "name": "Media relays"}],
        },
        {"id": "i2", "name": "Over already", "status": "resolved", "impact": "minor"},
    ],
    "scheduled_maintenances": [
        {
            "id": "m1",
            "name": "Database upgrade",
            "status": "scheduled",
            "shortlink": None,
            "scheduled_for": "2026-11-24T02:00:00Z",
            "scheduled_until": "2026-11-24T04:00:00Z",
            "updated_at": "2026-11-20T10:00:00Z",
            "incident_updates": [{"body": "The panel is slow meanwhile.", "created_at": "2026-11-20T10:00:00Z"}],
            "components": [{"name": "Control panel"}],
        }
    ],
}
INCIDENTIO_COMPATIBLE = {
    "page": {"name": "Example Voice", "url": "https://status.example.com/", "updated_at": "2026-11-22T20:00:00Z"},
    "status": {"indicator": "minor", "description": "Partial"},
    "components": [{"id": "01A", "name": "Login", "status": "operational"}, {"id": "01B", "name": "Login", "status": "operational"}],
    "incidents": [{"id": "01C", "name": "Slow sign-in", "status": "monitoring", "impact": "minor", "shortlink": None}],
}
OPENSTATUS = {
    "page": {"name": "Example Voice", "url": "https://example.openstatus.example"},
    "status": {"indicator": "minor", "description": "Degraded"},
    "components": [{"name": "API", "status": "major_outage"}, {"name": "Web", "status": "operational"}],
    "incidents": None,
    "scheduled_maintenances": None,
}
INSTATUS = {
    "page": {"name": "Example Voice", "url": "https://status.example.com", "status": "HASISSUES"},
    "activeIncidents": [
        {
            "name": "API fails",
            "started": "Sun Nov 22 2026 21:55:50 GMT+0200 (Eastern European Standard Time)",
            "status": "INVESTIGATING",
            "impact": "PARTIALOUTAGE",
            "url": "https://status.example.com/incident/1",
        }
    ],
    "activeMaintenances": [
        {"id": "m", "name": "Move", "start": "2026-11-24T02:00:00.000Z", "status": "NOTSTARTEDYET", "duration": "90"},
    ],
}
INCIDENTIO = {
    "page_title": "Example Voice",
    "page_url": "https://status.example.com/",
    "ongoing_incidents": [
        {
            "id": "01",
            "name": "Calls drop",
            "status": "identified",
            "url": "https://status.example.com/incidents/01",
            "current_worst_impact": "partial_outage",
            "last_update_at": "2026-11-22T20:00:00.23Z",
            "last_update_message": "Found it.",
            "affected_components": [{"id": "x", "name": "Media relays", "current_status": "partial_outage"}],
        }
    ],
    "in_progress_maintenances": [],
    "scheduled_maintenances": [
        {"id": "02", "name": "Someday", "status": "maintenance_scheduled", "last_update_at": "2026-06-29T16:56:35Z"}
    ],
}
CSTATE_ISSUE = {
    "title": "Sign-in down",
    "createdAt": "2026-11-22 09:12:00.482 +0000 UTC",
    "lastMod": "2026-11-22 10:12:00 +0100 CET",
    "permalink": "https://status.example.com/issues/sign-in/",
    "severity": "disrupted",
    "resolved": False,
    "informational": False,
    "resolvedAt": "<no value>",
    "affected": ["Gateway", "API"],
    "filename": "sign-in.md",
}
CSTATE = {
    "cStateVersion": "6.0.1",
    "title": "Example Voice",
    "baseURL": "https://status.example.com",
    "summaryStatus": "disrupted",
    "pinnedIssues": [],
    "systems": [
        {"name": "Gateway", "category": "Calls", "status": "disrupted", "unresolvedIssues": [CSTATE_ISSUE]},
        {"name": "API", "category": "Panel", "status": "disrupted", "unresolvedIssues": [CSTATE_ISSUE]},
        {"name": "Site", "category": "Panel", "status": "ok", "unresolvedIssues": []},
    ],
}


def _entry(kind: str, number: str, **attributes: Any) -> dict[str, Any]:
    return {"id": number, "type": kind, "attributes": attributes}


BETTERSTACK = {
    "data": {
        "type": "status_page",
        "attributes": {"company_name": "Example Voice", "aggregate_state": "downtime", "updated_at": "2026-11-22T20:15:53.193Z"},
    },
    "included": [
        _entry("status_page_section", "1", name="Calls"),
        _entry("status_page_resource", "1", public_name="Signalling", status="downtime", status_page_section_id=1),
        _entry("status_page_resource", "2", public_name="Media", status="operational", status_page_section_id=1),
        _entry("status_page_resource", "3", public_name="Ignored", status="not_monitored", status_page_section_id=9),
        _entry("status_update", "1", message="It is back soon.", published_at="2026-11-22T20:10:00.000Z"),
        _entry("status_update", "2", message="It is gone.", published_at="2026-11-22T20:00:00.000Z"),
        _entry("status_update", "3", message="Planned.", published_at="2026-11-20T20:00:00.000Z"),
        _entry(
            "status_report",
            "7",
            title="Signalling is down",
            report_type="manual",
            starts_at="2026-11-22T20:00:00.000Z",
            ends_at=None,
            aggregate_state="downtime",
            affected_resources=[{"status_page_resource_id": "1", "status": "downtime"}],
        )
        | {"relationships": {"status_updates": {"data": [{"id": "1"}, {"id": "2"}]}}},
        _entry("status_report", "8", title="Over", report_type="manual", aggregate_state="resolved", ends_at=None),
        _entry(
            "status_report",
            "9",
            title="Later",
            report_type="maintenance",
            starts_at="2026-11-25T07:00:00.000Z",
            ends_at="2026-11-25T08:00:00.000Z",
            aggregate_state="maintenance",
        )
        | {"relationships": {"status_updates": {"data": [{"id": "3"}]}}},
    ],
}
KUMA = {
    "main": {
        "config": {"slug": "voice", "title": "Example Voice"},
        "incidents": [
            {"id": 1, "style": "danger", "title": "No audio", "content": "We look.", "active": True, "createdDate": "2026-11-22 19:43:55"}
        ],
        "publicGroupList": [
            {"id": 1, "name": "Calls", "monitorList": [{"id": 1, "name": "Signalling"}, {"id": 2, "name": "Media"}]},
            {"id": 2, "name": "Panel", "monitorList": [{"id": 3, "name": "Panel"}, {"id": 4, "name": "Billing"}]},
        ],
        "maintenanceList": [
            {
                "id": 1,
                "title": "Upgrade",
                "description": "Short",
                "status": "under-maintenance",
                "timeslotList": [{"startDate": "2026-11-22 19:43:00", "endDate": "2026-11-22 23:43:00"}],
            }
        ],
    },
    "heartbeat": {
        "heartbeatList": {
            "1": [{"status": 0, "time": "2026-11-22 19:43:54.781"}, {"status": 1, "time": "2026-11-22 19:44:14.783"}],
            "2": [{"status": 0, "time": "2026-11-22 19:44:54.876"}],
            "3": [{"status": 3, "time": "2026-11-22 19:44:54.946"}],
            "4": [{"status": 2, "time": "2026-11-22 19:44:35.032"}],
        }
    },
}
UPPTIME = [
    {"name": "Panel", "url": "https://$SECRET_HOST", "slug": "panel", "status": "up", "uptime": "100.00%"},
    {"name": "API", "url": "https://api.example.com", "slug": "api", "status": "degraded", "uptime": "99.00%"},
]
GATUS = [
    {"name": "SIP", "group": "Calls", "key": "calls_sip", "results": [{"success": False}, {"success": True, "hostname": "10.0.0.1"}]},
    {"name": "Panel", "group": "", "key": "panel", "results": [{"success": True}, {"success": False, "errors": ["secret"]}]},
]

BODIES: dict[str, tuple[str, Any]] = {
    "statuspage": ("statuspage", STATUSPAGE),
    "incidentio-compatible": ("statuspage", INCIDENTIO_COMPATIBLE),
    "openstatus": ("statuspage", OPENSTATUS),
    "instatus": ("instatus", INSTATUS),
    "incidentio": ("incidentio", INCIDENTIO),
    "cstate": ("cstate", CSTATE),
    "betterstack": ("betterstack", BETTERSTACK),
    "kuma": ("kuma", KUMA),
    "upptime": ("upptime", UPPTIME),
    "gatus": ("gatus", GATUS),
}


def quiet_statuspage(**changes: Any) -> dict[str, Any]:
    """Return a Statuspage body that reports nothing, with some keys changed."""
    components = [{"id": "c1", "name": "SIP signalling", "status": "operational"}]
    return {"page": STATUSPAGE["page"], "status": {"indicator": "none"}, "components": components, "incidents": []} | changes


def captured_bodies() -> dict[str, tuple[str, Any]]:
    """Return bodies captured from real pages, where a folder with some lies beside the project; else nothing."""
    adapters = {"incidentio-compat": "statuspage", "incidentio-widget": "incidentio", "failure": "statuspage"}
    found = {}
    for path in sorted(CAPTURED.glob("*.json")):
        prefix = next((known for known in adapters if path.name.startswith(known)), path.name.split("-")[0])
        if not path.name.startswith("uptimekuma"):
            found[path.stem] = (adapters.get(prefix, prefix), json.loads(path.read_text(encoding="utf-8")))
    pages = [CAPTURED / f"uptimekuma-{kind}-voice.json" for kind in ("page", "heartbeat")]
    if all(page.exists() for page in pages):
        main, heartbeat = (json.loads(page.read_text(encoding="utf-8")) for page in pages)
        found["uptimekuma"] = ("kuma", {"main": main, "heartbeat": heartbeat})
    return found


def places(body: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a body, the body's own first."""
    children = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    return [path, *(deeper for key, value in children for deeper in places(value, (*path, key)))]


def replaced(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of the body with another value at `path`."""
    if not path:
        return value
    changed = copy.deepcopy(body)
    here = changed
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return changed


def _incident(number: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"Incident {number}",
        "status": "identified",
        "impact": "minor",
        "updated_at": "2026-11-22T20:30:00Z",
    } | changes


def _maintenance(number: str, starts: str | None, ends: str | None, status: str | None = "scheduled", **changes: Any) -> dict[str, Any]:
    window = {"scheduled_for": starts, "scheduled_until": ends, "updated_at": "2026-11-21T10:00:00Z"}
    return {"id": number, "name": f"Work {number}", "status": status} | window | changes


def _update(at: Any, body: Any, **changes: Any) -> dict[str, Any]:
    return {"display_at": at, "body": body} | changes


def _parts(*states: str, **changes: Any) -> list[dict[str, Any]]:
    return [{"id": f"p{number}", "name": f"Part {number}", "status": state, **changes} for number, state in enumerate(states)]


TIMES = ("2026-11-22T20:00", "2026-11-22T20:00:00,5+0530", "2026-11-22 20:00:00 +14:30 CHAST", "2026-11-22T20:00+15:00", "2026-11-22 24:00")
ADDRESSES = (
    "http://a.example?x",
    "https://a.example/a b",
    'https://a.example/"',
    "https://a.example@b.example",
    "https://a…",
    " https://a.example ",
)
UPDATES_OF_ONE_MINUTE = [
    _update("2026-11-22T20:00:00Z", text, status=phase) for text, phase in (("b", "new"), ("a", "toString"), (" ", "x"))
]
ODD_INCIDENT = {
    "id": 7,
    "name": " ",
    "status": "toString",
    "impact": True,
    "started_at": "\u202e2026-11-22T20:00Z",
    "incident_updates": [
        _update(None, "never"),
        *UPDATES_OF_ONE_MINUTE,
        *(_update(f"2026-11-{day:02}", f"day {day}") for day in range(1, 20)),
        _update("2026-11-22T21:00:00Z", "\u061c new\u2060\u0007\r\n er <no value>", status=" monitoring "),
    ],
    "components": [{"name": name} for name in ("A", "B", "A", " ", *(f"n{number}" for number in range(110)))],
}
ODD_BODIES: dict[str, tuple[str, Any]] = {
    "an odd incident": (
        "statuspage",
        quiet_statuspage(incidents=[ODD_INCIDENT, _incident("7"), {"name": "x" * 301}, {"status": "identified"}]),
    ),
    "odd parts": (
        "statuspage",
        quiet_statuspage(
            page={"name": "<no value>", "url": "ftp://files.example", "updated_at": "1999-01-01T00:00:00Z"},
            components=[
                {"id": 1.5, "name": "By name", "status": "operational"},
                {"id": False, "name": "", "status": " operational ", "group_id": ""},
                {"id": "", "name": " ", "status": "operational"},
                {"id": "c", "status": "hasOwnProperty", "group_id": 9},
                {"id": "c", "name": "Twice", "status": "", "group_id": 9},
                {"id": "9", "name": "Group", "group": "true"},
                {"id": 9, "name": "Second of that id", "group": True},
            ],
        ),
    ),
    "times and addresses": (
        "statuspage",
        quiet_statuspage(
            incidents=[_incident(time, started_at=time) for time in TIMES] + [_incident(url, shortlink=url) for url in ADDRESSES]
        ),
    ),
    "many": ("statuspage", quiet_statuspage(incidents=[_incident(str(number), status=f"s{number}") for number in range(51)])),
    "a part at work": ("statuspage", quiet_statuspage(components=_parts("operational", "under_maintenance"))),
    "an unknown part": ("statuspage", quiet_statuspage(components=_parts("operational", "shiny"))),
    "minutes without a start": ("instatus", INSTATUS | {"activeMaintenances": [{"id": "m", "duration": "90", "status": "INPROGRESS"}]}),
    "a stated level": ("instatus", INSTATUS | {"page": {"status": "ONEMINOROUTAGE"}}),
    "no incident": ("incidentio", INCIDENTIO | {"ongoing_incidents": []}),
    "a mild incident": ("incidentio", INCIDENTIO | {"ongoing_incidents": [{"id": 1, "current_worst_impact": "operational"}]}),
    "an incident while all is up": ("kuma", KUMA | {"heartbeat": {"heartbeatList": {str(n): [{"status": 1}] for n in range(1, 5)}}}),
    "beats of no monitor": (
        "kuma",
        {
            "main": {"config": {}, "publicGroupList": [{"monitorList": [{"name": "No id"}, {"id": 2}]}], "maintenanceList": {"id": 1}},
            "heartbeat": {"heartbeatList": {"": [{"status": 0}], "2": {"last": {"status": 3}}}},
        },
    ),
    "ids of several kinds": (
        "betterstack",
        BETTERSTACK | {"included": [_entry("status_page_section", "1", name="First of that id"), *BETTERSTACK["included"]]},
    ),
    "two are down": ("upptime", [{"slug": slug, "status": "down"} for slug in ("a", "b")]),
}
BUSY = [
    _incident("elsewhere", components=[{"name": "Billing"}], started_at="2026-11-22T19:22:00Z", incident_updates=UPDATES),
    _incident(
        "here",
        components=[{"name": "Billing"}, {"name": "Media relays"}],
        started_at="2026-11-01T03:00:00Z",
        updated_at="2026-11-22T20:45:00Z",
        incident_updates=[_update(f"2026-11-22T{hour}:30:00Z", f"At {hour}.", status="monitoring") for hour in range(14, 21)],
    ),
]
WORKS = [
    _maintenance("running", "2026-11-22T18:00:00Z", "2026-11-22T19:00:00Z", "in_progress"),
    _maintenance("running over", "2026-11-22T18:00:00Z", "2026-11-22T19:00:00Z", "in_progress"),
    _maintenance("by its window", "2026-11-22T20:00:00Z", None, None),
    _maintenance("just over", "2026-11-22T19:00:00Z", "2026-11-22T20:00:00Z"),
    _maintenance("over", "2026-11-22T18:00:00Z", "2026-11-22T19:59:00Z"),
    _maintenance("short", "2026-11-24T23:00:00Z", "2026-11-25T22:59:00Z", components=[{"name": "API"}]),
    _maintenance(
        "a whole day", "2026-11-28T20:59:00Z", "2026-11-29T20:59:00Z", incident_updates=[_update("2026-11-21T10:00:00Z", "Known; long.")]
    ),
    _maintenance("long known", "2026-12-24T23:00:00Z", None, updated_at="2026-10-01T00:00:00Z"),
    _maintenance("long known to end", None, "2026-12-24T23:00:00Z", updated_at="2026-10-01T00:00:00Z"),
    _maintenance("of no day", None, None, updated_at="2026-10-01T00:00:00Z"),
    _maintenance("of no day yet", None, None),
    _maintenance("of one moment", "2026-11-24T02:00:00Z", "2026-11-24T02:00:00Z", updated_at=None),
]
LEVELS = ("under_maintenance", "degraded_performance", "major_outage", "partial_outage")
STATES_OF_A_PAGE: dict[str, tuple[Any, str | None]] = {
    "fine": (quiet_statuspage(components=_parts(*["operational"] * 8)), None),
    "fine, in groups": (quiet_statuspage(components=[*STATUSPAGE["components"][:2], *_parts(*["operational"] * 7)]), "call"),
    "one incident": (STATUSPAGE, None),
    "at the provider": (STATUSPAGE, "performance"),
    "two incidents": (quiet_statuspage(incidents=BUSY), None),
    "two incidents, another kind": (quiet_statuspage(incidents=BUSY), "performance"),
    "an incident that names no part": (quiet_statuspage(incidents=[_incident("of all")]), "performance"),
    "an incident that nobody writes about": (
        quiet_statuspage(
            incidents=[
                _incident("old", updated_at="2026-11-08T20:59:00Z"),
                _incident("new", updated_at=None, started_at="2026-11-08T21:00:00Z"),
                _incident("never", updated_at=None, started_at="2026-10-01T00:00:00Z"),
            ]
        ),
        "never-shown",
    ),
    "works": (quiet_statuspage(scheduled_maintenances=WORKS), None),
    "an incident during works": (
        quiet_statuspage(
            components=_parts("operational", "major_outage"),
            incidents=[_incident("at once", started_at="2026-11-16T09:00:00Z")],
            scheduled_maintenances=[WORKS[0], _maintenance("within a day", "2026-11-23T17:00:00Z", None)],
        ),
        None,
    ),
    "many parts": (quiet_statuspage(status={"indicator": "major"}, components=_parts(*["operational"] * 60, *LEVELS * 3)), "never-shown"),
    "some parts": (quiet_statuspage(status={"indicator": "minor"}, components=_parts("operational", *LEVELS, *LEVELS[:2])), "call"),
    "a part of a group": (
        quiet_statuspage(
            status={"indicator": "minor"},
            components=STATUSPAGE["components"][:3],
            incidents=[_incident("in two parts", components=[{"name": "Media relays"}, {"name": "Billing"}])],
        ),
        "call",
    ),
    "an unknown level": (quiet_statuspage(status={"indicator": "sparkling"}), None),
}
INVESTIGATING, MONITORING = (_incident("1", status=status, name="Calls drop") for status in ("investigating", "monitoring"))
CHANGES_OF_A_PAGE: dict[str, tuple[Any, int, str]] = {
    "nobody answers, and there is a notice": (None, 80, "Calls fail"),
    "another notice": (None, 600, "Calls fail in Europe"),
    "an incident": (quiet_statuspage(incidents=[INVESTIGATING]), 600, ""),
    "the same a minute later": (quiet_statuspage(incidents=[INVESTIGATING]), 80, ""),
    "nobody answers": (None, 80, "Calls fail"),
    "nobody has answered for long": (None, 1900, ""),
    "another phase": (quiet_statuspage(incidents=[MONITORING]), 400, ""),
    "another level": (quiet_statuspage(status={"indicator": "minor"}, incidents=[MONITORING]), 80, ""),
    "a level nobody knows": (quiet_statuspage(status={"indicator": "sparkling"}), 80, ""),
    "all is fine": (quiet_statuspage(), 80, ""),
    "two minutes later": (None, 130, ""),
    "another incident, and the storage is full": (quiet_statuspage(incidents=[INVESTIGATING]), 320, ""),
    "the same, and it is still full": (quiet_statuspage(incidents=[INVESTIGATING | {"impact": "major"}]), 80, ""),
}

SPOILS = (
    *(None, True, False, 0, -1, 1.0, 1.5, 2**53, 1e300, "", " ", "none", "unheard-of", HOSTILE, "\ud800x", "x" * 5000, [], {}),
    *([None], [[]], [{}], {"": ""}, {"__proto__": {"status": "operational"}}, ["operational"], "2026-02-30T00:00:00Z"),
    *("1999-12-31T23:59:59Z", "2026-11-22T24:00:00Z", "2026-11-22 20:00", "javascript:alert(1)", "https://user@evil.example/"),
    *("//evil.example", "HTTPS://example.com", "https://example.com/\u202e", "  https://example.com/a b", "\u0000\u0085\u2028"),
)


def spoilt_bodies(count: int, seed: int) -> list[tuple[str, str, Any]]:
    """Return `count` bodies with one to three values replaced by trouble: name, adapter, body. Same seed, same bodies."""
    chance = random.Random(seed)
    spoilt = []
    for number in range(count):
        name, (adapter, body) = chance.choice(list(BODIES.items()))
        for _ in range(chance.randint(1, 3)):
            body = replaced(body, chance.choice(places(body)[1:] or [()]), chance.choice(SPOILS))
        spoilt.append((f"{name} {number}", adapter, body))
    return spoilt


def many_components(count: int = 470) -> dict[str, Any]:
    """Return a large but legal body: many components in groups, some affected."""
    groups = [{"id": f"g{n}", "name": f"Region {n}", "status": "operational", "group": True} for n in range(20)]
    states = ["operational"] * 9 + ["degraded_performance"]
    parts = [
        {"id": f"c{n}", "name": f"Point of presence {n}", "status": states[n % 10], "group": False, "group_id": f"g{n % 20}"}
        for n in range(count)
    ]
    return quiet_statuspage(status={"indicator": "minor"}, components=groups + parts)
