"""The date that a site carries: that of its sources, so that the same sources give the same bytes on any day."""

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from ..engine import Failed
from ..steps import log

VARIABLE = "SOURCE_DATE_EPOCH"


def set_source_date(project: Path) -> None:
    """Set `SOURCE_DATE_EPOCH`, which MkDocs reads, unless it is set. Raises `Failed`.

    It is the time of the last commit, and of the newest source where there is no git, as in a downloaded archive.
    """
    refuse_bad_date()
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = _git(project, "log", "-1", "--format=%ct").strip() or _newest_source(project)


def refuse_bad_date() -> None:
    """Raise `Failed` when the variable is set and holds none: MkDocs would fail with a traceback."""
    given = os.environ.get(VARIABLE)
    if given is not None and not re.fullmatch(r"\d{1,11}", given):
        raise Failed(f"{VARIABLE} is {given!r}: give whole seconds since 1970, or unset it.")


def last_changes(folder: Path) -> dict[str, datetime]:
    """Return when git last saw each file below `folder` change, by its path there. Empty without git, and where its history is cut off."""
    is_shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip()
    if is_shallow == "true":
        log.info("A clone without its history: no page says when it last changed.")
    if is_shallow != "false":
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


def _newest_source(project: Path) -> str:
    sources = [project / "mkdocs.yml", *(path for folder in ("docs", "overrides") for path in (project / folder).rglob("*"))]
    newest = max(int(path.stat().st_mtime) for path in sources if path.is_file())
    log.info("No git here: the site carries the date of the newest file, %s.", datetime.fromtimestamp(newest, UTC).date())
    return str(newest)
