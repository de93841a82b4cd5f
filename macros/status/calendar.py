"""Planned maintenance as an iCalendar file (RFC 5545), from a record. Same record, same bytes."""

from __future__ import annotations

import hashlib
from typing import Any

ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
FOLD_AT = 74


def make_calendar(record: dict[str, Any]) -> str:
    """Return the calendar of all maintenances that have a start, or "" when there is none."""
    planned = [item for item in record["maintenances"] if item["startsAt"]]
    if not planned:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//support portal//planned maintenance//EN", "METHOD:PUBLISH"]
    for item in planned:
        lines += _event(item, record)
    return "".join(_fold(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(item: dict[str, Any], record: dict[str, Any]) -> list[str]:
    name = hashlib.sha256(f"{record['page']['url']} {item['id']}".encode()).hexdigest()[:32]
    lines = ["BEGIN:VEVENT", f"UID:{name}@maintenance", f"DTSTAMP:{_compact(item['updatedAt'] or record['fetchedAt'])}"]
    lines.append(f"DTSTART:{_compact(item['startsAt'])}")
    if item["endsAt"] > item["startsAt"]:
        lines.append(f"DTEND:{_compact(item['endsAt'])}")
    affected = ", ".join(item["components"])
    about = "\n".join(part for part in (item["body"], affected) if part)
    lines.append(f"SUMMARY:{item['title'].translate(ESCAPES)}")
    if about:
        lines.append(f"DESCRIPTION:{about.translate(ESCAPES)}")
    return [*lines, f"URL:{item['url']}", "END:VEVENT"]


def _compact(time: str) -> str:
    return time.replace("-", "").replace(":", "")


def _fold(line: str) -> str:
    """Break a line after at most 74 bytes, never inside a character."""
    pieces, piece = [], b""
    for char in line:
        encoded = char.encode()
        if len(piece) + len(encoded) > FOLD_AT:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]).decode()
