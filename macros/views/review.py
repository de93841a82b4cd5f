"""How old the facts are: the last confirmation and the next review."""

from typing import Any

from ..portal import Portal


def last_review(portal: Portal) -> dict[str, Any]:
    """When the facts that age were last confirmed, how many are not, and when the next review is due."""
    facts = portal.ageing_facts
    confirmed = [fact.confirmed for fact in facts if fact.confirmed]
    return {
        "total": len(facts),
        "unconfirmed": len(facts) - len(confirmed),
        "last": max(confirmed, default=None),
        "version": portal.severity.version if portal.severity else None,
        "next": min((fact.review_by for fact in facts), default=None),
    }
