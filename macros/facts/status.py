"""`status.yml`: where the status page is, how a page of the portal may read it, and what is said about it in other words than `status-words.html`."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .base import Dated, Defines, Model, Name, Prose, RefersTo, Traced, Url, ZoneName, invalid


class StatusAudience(Model):
    """A kind of problem readers have, and the parts of the service behind it."""

    id: Annotated[str, Defines("status-audience")]
    label: Prose
    """What readers call it."""
    components: tuple[Name, ...]
    """Names of components as the provider writes them. Empty: nobody has said yet, so any incident may touch it."""
    kinds: tuple[Annotated[str, RefersTo("problem-kind")], ...] = ()
    """The kinds of problem (evidence.yml) that these readers have: a verdict or a ticket of one matches these components."""


def _each_kind_once(audiences: tuple[StatusAudience, ...]) -> tuple[StatusAudience, ...]:
    kinds = [kind for audience in audiences for kind in audience.kinds]
    if twice := sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        raise invalid(f"each kind of problem under one audience; {', '.join(twice)} stands under two")
    return audiences


Audiences = Annotated[tuple[StatusAudience, ...], AfterValidator(_each_kind_once)]


SitePath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/_-]*\.json$", max_length=100)]
HttpsUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"\\]+$", max_length=2000)]


class Reach(Model):
    """How the page is read."""

    transport: Literal["auto", "browser", "snapshot", "link"] = "auto"
    """`auto`: the reader's browser finds out which product it is. `browser`: it asks the provider. `snapshot`: a job writes a file beside the site. `link`: nobody asks."""
    provider: str | None = None
    """The adapter that reads it (macros/status/adapters.yml), for `browser` and `snapshot`."""
    endpoint: HttpsUrl | None = None
    """The address of the JSON, for `browser` and `snapshot`. `scripts/status probe` finds it."""
    snapshot: SitePath = "status.json"
    """Where the job's file stands, below the site's root."""
    notice: SitePath | None = None
    """A one-line notice beside the site, shown when the status page itself cannot be read; null to never look."""

    @model_validator(mode="after")
    def _knows_what_it_reads(self) -> Self:
        named = (self.provider is not None, self.endpoint is not None)
        if self.transport == "link" and any(named):
            raise invalid("no provider and no endpoint, because `link` reads nothing")
        if self.transport == "auto" and any(named):
            raise invalid("no provider and no endpoint, because `auto` lets the browser find out; with them it is `browser` or `snapshot`")
        if self.transport in ("browser", "snapshot") and not all(named):
            raise invalid(f"a provider and an endpoint, because `{self.transport}` reads them")
        return self


class Timing(Model):
    """How often, how long, how much. Seconds unless the name says otherwise."""

    idle: Annotated[int, Field(ge=60, le=604_800)] = 300
    """Between two requests while nothing is open."""
    open: Annotated[int, Field(ge=60, le=604_800)] = 60
    """Between two requests while something is open."""
    jitter_percent: Annotated[int, Field(ge=0, le=50)] = 20
    """Spread of both, so that many readers do not ask at the same moment. Never less than a minute results."""
    patience: Annotated[int, Field(ge=1, le=30)] = 8
    """One answer, headers and body, may take this long."""
    keep: Annotated[int, Field(ge=60, le=604_800)] = 1800
    """The last good answer counts this long."""
    bytes: Annotated[int, Field(ge=1000, le=1048576)] = 1048576
    """An answer larger than this is dropped."""
    stale_days: Annotated[int, Field(ge=1, le=3650)] = 14
    """An incident untouched for this long is folded away; a maintenance without dates is left out."""
    grace: Annotated[int, Field(ge=0, le=604_800)] = 3600
    """A maintenance still called scheduled this long after its end is past its window."""
    shown: Annotated[int, Field(ge=1, le=50)] = 8
    """So many affected parts are named before "and more"."""


class LevelWords(Model):
    """What one level is called."""

    headline: Prose
    """For the whole page: "All systems operational"."""
    short: Prose
    """For one part: "Operational"."""


class Levels(Model):
    """The scale, from fine to worst, and the one outside it."""

    operational: LevelWords | None = None
    """All is well."""
    notice: LevelWords | None = None
    """Something worth knowing."""
    maintenance: LevelWords | None = None
    """Planned work is going on."""
    degraded: LevelWords | None = None
    """Slower or worse than it should be."""
    partial_outage: LevelWords | None = None
    """Some of it is down."""
    major_outage: LevelWords | None = None
    """All of it is down."""
    unknown: LevelWords | None = None
    """The level is not recognised."""


