"""Check that each channel is shown by some page, takes what it is named for, and that the status page can be read."""

from collections.abc import Iterator

from ..engine import call
from ..facts.base import RefersTo
from ..portal import Portal, Sources, models
from ..sources.page_file import Pages
from ..sources.problems import Problem, list_choices
from ..status.adapters import read_adapters
from .page_code import list_calls
from .references import list_marks


def check_composer(portal: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem when the channel that takes the composer's mail has no address for it."""
    named = portal.composer.mail_channel if portal.composer else None
    if any(channel.id == named and channel.email is None for channel in portal.channels.channels):
        mail = [channel.id for channel in portal.channels.channels if channel.email]
        found = f"'{named}', which has no email address"
        hint = (
            "" if mail else "a portal without one has no report form: delete composer.yml and its page, and take that page from pages.yml"
        )
        yield sources["composer"].problem(("mail_channel",), found, list_choices(mail) if mail else "a channel with 'email'", hint)


def check_channels(portal: Portal, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield a warning for each channel that no list, no sentence and no other fact names."""
    calls = [call for page in pages if page.renders_macros() and "channel" in page.body for call in list_calls(page)]
    if any(name == "channel_list" for name, _, _ in calls):
        return
    named = {str(value) for name, arguments, options in calls if name == "channel" for value in (*arguments, *options.values())}
    for _, model in models(portal):
        named |= {value for mark, value, _ in list_marks(model) if isinstance(mark, RefersTo) and mark.kind == "channel"}
    for index, channel in enumerate(portal.channels.channels):
        if channel.id not in named:
            expected = "a page that calls channel_list(), or an order that names it"
            yield sources["channels"].problem(
                ("channels", index, "id"), f"the channel '{channel.id}', which no page shows", expected, level="warning"
            )


def check_provider(portal: Portal, sources: Sources) -> Iterator[Problem]:
    """Yield a problem when `status.yml` names no adapter that exists, or lets browsers read what no browser may."""
    if portal.status is None or portal.status.reach.provider is None:
        return
    reach, adapters = portal.status.reach, read_adapters()
    if reach.provider not in adapters:
        yield sources["status"].unknown(("reach", "provider"), reach.provider, adapters)
    elif reach.transport == "browser" and adapters[reach.provider]["browser"] == "never":
        hint = f"run {call('status')} snapshot from cron"
        yield sources["status"].problem(
            ("reach", "transport"), "browser", f"snapshot or link: {reach.provider} lets no other site read it", hint
        )
