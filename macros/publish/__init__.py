"""The steps of publishing: all that a built site gets besides its pages, in one list, run by the build hook."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..facts.site import GuestSettings
from .calendars import write_calendars
from .changes_feed import write_changes_feed
from .content_policy import compute_policy
from .guest import add_calendars, add_components, add_policy
from .headers import write_headers
from .markdown_copies import write_markdown_copies
from .markup import mend_markup
from .offline_pages import write_worker
from .own_assets import send_own_assets
from .page_head import add_heads
from .policy_data import write_policy_data
from .redirects import check_anchors, move_anchors, write_redirects
from .search_index import add_search
from .severity_check import write_severity_check
from .site import Site
from .status_notice import write_status_notice
from .structured_data import describe_pages
from .well_known import write_well_known

Step = Callable[[Site], None]
# What each language has for itself.
FOR_EACH_LANGUAGE = frozenset({add_search, add_calendars, write_calendars, write_changes_feed, write_markdown_copies})

# In this order; checks come before the first step that writes.
STEPS: tuple[Step, ...] = (
    check_anchors,
    move_anchors,
    mend_markup,
    add_search,
    write_status_notice,
    write_policy_data,
    write_calendars,
    write_changes_feed,
    write_markdown_copies,
    describe_pages,
    write_well_known,
    write_redirects,
    write_severity_check,
    send_own_assets,
    compute_policy,
    add_heads,
    write_headers,
    write_worker,
)
# What only hosts and the machines that read a site need. A preview also keeps scripts and styles as they were written.
FOR_HOSTS = frozenset(
    {
        write_markdown_copies,
        describe_pages,
        write_well_known,
        write_redirects,
        write_severity_check,
        send_own_assets,
        write_headers,
        write_worker,
    }
)


def publish(sites: Sequence[Site]) -> None:
    """Run every step over a site in each of its languages, the default one first, and write its pages. Same site and facts, same bytes.

    Raises `ProblemsFound` before anything is written when a redirect leads to an anchor that is on no page.
    """
    site = sites[0]
    if len(sites) > 1:
        drawn = {source: names for each in sites for source, names in each.drawn.items()}
        site = replace(site, pages=[page for each in sites for page in each.pages], drawn=drawn)
    for step in list_guest_steps(site, site.guest) if site.guest else STEPS:
        if not (site.preview and step in FOR_HOSTS):
            for each in sites if step in FOR_EACH_LANGUAGE else [site]:
                step(each)
    for page in site.pages:
        page.write()


def list_guest_steps(site: Site, guest: GuestSettings) -> tuple[Step, ...]:
    """Return the steps for a site that has its own MkDocs: what it took, and nothing else."""
    called = {name for names in site.drawn.values() for name in names}
    wanted = (
        (guest.search, add_search),
        (site.portal, write_status_notice),
        ("policy_data" in called, write_policy_data),
        ("calendars" in called, add_calendars),
        ("policy_changes" in called, write_changes_feed),
        (site.portal, add_components),
        (True, send_own_assets),
        (guest.content_policy, compute_policy),
        (guest.content_policy, add_policy),
    )
    return tuple(step for asked, step in wanted if asked)
