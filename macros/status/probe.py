"""Find out what a status page is made of: product, whether a browser may read it, size, and what to write into status.yml."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from .adapters import find_mismatch, read_adapters
from .fetching import FetchFailed, FetchOptions, Response, fetch, parse_json


@dataclass(frozen=True)
class FoundAddress:
    """One address that speaks a known language."""

    provider: str
    label: str
    url: str
    size: int
    allowed_origin: str
    transport: Literal["browser", "snapshot"]


@dataclass(frozen=True)
class ProbeResult:
    """What was found (None when nothing was), and what each tried address said."""

    finding: FoundAddress | None
    tried: tuple[tuple[str, str], ...]


def probe(url: str, origin: str, reach: FetchOptions) -> ProbeResult:
    """Try the address itself and the known paths below it, in the order of `adapters.yml`. Judges shapes, not status codes."""
    tried: list[tuple[str, str]] = []
    for address, names in _candidates(url).items():
        body, answer = _read(address, origin, reach, tried)
        if answer is None:
            continue
        for name in names:
            if find_mismatch(read_adapters()[name], body) is None:
                return ProbeResult(_describe(name, answer, origin), tuple(tried))
        tried.append((address, "JSON, but of no known status product"))
    return ProbeResult(None, tuple(tried))


def _candidates(url: str) -> dict[str, list[str]]:
    candidates: dict[str, list[str]] = {url: list(read_adapters())} if urlsplit(url).path.strip("/") else {}
    for name, adapter in read_adapters().items():
        for path in adapter["detect"]:
            candidates.setdefault(urljoin(url, path), []).append(name)
    return candidates


def _read(url: str, origin: str, reach: FetchOptions, tried: list[tuple[str, str]]) -> tuple[Any, Response | None]:
    try:
        answer = fetch(url, replace(reach, headers=(("Origin", origin),)))
        if answer.status != 200:
            tried.append((url, f"answers {answer.status}"))
            return None, None
        return parse_json(answer.body), answer
    except FetchFailed as failed:
        tried.append((url, str(failed)))
    except ValueError:
        tried.append((url, "answers, but not with JSON"))
    return None, None


def _describe(name: str, answer: Response, origin: str) -> FoundAddress:
    adapter = read_adapters()[name]
    allowed = answer.headers.get("access-control-allow-origin", "")
    is_readable = adapter["browser"] != "never" and allowed in ("*", origin)
    transport: Literal["browser", "snapshot"] = "browser" if is_readable else "snapshot"
    return FoundAddress(name, adapter["label"], answer.url, len(answer.body), allowed, transport)


def write_finding(file: Path, finding: FoundAddress) -> bool:
    """Write the finding into the `reach` block of a status.yml, or one below it, and keep all else; return whether it could."""
    text = file.read_text(encoding="utf-8")
    if not re.search(r"^reach:", text, re.MULTILINE):
        text = text.rstrip("\n") + "\n\nreach:\n\n"
    block = re.search(r"^reach:[^\S\n]*(?:#.*)?\n((?:[^\S\n]+.*\n|\n)+)", text, re.MULTILINE)
    if block is None:
        return False
    # What was said about the old transport goes with it.
    kept = re.sub(r"^(?:[^\S\n]+#.*\n)*[^\S\n]+(?:transport|provider|endpoint):.*\n", "", block[1], flags=re.MULTILINE)
    known = f"  transport: {finding.transport}\n  provider: {finding.provider}\n  endpoint: {finding.url}\n"
    file.write_text(text[: block.start(1)] + known + kept + text[block.end(1) :], encoding="utf-8")
    return True
