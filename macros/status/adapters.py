"""Turn a provider's JSON into the record, by the compiled rules of one adapter. Twin of `status-record.mjs`.

The provider's headline wins. It is only ever raised, and only when it says operational; without one, the level is
rolled up from what the provider lists. What cannot be read is `unknown` or refused, never operational.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .paths import Document, value_at
from .wording import Wording, instant, stamp, text_of

KINDS = {"string": str, "list": list, "object": dict}


@dataclass(frozen=True)
class Refusal:
    """The body is not what this adapter reads. `reason` names the path that was missing."""

    reason: str


def normalise(rules: dict[str, Any], body: Any, page_url: str, fetched_at: datetime) -> dict[str, Any] | Refusal:
    """Return the record (schema 1) of a parsed body, or a refusal. Never raises for any JSON.

    `rules` come from `rules.compile_rules`; `page_url` stands in for missing or unsafe addresses.
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
        self.page_url = page_url
        self.page = self._entry(body, rules["page"], "page")
        self.page_url = self.page["url"]
        self.fetched_at = self.page["fetched"] or fetched_at

    def record(self) -> dict[str, Any]:
        components, incidents, maintenances = (self._entries(kind) for kind in ("components", "incidents", "maintenances"))
        return {
            "schema": 1,
            "provider": self.page["provider"] or self.rules["id"],
            "page": {"name": self.page["name"], "url": self.page_url},
            "indicator": self._indicator(components, incidents, maintenances),
            "components": components,
            "incidents": incidents,
            "maintenances": maintenances,
            "sourceUpdatedAt": self.page["updated"],
            "fetchedAt": self.fetched_at,
            "partial": self.rules["partial"] or self.page["partial"] == "true",
            "warnings": self.warnings,
        }

    def _entries(self, kind: str) -> list[dict[str, Any]]:
        """Return the components, incidents or maintenances; an issue that is listed twice counts once."""
        spec = {**self.rules.get("issues", {}), **self.rules.get(kind, {})}
        entries: dict[str | int, dict[str, Any]] = {}
        for item in self.document.rows(spec) if kind in self.rules else ():
            entry = self._entry(item, spec, kind)
            key = len(entries) if kind == "components" else entry["id"]
            wanted = entry["id"] and "omit" not in (entry.get("status"), entry.get("phase"))
            if wanted and key not in entries and len(entries) < self.rules["limits"][kind]:
                entries[key] = entry
        return list(entries.values())

    def _entry(self, item: Any, spec: dict[str, Any], kind: str) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for name, form in self.rules["fields"][kind].items():
            entry[name] = self._read(item, spec, name, form, entry)
        return entry

    def _read(self, item: Any, spec: dict[str, Any], name: str, form: str, entry: dict[str, Any]) -> Any:
        found = self.document.values(item, spec.get(name))
        value = found[0] if found else None
        if form == "word":
            return self._word(value, spec.get("words", {}).get(name, {}), name)
        if form == "names":
            names = (self.wording.clean(each, "title") for each in found)
            return [*dict.fromkeys(each for each in names if each)][: self.rules["limits"]["affected"]]
        if form == "label":
            return self.wording.clean(value, "title") or entry["id"]
        if form == "url":
            return self.wording.url(value, self.page_url)
        if form == "end":
            minutes = self.wording.clean(value, "short")
            if entry["startsAt"] and minutes.isascii() and minutes.isdigit() and len(minutes) < 6:
                return stamp(instant(entry["startsAt"]) + timedelta(minutes=int(minutes)))
        return self.wording.time(value) if form in ("time", "end") else self.wording.clean(value, form)

    def _word(self, value: Any, words: dict[str, str], kind: str) -> str:
        word = self.wording.clean(value, "short")
        if word and word not in words:
            self._warn(f"{kind}={word}")
        return words.get(word, "unknown")

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings and len(self.warnings) < self.rules["limits"]["warnings"]:
            self.warnings.append(warning)

    def _indicator(self, components: list[Any], incidents: list[Any], maintenances: list[Any]) -> str:
        headline, impacts = self.rules.get("headline"), [incident["impact"] for incident in incidents]
        if headline:
            stated = value_at(self.document.root, headline["at"])
            level = self._word(stated, headline["map"], "headline")
            if text_of(stated) in headline.get("floor", ()):
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
        return self.rules["mixed"].get(worst, worst) if len(set(states)) > 1 else worst

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
