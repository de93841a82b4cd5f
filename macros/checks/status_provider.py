"""What a portal's status facts must agree with: the adapters that exist, and what their products allow."""

from collections.abc import Iterator

from ..engine import call
from ..portal import Portal, Sources
from ..sources.problems import Problem, list_choices, nearest, show_value
from ..status.adapters import read_adapters


def check_provider(portal: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem when `status.yml` names no adapter that exists, or lets browsers read what no browser may."""
    if portal.status is None or portal.status.reach.provider is None:
        return
    reach, adapters = portal.status.reach, read_adapters()
    if reach.provider not in adapters:
        yield sources["status"].problem(
            ("reach", "provider"), show_value(reach.provider), list_choices(adapters), nearest(reach.provider, adapters)
        )
    elif reach.transport == "browser" and adapters[reach.provider]["browser"] == "never":
        hint = f"run {call('status')} snapshot from cron"
        yield sources["status"].problem(
            ("reach", "transport"), "browser", f"snapshot or link: {reach.provider} lets no other site read it", hint
        )
