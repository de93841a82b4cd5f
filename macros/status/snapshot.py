"""Fetch a status page's JSON and write the fields that the page's script reads beside the site. For cron.

A good file is never replaced by a broken one: whatever goes wrong before the new one is whole leaves the old one as it is.
"""

import json
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from .adapters import find_mismatch, keep_fields, read_adapters
from .fetching import FetchFailed, FetchOptions, fetch, parse_json

EXIT_CODES = {"good": 0, "usage": 2, "network": 3, "time": 3, "status": 4, "size": 5, "body": 6, "refused": 7, "output": 8}


def take_snapshot(provider: str, endpoint: str, now: datetime, reach: FetchOptions) -> str:
    """Return the text of the file: what `endpoint` answers, the product and the time. Raises `FetchFailed`."""
    adapter = read_adapters()[provider]
    body = _read_body(adapter, provider, endpoint, reach)
    mismatch = find_mismatch(adapter, body)
    if mismatch is not None:
        raise FetchFailed("body", f"{endpoint} is JSON, but not of {provider}: nothing usable at '{mismatch}'")
    snapshot = {"schema": 2, "provider": provider, "fetchedAt": f"{now:%Y-%m-%dT%H:%M:%SZ}", "body": keep_fields(adapter, body)}
    try:
        return json.dumps(snapshot, allow_nan=False, separators=(",", ":")) + "\n"
    except ValueError as error:
        raise FetchFailed("body", f"{endpoint} holds a number that JSON cannot: {error}") from None


def write_snapshot(text: str, output: Path) -> None:
    """Put the text in place of `output` in one step, readable by the web server as a new file would be. Raises `FetchFailed`."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(output.stat().st_mode & 0o777 if output.exists() else 0o644)
            Path(name).replace(output)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise FetchFailed("output", f"{output}: {error.strerror or error}") from None


def _read_body(adapter: dict[str, Any], provider: str, endpoint: str, reach: FetchOptions) -> Any:
    second = adapter.get("second")
    if second is None:
        return _read_json(endpoint, reach)
    if second["replace"] not in endpoint:
        raise FetchFailed("usage", f"the address of a {provider} page contains {second['replace']}")
    started = time.monotonic()
    main = _read_json(endpoint, reach)
    left = replace(reach, patience=reach.patience - (time.monotonic() - started))
    return {"main": main, second["name"]: _read_json(endpoint.replace(second["replace"], second["by"]), left)}


def _read_json(url: str, reach: FetchOptions) -> Any:
    answer = fetch(url, reach)
    if answer.status != 200:
        raise FetchFailed("status", f"{answer.url} answers {answer.status}")
    try:
        return parse_json(answer.body)
    except ValueError as error:
        raise FetchFailed("body", f"{answer.url} is not JSON: {error}") from None
