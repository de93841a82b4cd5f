"""The date that a site carries: that of its sources, so that the same sources give the same bytes on any day."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"


class BadDate(Exception):
    """The variable holds no date."""


def set_source_date(project: Path) -> None:
    """Set `SOURCE_DATE_EPOCH`, which MkDocs reads, to the time of the last commit unless it is set. Raises `BadDate`."""
    given = os.environ.get(VARIABLE)
    if given is None:
        if last := _last_commit(project):
            os.environ[VARIABLE] = last
    elif not re.fullmatch(r"\d{1,11}", given):
        raise BadDate(f"{VARIABLE} is {given!r}: give whole seconds since 1970, or unset it.")


def _last_commit(project: Path) -> str:
    """Return the time of the last commit, or "" where there is no git or no repository."""
    command = ["git", "-C", str(project), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
