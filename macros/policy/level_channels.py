"""Every level has channels to try, so that no verdict ends without a next step."""

from __future__ import annotations

from collections.abc import Iterator

from macros.models.levels import LevelsFile
from macros.models.severity import SeverityFile
from macros.problems import Problem
from macros.yaml_source import Source


def check_level_channels(severity: SeverityFile, levels: LevelsFile, source: Source) -> Iterator[Problem]:
    """Yield a problem for each level with no order of channels, or with two."""
    named = [level for entry in severity.channel_orders for level in entry.levels]
    for level in levels.levels:
        if named.count(level.id) != 1:
            found = f"{named.count(level.id)} orders of channels for {level.id}"
            yield source.problem(("channel_orders",), found, "one order of channels for each level", "list the level under one of them")
