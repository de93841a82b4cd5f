"""Strings, addresses and times of a stranger's JSON, made safe and comparable.

Every function here has a twin in `docs/assets/status-record.mjs`; the patterns are shared through `adapters.yml`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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

    def __init__(self, patterns: dict[str, str], limits: dict[str, int]) -> None:
        self._space = re.compile(patterns["space"])
        self._drop = re.compile(patterns["drop"])
        self._url = re.compile(patterns["url"])
        self._iso = re.compile(patterns["iso"])
        self._spoken = re.compile(patterns["spoken"])
        self._absent = patterns["absent"]
        self._limits = limits

    def clean(self, value: Any, limit: str) -> str:
        """Return one line of plain text without control and direction characters, cut to the named limit."""
        text = self._space.sub(" ", self._drop.sub("", self._space.sub(" ", text_of(value)))).strip(" ")
        size = self._limits[limit]
        if text == self._absent:
            return ""
        return text if len(text) <= size else text[: size - 1] + "…"

    def url(self, value: Any, otherwise: str) -> str:
        """Return the value when it is an http(s) address without user name, else `otherwise`."""
        text = text_of(value)
        fits = len(text) <= self._limits["url"] and not self._drop.search(text)
        return text if fits and self._url.fullmatch(text) else otherwise

    def time(self, value: Any) -> str:
        """Return a time as `YYYY-MM-DDTHH:MM:SSZ`, or "" when it is none. A time without zone is UTC."""
        text = self.clean(value, "short")
        if match := self._iso.fullmatch(text):
            year, month, day, hour, minute, second, offset = match.groups()
        elif match := self._spoken.fullmatch(text):
            month, day, year, hour, minute, second, offset = match.groups()
            month = MONTHS.index(month) + 1 if month in MONTHS else 0
        else:
            return ""
        try:
            moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        except ValueError:
            return ""
        return (moment - timedelta(minutes=_offset_minutes(offset))).isoformat() + "Z"


def _offset_minutes(offset: str | None) -> int:
    if not offset or offset[0] not in "+-":
        return 0
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return -minutes if offset[0] == "-" else minutes


def instant(time: str) -> datetime | None:
    """Return a time of a record as an aware datetime, or None for ""."""
    return datetime.fromisoformat(time) if time else None


def stamp(moment: datetime) -> str:
    """Return an aware datetime in the record's form, whole seconds in UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