class Phases(Model):
    """What the phases of incidents and maintenances are called."""

    investigating: Prose | None = None
    """The cause is being looked for."""
    identified: Prose | None = None
    """The cause is known."""
    monitoring: Prose | None = None
    """It is mended and being watched."""
    scheduled: Prose | None = None
    """A maintenance that has not begun."""
    in_progress: Prose | None = None
    """A maintenance that is on."""
    unknown: Prose | None = None
    """No phase is given."""


class Words(Model):
    """Everything else the component says."""

    unavailable: Prose | None = None
    """The status cannot be read."""
    open_page: Prose | None = None
    """Text of the link beside that."""
    details: Prose | None = None
    """Unfolds updates, parts and maintenance."""
    as_of: Prose | None = None
    """Before the time of the last good reading."""
    last_checked: Prose | None = None
    """Before the time of a reading that is too old."""
    incidents: Prose | None = None
    """Heading over open incidents."""
    older_incidents: Prose | None = None
    """Folds away incidents without news."""
    running: Prose | None = None
    """Heading over maintenance going on."""
    planned: Prose | None = None
    """Heading over planned maintenance."""
    past: Prose | None = None
    """Folds away maintenance past its window."""
    affected: Prose | None = None
    """Heading over affected parts."""
    other_parts: Prose | None = None
    """Folds away all other parts."""
    more_before: Prose | None = None
    """Before the number of what is not listed."""
    more_after: Prose | None = None
    """After that number."""
    since: Prose | None = None
    """Before the start of an incident."""
    updated: Prose | None = None
    """Before the time of the last news."""
    touches: Prose | None = None
    """Before the affected parts of an incident."""
    window: Prose | None = None
    """Before the start of a maintenance."""
    until: Prose | None = None
    """Before its end."""
    your_time: Prose | None = None
    """After a time in the reader's zone."""
    provider_time: Prose | None = None
    """After a time in the provider's zone."""
    notice: Prose | None = None
    """Before the notice."""
    calendar: Prose | None = None
    """Text of the link to the calendar file."""
    console: Prose | None = None
    """One line in the console of the browser when the page could not be read."""


class Hint(Model):
    """What a verdict or a ticket says about an open incident."""

    follow_title: Prose | None = None
    """An incident is open that may be theirs."""
    follow: Prose | None = None
    """What to do then."""
    elsewhere_title: Prose | None = None
    """An incident is open in other parts."""
    elsewhere: Prose | None = None
    """What to do then."""
    reported: Prose | None = None
    """After a level that is reported without an incident, such as a maintenance."""
    none_title: Prose | None = None
    """No incident is open."""
    none: Prose | None = None
    """What to do then."""
    unknown_title: Prose | None = None
    """Nobody knows."""
    unknown: Prose | None = None
    """What to do then."""
    checks: tuple[Prose, ...] = ()
    """Quick checks before the reader gets in touch."""
    channel: Annotated[str, RefersTo("channel")] | None = None
    """The channel for who is sure after the checks."""
    then: Prose | None = None
    """Before that channel."""


class StaticNotice(Model):
    """One line for everybody, published as a file beside the site."""

    text: Annotated[Prose, StringConstraints(max_length=300)]
    url: Url | None
    """Where more is said, or null."""
    since: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    """The moment from which it is shown."""
    until: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] | None
    """The moment after which it is not shown any more, or null."""


class Status(Dated, Traced):
    name: Prose
    """What the status page is called."""
    page: Url
    """The status page people open."""
    time_zone: ZoneName = "Etc/UTC"
    """The zone the provider's people work in."""
    locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] | None = None
    """How dates are written on pages of this language; on others, and where it is null, as the page's language does."""
    reach: Reach = Reach()
    timing: Timing = Timing()
    notice: StaticNotice | None = None
    """A line for everybody while the status page itself cannot be reached, or null."""
    audiences: Audiences = ()
    """The kinds of problem that readers have."""
    levels: Levels = Levels()
    phases: Phases = Phases()
    words: Words = Words()
    hint: Hint = Hint()


def read_from_host(status: Status, host: str) -> Status:
    """Return the facts with the made-up host of `scripts/serve --status` in place of the real status page."""
    endpoint = f"{host}/api/v2/summary.json"
    reach = status.reach.model_copy(update={"transport": "browser", "provider": "statuspage", "endpoint": endpoint})
    return status.model_copy(update={"page": f"{host}/", "reach": reach})
