"""Who gives the support, inside a sentence."""

from __future__ import annotations

from typing import Any

from ..portal import Portal
from .arguments import choose


def organisation(portal: Portal, part: str = "name") -> dict[str, Any]:
    """The organisation's name, product, or what it does: `organisation("product")`."""
    return {"text": getattr(portal.organisation, choose(("name", "product", "what_it_does", "customer"), part))}
