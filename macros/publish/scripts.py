"""Send scripts without what only their writers read: comments and indentation go, every statement stays as it was written."""

from __future__ import annotations

import re
from pathlib import Path

from macros.portal import Portal

# Only whole lines: our modules have comments on lines of their own, and no text that runs over several lines.
BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
INDENTATION = re.compile(r"^[ \t]+|^\n", re.MULTILINE)


def publish_scripts(site_dir: Path, _: Portal) -> None:
    """Shorten each of our modules (`*.mjs`) below `site_dir`. Doing it twice changes nothing more."""
    for path in sorted(site_dir.rglob("*.mjs")):
        path.write_text(shorten(path.read_text(encoding="utf-8")), encoding="utf-8")


def shorten(script: str) -> str:
    """Return `script` without comments that fill whole lines, without indentation and without empty lines."""
    for pattern in (BLOCK_COMMENT, LINE_COMMENT, INDENTATION):
        script = pattern.sub("", script)
    return script
