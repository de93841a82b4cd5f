"""`schedules.yml` and `coverage.yml`: business hours and holidays, and who is covered when."""

import itertools
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from .base import ClockTime, Dated, Day, Defines, Model, Prose, RefersTo, Traced, Weekday, ZoneOrCustomers, invalid, minutes_of

WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60


class Window(Model):
    """Hours on certain days. When it closes before it opens, it runs across midnight."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)]
    """Days on which it opens."""
    opens: ClockTime
    """Local time at which it opens."""
    closes: ClockTime
    """Local time at which it closes; "24:00" is the end of the day."""

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.opens == "24:00":
            raise invalid("a time before the end of the day", 'the start of a day is "00:00"', at=("opens",))
        if self.opens == self.closes:
            raise invalid("another time than 'opens'", 'a whole day opens at "00:00" and closes at "24:00"', at=("closes",))
        return self

    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return (start, end) in minutes of a week that begins on Monday; an end may lie beyond the week."""
        opens, closes = minutes_of(self.opens), minutes_of(self.closes)
        length = closes - opens if closes > opens else closes - opens + DAY_MINUTES
        return tuple((start := WEEK.index(day) * DAY_MINUTES + opens, start + length) for day in self.days)


class Holiday(Model):
    """A day on which a schedule stays closed."""

    day: Day
    label: Prose

    @model_validator(mode="before")
    @classmethod
    def _is_no_plain_day(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise invalid("a day and its name", f'write {{day: "{value}", label: Christmas Day}}')
        return value


class Closure(Model):
    """Days in a row on which a schedule stays closed."""

    first_day: Day
    last_day: Day
    label: Prose
    """The reason."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_day < self.first_day:
            raise invalid(f"a day not before {self.first_day}", at=("last_day",))
        return self


class ZonedHours(Model):
    """Hours in one time zone."""

    zone: ZoneOrCustomers
    """IANA zone in which the hours are meant, or "customer" for the zone of whoever asks."""
    zone_label: Prose
    """How the zone is written beside the hours."""
    windows: Annotated[tuple[Window, ...], Field(min_length=1)]
    """The hours."""

    @model_validator(mode="after")
    def _windows_apart(self) -> Self:
        spans = sorted(span for window in self.windows for span in window.spans())
        ring = [*spans, (spans[0][0] + 7 * DAY_MINUTES, 0)]
        if any(end > following for (_, end), (following, _) in itertools.pairwise(ring)):
            raise invalid("windows that do not overlap", "a window that closes before it opens runs into the next day", at=("windows",))
        return self


class RegionalHours(ZonedHours):
    """The hours of a schedule for customers of one region."""

    region: Prose
    """Where these customers are, like Japan."""
    holidays: tuple[Holiday, ...] | None = None
    """Days on which it stays closed for them; null when they are those of the schedule."""


class Schedule(ZonedHours, Dated, Traced):
    """Hours in which somebody is there."""

    id: Annotated[str, Defines("schedule")]
    label: Prose
    """Its name, like Business hours."""
    aliases: tuple[Prose, ...] = ()
    days_stated: bool = True
    """False when the policy does not say on which days the hours hold."""
    holidays: tuple[Holiday, ...] | None = None
    """Days on which it stays closed; null when the policy is silent."""
    holidays_note: Prose | None = None
    """Holidays that are no list of days, in words that follow the hours, like "except on the holidays of your country"."""
    closures: tuple[Closure, ...] = ()
    """Longer times in which it stays closed."""
    regional: tuple[RegionalHours, ...] = ()
    """Other hours for customers of some regions."""

    @property
    def always_open(self) -> bool:
        """Whether it never closes."""
        minutes = sum(end - start for window in self.windows for start, end in window.spans())
        return minutes == 7 * DAY_MINUTES and not self.holidays and not self.closures

    @property
    def by_region(self) -> tuple[tuple[str | None, Self], ...]:
        """Return the schedule, then for each region its name and the schedule as it is there."""
        found: list[tuple[str | None, Self]] = [(None, self)]
        for number, each in enumerate(self.regional, 1):
            own: dict[str, Any] = {"id": f"{self.id}/{number}", "aliases": (), "regional": ()}
            own |= {"zone": each.zone, "zone_label": each.zone_label, "windows": each.windows}
            if each.holidays is not None:
                own |= {"holidays": each.holidays, "holidays_note": None}
            found.append((each.region, self.model_copy(update=own)))
        return tuple(found)


class State(Traced):
    """A combination of open and closed schedules."""

    id: Annotated[str, Defines("state")]
    label: Prose | None = None
    """What is open, in words; null for the labels of the schedules that are open."""
    open: tuple[Annotated[str, RefersTo("schedule")], ...]
    """Schedules that are open."""
    closed: tuple[Annotated[str, RefersTo("schedule")], ...]
    """Schedules that are closed."""


class SchedulesFile(Model):
    schedules: Annotated[tuple[Schedule, ...], Field(min_length=1)]
    states: tuple[State, ...] = ()
    """Names for all combinations of the schedules that open and close, where a situation of severity.yml tells them apart."""

    @model_validator(mode="after")
    def _every_combination_once(self) -> Self:
        changing = {schedule.id for schedule in self.schedules if not schedule.always_open}
        seen: list[frozenset[str]] = []
        for index, state in enumerate(self.states):
            if sorted((*state.open, *state.closed)) != sorted(changing):
                found = f"open: {', '.join(state.open) or 'none'}; closed: {', '.join(state.closed) or 'none'}"
                expected = f"each schedule that closes once, in 'open' or in 'closed': {', '.join(sorted(changing))}"
                raise invalid(expected, at=("states", index), found=found)
            if frozenset(state.open) in seen:
                raise invalid("a state that no other describes", at=("states", index, "open"))
            seen.append(frozenset(state.open))
        return self


CoverKind = Literal["guaranteed", "best-effort", "none"]


class KindOfCover(Traced):
    """What a kind of cover means here. The kinds themselves are the product's; the words are the organisation's."""

    id: CoverKind
    label: Prose
    meaning: Prose
    """What a reader can expect."""


class Cover(Traced):
    """The cover of one category at some levels."""

    id: Annotated[str, Defines("cover")]
    label: Prose
    """What it covers, in words."""
    category: Annotated[str, RefersTo("category")]
    """The category."""
    levels: Annotated[tuple[Annotated[str, RefersTo("level")], ...], Field(min_length=1)]
    """The levels."""
    schedule: Annotated[str, RefersTo("schedule")]
    """The hours in which `inside` holds."""
    inside: CoverKind
    """What holds while the schedule is open."""
    outside: CoverKind | None = None
    """What holds while it is closed; null when it never closes."""
    status_page: bool = False
    """Whether the status page shows it."""
    contact: Prose | None = None
    """What is known without you, and whether to get in touch."""


class CoverageFile(Model):
    kinds: tuple[KindOfCover, ...]
    covers: Annotated[tuple[Cover, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_each_kind_it_uses_once(self) -> Self:
        kinds = [kind.id for kind in self.kinds]
        if len(set(kinds)) < len(kinds):
            raise invalid("each kind once", at=("kinds",), found=f"the kinds {', '.join(kinds)}")
        for index, cover in enumerate(self.covers):
            for key, kind in (("inside", cover.inside), ("outside", cover.outside)):
                if kind and kind not in kinds:
                    raise invalid("a kind with its words under 'kinds'", at=("covers", index, key))
        return self
