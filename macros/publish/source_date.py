"""The date that a site carries: that of its sources, so that the same sources give the same bytes on any day."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"


class BadDate(Exception):
    """The variable holds no date."""


def set_source_date(project: Path) -> None:
    """Set `SOURCE_DATE_EPOCH`, which MkDocs reads, to the time of the last commit unless it is set. Raises `BadDate`."""
    given = os.environ.get(VARIABLE)
    if given is None:
        if last := _git(project, "log", "-1", "--format=%ct").strip():
            os.environ[VARIABLE] = last
    elif not re.fullmatch(r"\d{1,11}", given):
        raise BadDate(f"{VARIABLE} is {given!r}: give whole seconds since 1970, or unset it.")


def last_changes(folder: Path) -> dict[str, datetime]:
    """Return when git last saw each file below `folder` change, by its path there. Empty without git, and where its history is cut off."""
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    changes: dict[str, datetime] = {}
    when = datetime.fromtimestamp(0, UTC)
    for line in _git(folder, "log", "--format=@%ct", "--name-only", "--relative", "--", ".").splitlines():
        if line.startswith("@"):
            when = datetime.fromtimestamp(int(line[1:]), UTC)
        elif line:
            changes.setdefault(line, when)
    return changes


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says, or "" where there is no git or no repository."""
    try:
        return subprocess.run(
            ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return ""
