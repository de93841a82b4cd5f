"""Who gives the support, inside a sentence."""

from typing import Any

from ..portal import Portal
from .arguments import choose, get_by_id


def organisation(portal: Portal, part: str = "name") -> dict[str, Any]:
    """The organisation's name, product, or what it does: `organisation("product")`."""
    return {"text": getattr(portal.organisation, choose(("name", "product", "what_it_does", "customer"), part))}


def other_site(portal: Portal, site: str, text: str = "") -> dict[str, Any]:
    """A link to a web site beside this portal: `other_site("product-documentation")`; `text` replaces its words."""
    entry = get_by_id(portal.organisation.other_sites, site)
    return {"site": entry, "text": text or entry.label}
