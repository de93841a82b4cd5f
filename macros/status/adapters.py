"""Turn a provider's JSON into the record, by the compiled rules of one adapter. Twin of `status-record.mjs`.

The provider's headline wins. It is only ever raised, and only when it says operational; without one, the level is
rolled up from what the provider lists. What cannot be read is `unknown` or refused, never operational.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from macros.status.paths import Document, Spec, value_at
from macros.status.wording import Wording, instant, stamp, text_of

KINDS = {"string": str, "list": list, "object": dict}


@dataclass(frozen=True)
class Refusal:
    """The body is not what this adapter reads. `reason` names the path that was missing."""

    reason: str


def normalise(rules: dict[str, Any], body: Any, page_url: str, fetched_at: datetime) -> dict[str, Any] | Refusal:
    """Return the record (schema 1) of a parsed body, or a refusal. Never raises for any JSON.

    `rules` come from `language.compile_rules`; `page_url` stands in for missing or unsafe addresses.
    """
    for path, kind in rules["shape"].items():
        value = value_at(body, path)
        if text_of(value) != kind[1:] if kind[0] == "=" else not isinstance(value, KINDS[kind]):
            return Refusal(path or "the whole body")
    return _Extraction(rules, body, page_url, stamp(fetched_at)).record()


class _Extraction:
    def __init__(self, rules: dict[str, Any], body: Any, page_url: str, fetched_at: str) -> None:
        self.rules = rules
        self.wording = Wording(rules["text"], rules["limits"])
        self.document = Document(body, self.wording)
        self.warnings: list[str] = []
        self.page = {key: value_at(body, path) for key, path in rules["page"].items()}
        self.page_url = self.wording.url(self.page.get("url"), page_url)
        self.fetched_at = self.wording.time(self.page.get("fetched")) or fetched_at

    def record(self) -> dict[str, Any]:
        components = [*self._components()][: self.rules["limits"]["components"]]
        incidents = self._issues("incidents")
        maintenances = self._issues("maintenances")
        return {
            "schema": 1,
            "provider": self.wording.clean(self.page.get("provider"), "short") or self.rules["id"],
            "page": {"name": self.wording.clean(self.page.get("name"), "title"), "url": self.page_url},
            "indicator": self._indicator(components, incidents, maintenances),
            "components": components,
            "incidents": incidents,
            "maintenances": maintenances,
            "sourceUpdatedAt": self.wording.time(self.page.get("updated")),
            "fetchedAt": self.fetched_at,
            "partial": self.page.get("partial") is True or self.rules.get("partial") is True,
            "warnings": self.warnings,
        }

    def _components(self) -> Iterable[dict[str, Any]]:
        spec = self.rules.get("components")
        for row in self.document.rows(spec) if spec else ():
            name, status = self._text(row, spec["name"], "title"), self._word(row, spec["status"], spec["map"], "component")
            identity = self._text(row, spec["id"], "short")
            if name and identity and status != "omit":
                group = self._text(row, spec.get("group"), "title")
                yield {"id": identity, "name": name, "group": group, "status": status}

    def _issues(self, kind: str) -> list[dict[str, Any]]:
        spec = {**self.rules.get("issues", {}), **self.rules[kind]} if kind in self.rules else None
        issues: dict[str, dict[str, Any]] = {}
        for row in self.document.rows(spec) if spec else ():
            identity = self._text(row, spec["id"], "short")
            phase = self._word(row, spec["phase"], spec["phases"], "phase") if "phase" in spec else "unknown"
            if identity and phase != "omit" and identity not in issues and len(issues) < self.rules["limits"]["issues"]:
                issues[identity] = self._issue(row, spec, identity, phase)
        return list(issues.values())

    def _issue(self, row: Any, spec: dict[str, Any], identity: str, phase: str) -> dict[str, Any]:
        issue = {"id": identity, "title": self._text(row, spec["title"], "title") or identity, "phase": phase}
        if "impact" in spec:
            present = self._text(row, spec["impact"], "short")
            issue["impact"] = self._word(row, spec["impact"], spec["map"], "impact") if present else "unknown"
            issue["startedAt"] = self._time(row, spec.get("started"))
        else:
            issue["startsAt"] = self._time(row, spec["starts"])
            issue["endsAt"] = self._end(row, spec, issue["startsAt"])
        affected = (self.wording.clean(value, "title") for value in self.document.values(row, spec.get("affected")))
        return issue | {
            "updatedAt": self._time(row, spec.get("updated")),
            "url": self.wording.url(self.document.value(row, spec.get("url")), self.page_url),
            "body": self._text(row, spec.get("body"), "body"),
            "components": [*dict.fromkeys(name for name in affected if name)][: self.rules["limits"]["affected"]],
        }

    def _end(self, row: Any, spec: dict[str, Any], starts: str) -> str:
        minutes = self._text(row, spec.get("minutes"), "short")
        if starts and minutes.isascii() and minutes.isdigit() and len(minutes) < 6:
            return stamp(instant(starts) + timedelta(minutes=int(minutes)))
        return self._time(row, spec.get("ends"))

    def _text(self, row: Any, spec: Spec | None, limit: str) -> str:
        return self.wording.clean(self.document.value(row, spec), limit)

    def _time(self, row: Any, spec: Spec | None) -> str:
        return self.wording.time(self.document.value(row, spec))

    def _word(self, row: Any, spec: Spec, words: dict[str, str], kind: str) -> str:
        word = self._text(row, spec, "short")
        if word not in words:
            self._warn(f"{kind}={word}")
        return words.get(word, "unknown")

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings and len(self.warnings) < self.rules["limits"]["warnings"]:
            self.warnings.append(warning)

    def _indicator(self, components: list[Any], incidents: list[Any], maintenances: list[Any]) -> str:
        headline, impacts = self.rules.get("headline"), [incident["impact"] for incident in incidents]
        if headline:
            level = self._word(self.document.root, headline["at"], headline["map"], "headline")
            stated = text_of(value_at(self.document.root, headline["at"]))
            if stated in headline.get("floor", ()):
                level = self._worst([level, *impacts])
        else:
            level = self._roll_up(self.rules["rollup"], [component["status"] for component in components])
            level = self._worst([level, *impacts]) if level != "unknown" else level
        if level != "operational":
            return level
        return self._worst([level, *self._reasons_to_raise(components, incidents, maintenances)])

    def _roll_up(self, rule: str, states: list[str]) -> str:
        if rule == "incidents":
            return "operational"
        worst = self._worst(states)
        if "major_outage" in states:
            return "major_outage" if set(states) == {"major_outage"} else "partial_outage"
        return "unknown" if worst == "operational" and "unknown" in states else worst

    def _reasons_to_raise(self, components: list[Any], incidents: list[Any], maintenances: list[Any]) -> Iterable[str]:
        if incidents:
            yield "notice"
        if any(is_running(maintenance, self.fetched_at) for maintenance in maintenances):
            yield "maintenance"
        for component in components:
            if component["status"] not in ("operational", "unknown"):
                yield "maintenance" if component["status"] == "maintenance" else "notice"

    def _worst(self, levels: list[str]) -> str:
        known = [self.rules["levels"].index(level) for level in levels if level in self.rules["levels"]]
        return self.rules["levels"][max(known)] if known else "unknown"


def is_running(maintenance: dict[str, Any], now: str) -> bool:
    """Return whether a maintenance is on at `now`: its phase says so, or its window when no phase is given."""
    if maintenance["phase"] == "unknown":
        return bool(maintenance["startsAt"]) and maintenance["startsAt"] <= now < (maintenance["endsAt"] or "9")
    return maintenance["phase"] == "in_progress"
