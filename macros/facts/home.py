"""`home.yml`: what the home page offers first."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from .base import Model, PagePath, Prose, RefersTo, invalid

Short = Annotated[Prose, StringConstraints(max_length=80)]


class SearchExample(Model):
    """One thing that people often look for, with the page that answers it."""

    label: Annotated[Prose, StringConstraints(max_length=40)]
    """What people call it."""
    page: PagePath


class HomeSearch(Model):
    """What the large search field suggests."""

    placeholder: Annotated[Prose, StringConstraints(max_length=60)]
    """What stands in the empty field."""
    examples: tuple[SearchExample, ...] = ()


class LiveHours(Model):
    """A line that follows the clock in the reader's browser."""

    schedule: Annotated[str, RefersTo("schedule")]
    """The hours that the line follows."""
    label: Short
    """What opens and closes; without JavaScript its hours follow."""
    open: Short
    """The line while it is open; `{time}` becomes the end."""
    closed: Short
    """The line while it is closed; `{time}` becomes the beginning."""

    @model_validator(mode="after")
    def _names_the_time(self) -> Self:
        for key in ("open", "closed"):
            if "{time}" not in getattr(self, key):
                raise invalid("a sentence with {time} in it", at=(key,))
        return self


class Door(Model):
    """One way on from the home page."""

    label: Short
    page: PagePath
    """Where it leads."""
    icon: Literal["status", "severity", "steps", "report", "contact"]
    """Its picture."""
    text: Short
    """What is behind it."""
    live: Literal["status", "counts", "levels"] | LiveHours | None = None
    """Its last line, if it has one: `status` (the live status), `counts` (of troubleshooters and articles), `levels` (of severity), or hours."""


class HomeFile(Model):
    search: HomeSearch
    doors: Annotated[tuple[Door, ...], Field(min_length=2, max_length=6)]
    """The ways on, in order."""
