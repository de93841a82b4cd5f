"""Support hours for a reader's own calendar."""

from collections.abc import Iterator
from typing import Any

from ..facts.hours import Schedule
from ..portal import Portal
from .coverage import schedule_words


def calendars(portal: Portal) -> dict[str, Any]:
    """A calendar to subscribe to for the hours of each schedule that opens and closes, for each region."""
    words = {schedule.id: schedule_words(portal, schedule.id) | {"regional": []} for schedule in portal.schedules.schedules}
    return {
        "calendars": [
            {"file": calendar_path(schedule), "label": schedule.label, "region": region, "words": words.get(schedule.id)}
            for region, schedule in list_calendars(portal)
        ],
        "assumed": not all(schedule.days_stated for _, schedule in list_calendars(portal)),
        "closing": any(schedule.holidays or schedule.closures for _, schedule in list_calendars(portal)),
    }


def list_calendars(portal: Portal) -> Iterator[tuple[str | None, Schedule]]:
    """Yield each schedule that gets a calendar, with its region when it is that of one."""
    for schedule in portal.schedules.schedules:
        yield from ((region, hours) for region, hours in schedule.by_region if not hours.always_open)


def calendar_path(schedule: Schedule) -> str:
    """Return where the calendar of a schedule is, below the site's root."""
    return f"calendars/{schedule.id.replace('/', '-')}.ics"
