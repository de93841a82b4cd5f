"""What is written next to the pages after a build, by either engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build that finds its files kept does without the models, which take time to import
    from ..portal import Portal


def files_beside(portal: Portal) -> dict[str, str]:
    """Return the text of every file that follows from the facts, by its path in the site."""
    from .decision_table import decision_table_files
    from .notice import notice_files

    return {**decision_table_files(portal), **notice_files(portal)}


def publish(site_dir: Path, files: Mapping[str, str]) -> None:
    """Write `files` into `site_dir`. Same files, same bytes."""
    for path, text in files.items():
        (site_dir / path).parent.mkdir(parents=True, exist_ok=True)
        (site_dir / path).write_text(text, encoding="utf-8", newline="\n")
