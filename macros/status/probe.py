"""Find out what a status page is made of: engine, whether a browser may read it, size, and what to write into status.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from .adapters import normalise
from .fetching import MAX_BYTES, Answer, FetchFailed, Reach, fetch, parse_json
from .rules import adapters, compile_rules


@dataclass(frozen=True)
class Finding:
    """One address that speaks a known language."""

    provider: str
    label: str
    url: str
    size: int
    allowed_origin: str
    indicator: str
    transport: Literal["browser", "snapshot"]


@dataclass(frozen=True)
class ProbeResult:
    """What was found (None when nothing was), and what each tried address said."""

    finding: Finding | None
    tried: tuple[tuple[str, str], ...]


def probe(url: str, origin: str, now: datetime, reach: Reach) -> ProbeResult:
    """Try the address itself and the known paths below it, in the order of `adapters.yml`. Judges shapes, not status codes."""
    tried: list[tuple[str, str]] = []
    for address, names in _candidates(url).items():
        body, answer = _read(address, origin, reach, tried)
        for name in names if answer else ():
            record = normalise(compile_rules(name), body, url, now)
            if isinstance(record, dict):
                return ProbeResult(_describe(name, answer, record, origin), tuple(tried))
        if answer:
            tried.append((address, "JSON, but of no known status product"))
    return ProbeResult(None, tuple(tried))


def _candidates(url: str) -> dict[str, list[str]]:
    every = [name for name, adapter in adapters().items() if "second" not in adapter]
    candidates: dict[str, list[str]] = {url: every} if urlsplit(url).path.strip("/") else {}
    for name, adapter in adapters().items():
        for path in adapter["detect"]:
            candidates.setdefault(urljoin(url, path), []).append(name)
    return candidates


def _read(url: str, origin: str, reach: Reach, tried: list[tuple[str, str]]) -> tuple[Any, Answer | None]:
    headers = (("Origin", origin),) if origin else ()
    try:
        answer = fetch(url, Reach(reach.allow_private, reach.patience, MAX_BYTES, headers))
        if answer.status != 200:
            tried.append((url, f"answers {answer.status}"))
            return None, None
        return parse_json(answer.body), answer
    except FetchFailed as failed:
        tried.append((url, str(failed)))
    except ValueError:
        tried.append((url, "answers, but not with JSON"))
    return None, None


def _describe(name: str, answer: Answer, record: dict[str, Any], origin: str) -> Finding:
    allowed = answer.headers.get("access-control-allow-origin", "")
    readable = allowed == "*" or (allowed == origin and bool(origin))
    usable = readable and adapters()[name]["browser"] != "never"
    transport: Literal["browser", "snapshot"] = "browser" if usable else "snapshot"
    return Finding(name, adapters()[name]["label"], answer.url, len(answer.body), allowed, record["indicator"], transport)
