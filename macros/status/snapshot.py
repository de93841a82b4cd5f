"""Fetch a status page's JSON, turn it into the record, and write it beside the site. For cron.

A good file is never replaced by a broken one: whatever goes wrong before the record is whole leaves the file as it is.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from .adapters import Refusal, normalise
from .calendar import make_calendar
from .fetching import FetchFailed, Reach, fetch, parse_json
from .rules import adapters, compile_rules

EXIT_CODES = {"good": 0, "usage": 2, "network": 3, "time": 3, "status": 4, "size": 5, "body": 6, "refused": 7, "output": 8}


class SnapshotFailed(Exception):
    """No snapshot was written. `kind` is a key of `EXIT_CODES`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def take_snapshot(provider: str, endpoint: str, page_url: str, now: datetime, reach: Reach) -> dict[str, Any]:
    """Return the record that `endpoint` gives now. Raises `SnapshotFailed`."""
    second = adapters()[provider].get("second")
    body = _read_json(endpoint, reach)
    if second:
        if second["replace"] not in endpoint:
            raise SnapshotFailed("usage", f"the address of a {provider} page contains {second['replace']}")
        body = {"main": body, second["name"]: _read_json(endpoint.replace(second["replace"], second["by"], 1), reach)}
    record = normalise(compile_rules(provider), body, page_url, now)
    if isinstance(record, Refusal):
        raise SnapshotFailed("body", f"{endpoint} is JSON, but not of {provider}: nothing usable at '{record.reason}'")
    return record


def write_snapshot(record: dict[str, Any], output: Path) -> list[Path]:
    """Write the record to `output`, and planned maintenance as a calendar beside it. Return what was written. Raises `SnapshotFailed`."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
    calendar = make_calendar(record)
    calendar_path = output.with_suffix(".ics")
    try:
        _replace(output, text)
        if not calendar:
            calendar_path.unlink(missing_ok=True)
            return [output]
        _replace(calendar_path, calendar)
    except OSError as error:
        raise SnapshotFailed("output", f"{output}: {error.strerror or error}") from None
    return [output, calendar_path]


def _read_json(url: str, reach: Reach) -> Any:
    try:
        answer = fetch(url, reach)
    except FetchFailed as failed:
        raise SnapshotFailed(failed.kind, str(failed)) from None
    if answer.status != 200:
        raise SnapshotFailed("status", f"{answer.url} answers {answer.status}")
    try:
        return parse_json(answer.body)
    except ValueError as error:
        raise SnapshotFailed("body", f"{answer.url} is not JSON: {error}") from None


def _replace(path: Path, text: str) -> None:
    """Put `text` in place of `path` in one step, readable by the web server as a new file would be."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
