"""Strings, addresses and times of a stranger's JSON, made safe and comparable.

Every function here has a twin in `docs/assets/status-record.mjs`; the patterns are shared through `adapters.yml`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

SAFE_INTEGER = 2**53 - 1


def text_of(value: Any) -> str:
    """Return a JSON scalar as text: whole numbers and booleans too, so that ids and states compare. Else ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) <= SAFE_INTEGER:
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) <= SAFE_INTEGER:
        return str(int(value))
    return ""


class Wording:
    """The patterns of `adapters.yml`, ready to use."""

    def __init__(self, text: dict[str, Any], limits: dict[str, int]) -> None:
        self._drop, self._space, self._url, self._iso, self._spoken = (
            re.compile(text[name].replace("(?<", "(?P<")) for name in ("drop", "space", "url", "iso", "spoken")
        )
        self._months: dict[str, str] = text["months"]
        self._limits = limits

    def clean(self, value: Any, limit: str) -> str:
        """Return one line of plain text without control and direction characters, cut to the named limit."""
        line = self._space.sub(" ", self._drop.sub("", text_of(value))).strip(" ")
        size = self._limits[limit]
        return line if len(line) <= size else line[: size - 1] + "…"

    def url(self, value: Any, otherwise: str) -> str:
        """Return the value when it is an http(s) address without user name, else `otherwise`."""
        address = self.clean(value, "url")
        return address if self._url.fullmatch(address) else otherwise

    def time(self, value: Any) -> str:
        """Return a time as `YYYY-MM-DDTHH:MM:SSZ`, or "" when it is none. A time without zone is UTC."""
        line = self.clean(value, "short")
        match = self._iso.fullmatch(line) or self._spoken.fullmatch(line)
        if match is None:
            return ""
        part = match.groupdict()
        month = part["M"] if "M" in part else self._months.get(part["N"], 0)
        try:
            moment = datetime(*map(int, (part["Y"], month, part["D"], part["h"], part["m"], part["s"] or 0)))
        except ValueError:
            return ""
        sign = -1 if (part["z"] or "").startswith("-") else 1
        offset = timedelta(hours=int((part["z"] or "+0")[1:]), minutes=int(part["zm"] or 0))
        return (moment - sign * offset).isoformat() + "Z"


def instant(time: str) -> datetime | None:
    """Return a time of a record as an aware datetime, or None for ""."""
    return datetime.fromisoformat(time) if time else None


def stamp(moment: datetime) -> str:
    """Return an aware datetime in the record's form, whole seconds in UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
