"""The live status in its sizes: a banner, a panel, a badge, and the hint that a verdict or a ticket shows.

Built HTML carries a plain link and never a level. Everything the script may say later stands in templates.
"""

import re
from itertools import takewhile
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..facts.contact import Channel
from ..facts.hours import Cover
from ..facts.status import Status, Timing
from ..portal import Portal
from ..status.adapters import read_adapters, script_rules
from .arguments import get_by_id, require
from .coverage import possible_covers
from .severity import can_be, ranked

DAY = 86_400_000


def status_banner(portal: Portal) -> dict[str, Any]:
    """The level in one line, and what is open in two."""
    return _context(portal)


def status_panel(portal: Portal) -> dict[str, Any]:
    """Everything the provider reports, affected parts first, and what to do now."""
    return _context(portal) | {"channel": _channel(portal)}


def status_hint(portal: Portal, audience: str = "", strip: bool = False) -> dict[str, Any]:
    """Follow the incident, or do the checks and get in touch. The parts behind the audience, or the kind of problem, decide what touches it.

    With `strip=true`: in a line or two, what is open or that nothing is.
    """
    status = require(portal.status, "page", "status.yml")
    about = get_by_id(status.audiences, audience) if audience else None
    parts = {kind: each.components for each in status.audiences for kind in each.kinds}
    return _context(portal) | {"components": {"": about.components if about else ()} | parts, "channel": _channel(portal), "strip": strip}


def _channel(portal: Portal) -> Channel | None:
    """Return the support channel that the hint names."""
    named = require(portal.status, "page", "status.yml").hint.channel
    return get_by_id(portal.channels.channels, named) if named else None


def status_scope(portal: Portal) -> dict[str, Any]:
    """Which kinds of problem the status page shows, which never, and what to do about either."""
    covers = list(possible_covers(portal))
    shown, never = [[each for each in covers if each[0].status_page is is_shown] for is_shown in (True, False)]
    return {"shown": _scope(portal, shown), "never": _scope(portal, never)}


def _scope(portal: Portal, covers: list[tuple[Cover, list[dict[str, Any]]]]) -> dict[str, Any]:
    """Return the levels of each category, and the sentences that all covers begin with; what one says beyond them is told with its hours."""
    sentences = [re.split(r"(?<=\.) ", cover.contact or "") for cover, _ in covers]
    shared = [same[0] for same in takewhile(lambda same: len(set(same)) == 1, zip(*sentences, strict=False))]
    rows = []
    for category in portal.categories.categories:
        own = [(cover, level) for cover, levels in covers if cover.category == category.id for level in levels]
        every = [level for level in ranked(portal) if can_be(portal, level["entry"].id, category.id)]
        levels = [level for level in every if level in [each for _, each in own]]
        if own:
            facts = sorted({fact for cover, _ in own for fact in cover.facts})
            rows.append({"facts": facts, "category": category, "levels": levels, "whole": levels == every})
    return {"shared": " ".join(shared), "rows": rows, "several": len(portal.categories.categories) > 1}


def _context(portal: Portal) -> dict[str, Any]:
    status = require(portal.status, "page", "status.yml")
    return {"status": status, "host": urlsplit(status.page).netloc, "settings": settings(status)}


def _timing(timing: Timing) -> dict[str, float]:
    """Return what the script waits for in milliseconds, as it counts, and the rest as it is."""
    named = {name: getattr(timing, name) * 1000 for name in ("idle", "open", "patience", "keep", "grace")}
    return named | {"stale": timing.stale_days * DAY, "jitter": timing.jitter_percent / 100, "bytes": timing.bytes, "shown": timing.shown}


def settings(status: Status) -> dict[str, Any] | None:
    """Return what the script needs as plain data: how to read the page, addresses, timing. None when it reads nothing."""
    reach = status.reach
    if reach.transport == "link" and reach.notice is None:
        return None
    return {
        "sources": _sources(status),
        "notice": reach.notice or "",
        "page": status.page,
        "zone": "" if status.time_zone.endswith("UTC") else status.time_zone,
        "timing": _timing(status.timing),
    }


def _sources(status: Status) -> list[dict[str, Any]]:
    """Return what the script may ask: the one address that is known, or those of all products that it can recognise."""
    reach = status.reach
    if reach.transport == "auto":
        asked = {name: adapter["detect"][0] for name, adapter in read_adapters().items() if adapter.get("auto")}
        return [_source(name, urljoin(status.page, path)) for name, path in asked.items()]
    if reach.provider is None:
        return []
    if reach.transport == "snapshot":
        return [_source(reach.provider, reach.snapshot) | {"snapshot": True}]
    return [_source(reach.provider, reach.endpoint)]


def _source(name: str, endpoint: str | None) -> dict[str, Any]:
    return {"rules": script_rules(name), "endpoint": endpoint}
