"""What changed in the policy, and when."""

from __future__ import annotations

from typing import Any

from ..facts.severity import SeverityFile
from ..portal import Portal
from .arguments import require

FEED = "changes.atom"
"""Where the feed of the changes is, below the site's root."""


def policy_changes(portal: Portal) -> dict[str, Any]:
    """The versions of the severity rules, the newest first, and the feed of them."""
    severity: SeverityFile = require(portal.severity, "changes", "severity.yml")
    return {"changes": severity.changes[::-1], "feed": FEED}
