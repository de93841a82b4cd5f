"""`changes.yml`: what each release of the policy means for readers, as `portal diff` counted it when it was published."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from .base import Day, Model, Prose, invalid


class Release(Model):
    """What changed on one day."""

    day: Day
    """The first day on which it held. The new version of the severity rules that began on that day, if any, stands with it."""
    title: Prose | None = None
    """What changed, in a few words: the heading of the entry, and its title in the feed."""
    text: Prose | None = None
    """Whom it affects, in your own words. Leave it out where `text` of a version in severity.yml says it."""
    before: Prose | None = None
    """What held before, in a sentence."""
    now: Prose | None = None
    """What holds now, in a sentence."""
    effects: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """A sentence for each thing that changed: situations that move, hours, prices, targets, channels. `portal diff` writes them."""

    @model_validator(mode="after")
    def _compares(self) -> Self:
        if self.before and not self.now:
            raise invalid("what holds now, because `before` is given", at=("before",), found=self.before)
        return self


class ChangesFile(Model):
    releases: tuple[Release, ...] = ()
    """The releases, the oldest first."""

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        for index, (one, other) in enumerate(zip(self.releases, self.releases[1:], strict=False), 1):
            if other.day <= one.day:
                raise invalid(f"a day after {one.day}", at=("releases", index, "day"), found=f"{other.day}")
        return self
