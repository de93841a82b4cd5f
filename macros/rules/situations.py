"""Which situation a result is in: what to do first, and what then."""

from collections.abc import Iterable

from ..facts.contact import Channel
from ..facts.hours import State
from ..facts.severity import Situation


def find_situation(situations: Iterable[Situation], level: str, category: str, state: str, *, unsure: bool) -> Situation | None:
    """Return the first situation that fits, or None."""
    for each in situations:
        fits = each.unsure == unsure and level in each.levels and category in (each.categories or (category,))
        if fits and state in (each.states or (state,)):
            return each
    return None


def is_usable(channel: Channel, level: str, state: State, *, unsure: bool) -> bool:
    """Tell whether a channel is open; to a level that is not sure, its exceptions are not."""
    return channel.schedule not in state.closed or (level in channel.always_open_to and not unsure)


def works_in_one_tap(channel: Channel) -> bool:
    """Tell whether a link reaches the channel itself, and not only a page that names its number."""
    return channel.href is not None and (channel.kind != "phone" or channel.number is not None)
