"""`channels.yml`: every way to reach support, and which to try in which order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Dated, Email, Identifier, Model, Phone, Prose, Reference, Url, refuse
from .coverage import CoverKind
from .traced import Traced

ChannelKind = Literal["page", "chat", "email", "panel", "phone", "sms", "messenger", "arrangement"]


class Channel(Dated, Traced):
    """One way to reach support."""

    id: Identifier("channel")
    """Stable id."""
    label: Prose
    """Its name."""
    kind: ChannelKind
    """What it is."""
    where: Prose | None = None
    """How to find it, in words."""
    url: Url | None = None
    """Web address."""
    email: Email | None = None
    """Email address."""
    number: Phone | None = None
    """Phone number in E.164, with spaces where people pause."""
    handle: Prose | None = None
    """Name on a messenger."""
    schedule: Reference("schedule") | None
    """When it is open; null when the policy does not say."""
    hours_note: Prose | None = None
    """Hours that are not a schedule, in words."""
    always_open_to: tuple[Reference("level"), ...] = ()
    """Levels that may use it outside its schedule."""
    outside_schedule: CoverKind | None = None
    """What all others can expect outside its schedule; null when nothing is said."""
    good_for: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to use it for."""
    not_for: tuple[Prose, ...] = ()
    """What not to use it for."""
    advice: tuple[Prose, ...] = ()
    """How to use it well."""
    bot_word: Prose | None = None
    """What to type to reach a person, where a bot answers."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Channel:
        if self.kind == "email" and self.email is None:
            raise refuse("an email address, because its kind is email", at=("email",))
        if self.kind == "sms" and self.number is None:
            raise refuse("a phone number, because its kind is sms", at=("number",))
        return self

    @property
    def address(self) -> str | None:
        """What to show as its address, or None when the policy states none."""
        return self.number or self.email or self.handle or self.where or self.url

    @property
    def href(self) -> str | None:
        """What a link leads to, or None when there is nothing to link."""
        if self.number:
            return ("sms:" if self.kind == "sms" else "tel:") + self.number.replace(" ", "")
        return f"mailto:{self.email}" if self.email else self.url


class Order(Traced):
    """Channels to try in a situation, the first one first."""

    id: Identifier("channel-order")
    """Stable id."""
    situation: Prose
    """When it applies."""
    channels: Annotated[tuple[Reference("channel"), ...], Field(min_length=1)]
    """The channels in order."""
    avoid: tuple[Reference("channel"), ...] = ()
    """Channels that are wrong here."""
    why: Prose
    """The reason."""

    @model_validator(mode="after")
    def _each_channel_once(self) -> Order:
        named = (*self.channels, *self.avoid)
        if twice := next((name for name in named if named.count(name) > 1), None):
            raise refuse("each channel once, in 'channels' or in 'avoid'", found=f"'{twice}' a second time")
        return self


class ChannelsFile(Model):
    """The whole file."""

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    """The channels."""
    orders: tuple[Order, ...] = ()
    """What to try in which order."""
