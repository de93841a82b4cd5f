"""`status.yml`: where the status page is, how a page of the portal may read it, and every word that is said about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from macros.models.base import Dated, Facts, Identifier, LedgerIds, Model, Prose, Reference, Url, ZoneName, refuse

SitePath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/_-]*\.json$", max_length=100)]
HttpsUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"\\]+$", max_length=2000)]


class Reach(Model):
    """How the page is read."""

    transport: Literal["browser", "snapshot", "link"]
    """`browser`: the reader's browser asks the provider. `snapshot`: a job writes a file beside the site. `link`: nobody asks."""
    provider: str | None
    """The adapter that reads it (macros/status/adapters.yml); null for `link`."""
    endpoint: HttpsUrl | None
    """The address of the JSON; null for `link`. `scripts/status probe` finds it."""
    snapshot: SitePath
    """Where the job's file stands, below the site's root."""
    notice: SitePath | None
    """A one-line notice beside the site, shown when the status page itself cannot be read; null to never look."""

    @model_validator(mode="after")
    def _knows_what_it_reads(self) -> Reach:
        named = (self.provider is not None, self.endpoint is not None)
        if self.transport == "link" and any(named):
            raise refuse("no provider and no endpoint, because `link` reads nothing")
        if self.transport != "link" and not all(named):
            raise refuse(f"a provider and an endpoint, because `{self.transport}` reads them")
        return self


class Timing(Model):
    """How often, how long, how much. Seconds unless the name says otherwise."""

    idle: Annotated[int, Field(ge=60)]
    """Between two requests while nothing is open."""
    open: Annotated[int, Field(ge=60)]
    """Between two requests while something is open."""
    jitter_percent: Annotated[int, Field(ge=0, le=50)]
    """Spread of both, so that many readers do not ask at the same moment. Never less than a minute results."""
    patience: Annotated[int, Field(ge=1, le=30)]
    """One answer, headers and body, may take this long."""
    keep: Annotated[int, Field(ge=60)]
    """The last good answer counts this long."""
    bytes: Annotated[int, Field(ge=1000, le=1048576)]
    """An answer larger than this is dropped."""
    stale_days: Annotated[int, Field(ge=1)]
    """An incident untouched for this long is folded away; a maintenance without dates is left out."""
    grace: Annotated[int, Field(ge=0)]
    """A maintenance still called scheduled this long after its end is past its window."""
    shown: Annotated[int, Field(ge=1, le=50)]
    """So many affected parts are named before "and more"."""


class Audience(Model):
    """A kind of problem readers have, and the parts of the service behind it."""

    id: Identifier("status-audience")
    label: Prose
    components: tuple[Prose, ...]
    """Names of components as the provider writes them. Empty: nobody has said yet, so any incident may touch it."""


class LevelWords(Model):
    """What one level is called."""

    headline: Prose
    """For the whole page: "All systems operational"."""
    short: Prose
    """For one part: "Operational"."""


class Levels(Model):
    """The scale, from fine to worst, and the one outside it."""

    operational: LevelWords
    notice: LevelWords
    maintenance: LevelWords
    degraded: LevelWords
    partial_outage: LevelWords
    major_outage: LevelWords
    unknown: LevelWords


class Phases(Model):
    """What the phases of incidents and maintenances are called."""

    investigating: Prose
    identified: Prose
    monitoring: Prose
    scheduled: Prose
    in_progress: Prose
    unknown: Prose


class Words(Model):
    """Everything else the component says."""

    link: Prose
    unavailable: Prose
    open_page: Prose
    as_of: Prose
    last_checked: Prose
    incidents: Prose
    older_incidents: Prose
    running: Prose
    planned: Prose
    past: Prose
    affected: Prose
    other_parts: Prose
    more_before: Prose
    more_after: Prose
    no_incidents: Prose
    since: Prose
    updated: Prose
    latest: Prose
    touches: Prose
    window: Prose
    until: Prose
    your_time: Prose
    provider_time: Prose
    notice: Prose
    calendar: Prose
    console: Prose


class Hint(Model):
    """What a verdict or a ticket says about an open incident."""

    follow_title: Prose
    follow: Prose
    elsewhere_title: Prose
    elsewhere: Prose
    none_title: Prose
    none: Prose
    unknown_title: Prose
    unknown: Prose
    checks: Annotated[tuple[Prose, ...], Field(min_length=2, max_length=2)]
    """Two quick checks before a call."""
    call: Reference("channel")
    """The channel for who is sure after the checks."""
    then: Prose


class StaticNotice(Model):
    """One line for everybody, published as a file beside the site."""

    text: Annotated[Prose, StringConstraints(max_length=300)]
    url: Url | None
    """Where more is said, or null."""
    since: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    until: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] | None
    """The moment after which it is not shown any more, or null."""


class Status(Dated):
    """The whole file."""

    name: Prose
    """What the status page is called."""
    page: Url
    """The status page people open."""
    time_zone: ZoneName
    """The zone the provider's people work in."""
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    """How dates are written."""
    reach: Reach
    timing: Timing
    notice: StaticNotice | None
    """A line for everybody while the status page itself cannot be reached, or null."""
    audiences: tuple[Audience, ...]
    """The kinds of problem that readers have."""
    levels: Levels
    phases: Phases
    words: Words
    hint: Hint
    facts: Facts = ()
    """Numbers of the policy's facts that this file carries, like F42."""
    ledger: LedgerIds = ()
    """Numbers of the ledger's entries that this file rests on, like A7."""
