"""What is written next to the pages after a build: plain functions of (site directory, portal)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from macros.portal import Portal
from macros.publish.decision_table import publish_decision_table
from macros.publish.notice import publish_notice

Publisher = Callable[[Path, Portal], None]

PUBLISHERS: tuple[Publisher, ...] = (publish_decision_table, publish_notice)


def publish(site_dir: Path, portal: Portal) -> None:
    """Write everything that belongs beside the pages into `site_dir`. Same site and portal, same bytes."""
    for publisher in PUBLISHERS:
        publisher(site_dir, portal)
