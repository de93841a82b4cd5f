"""Where programs find the policy."""

from typing import Any

from ..portal import Portal


def policy_data(portal: Portal) -> dict[str, Any]:
    """The files in which programs read the policy, and what they can rely on."""
    return {"severity": portal.severity, "open": any(not entry.confirmed for entry in portal.open_questions.entries)}
