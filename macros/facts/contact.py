"""`channels.yml`, `escalation.yml`, `paid-options.yml`, `expectations.yml` and `complaints.yml`: how people reach each other."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ..sources.problems import list_choices, nearest
from .base import Dated, Defines, Email, Model, Phone, Priced, Prose, RefersTo, Statement, Traced, Url, invalid
from .hours import CoverKind

KINDS = ("page", "chat", "email", "panel", "phone", "text-message", "messenger", "arrangement")
# What people write for a kind of channel -> the kind.
_KIND_WORDS = {
    **dict.fromkeys(("telephone", "hotline", "mobile"), "phone"),
    **dict.fromkeys(("mail", "e-mail"), "email"),
    **dict.fromkeys(("form", "portal", "web", "website", "ticket"), "page"),
    **dict.fromkeys(("text", "texting"), "text-message"),
    **dict.fromkeys(("livechat", "live-chat", "bot"), "chat"),
    **dict.fromkeys(("meeting", "visit", "on-site"), "arrangement"),
}


def _kind(value: Any) -> str:
    if value in KINDS:
        return str(value)
    kind = _KIND_WORDS.get(str(value).casefold())
    hint = (
        f"write kind: {kind}; its label says that it is {value}"
        if kind
        else nearest(value, KINDS, 0.7) or "the name of a product belongs in its label"
    )
    raise invalid(list_choices(KINDS), hint)


ChannelKind = Annotated[
    Literal["page", "chat", "email", "panel", "phone", "text-message", "messenger", "arrangement"],
    BeforeValidator(_kind, json_schema_input_type=str),
]


class Channel(Dated, Traced):
    """One way to reach support."""

    id: Annotated[str, Defines("channel")]
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
    schedule: Annotated[str, RefersTo("schedule")] | None = None
    """When it is open; null when the policy does not say."""
    hours_note: Prose | None = None
    """Hours that are not a schedule, in words."""
    always_open_to: tuple[Annotated[str, RefersTo("level")], ...] = ()
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
            raise invalid("an email address, because its kind is email", at=("email",))
        if self.kind == "text-message" and self.number is None:
            raise invalid("a phone number, because its kind is text-message", at=("number",))
        return self

    @property
    def address(self) -> str | None:
        """What to show as its address, or None when the policy states none."""
        return self.number or self.email or self.handle or self.where or self.url

    @property
    def href(self) -> str | None:
        """What a link leads to, or None when there is nothing to link."""
        if self.number:
            return ("sms:" if self.kind == "text-message" else "tel:") + self.number.replace(" ", "")
        return f"mailto:{self.email}" if self.email else self.url


class Order(Traced):
    """Channels to try in a situation, the first one first."""

    id: Annotated[str, Defines("channel-order")]
    """Stable id."""
    situation: Prose
    """When it applies."""
    channels: Annotated[tuple[Annotated[str, RefersTo("channel")], ...], Field(min_length=1)]
    """The channels in order."""
    avoid: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """Channels that are wrong here."""
    why: Prose
    """The reason."""

    @model_validator(mode="after")
    def _each_channel_once(self) -> Order:
        named = (*self.channels, *self.avoid)
        if twice := next((name for name in named if named.count(name) > 1), None):
            raise invalid("each channel once, in 'channels' or in 'avoid'", found=f"'{twice}' a second time")
        return self


class ChannelsFile(Model):
    """The whole file."""

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    """The channels."""
    orders: tuple[Order, ...] = ()
    """What to try in which order."""


class Tier(Traced):
    """One step of a ladder."""

    id: Annotated[str, Defines("tier")]
    """Stable id."""
    label: Prose
    """Its full name."""
    short: Prose
    """Its short name, like 1st line."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    who: Prose
    """Who stands here."""
    skills: tuple[Prose, ...] = ()
    """What they can do."""
    handles: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What they work on."""
    collects: tuple[Prose, ...] = ()
    """What they gather."""
    escalates_when: tuple[Prose, ...] = ()
    """What moves a problem up."""
    escalates_to: Annotated[str, RefersTo("tier")] | None
    """The next tier; null on the top step."""

    @model_validator(mode="after")
    def _top_step_ends(self) -> Tier:
        if (self.escalates_to is None) != (not self.escalates_when):
            raise invalid("both 'escalates_to' and 'escalates_when', or null and an empty list on the top step", at=("escalates_to",))
        return self


class Ladder(Traced):
    """The tiers of one side, the first step first."""

    id: Annotated[str, Defines("ladder")]
    """Stable id."""
    label: Prose
    """Its name."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    audience: Annotated[str, RefersTo("audience")]
    """Who should know it."""
    question: Prose
    """The question it answers."""
    purpose: Prose
    """What it is for."""
    how_to_read: Prose
    """How to read the drawing."""
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    """The steps, the first one first."""

    @model_validator(mode="after")
    def _climbs_step_by_step(self) -> Ladder:
        for index, (lower, upper) in enumerate(pairwise(self.tiers)):
            if lower.escalates_to != upper.id:
                raise invalid(f"the next tier of this ladder, '{upper.id}'", at=("tiers", index, "escalates_to"))
        return self


class EscalationFile(Model):
    """The whole file."""

    ladders: tuple[Ladder, ...] = ()
    """The ladders."""


class PaidOption(Priced, Dated, Traced):
    """Something one can buy."""

    id: Annotated[str, Defines("paid-option")]
    """Stable id."""
    label: Prose
    """Its name."""
    aliases: tuple[Prose, ...] = ()
    """Other names for it."""
    what_you_get: Prose
    """What it gives."""
    levels: tuple[Annotated[str, RefersTo("level")], ...] = ()
    """Levels it is for; empty when it does not depend on a level."""
    kinds: tuple[Annotated[str, RefersTo("problem-kind")], ...] = ()
    """Kinds of problem it is for; empty when it is for all."""
    outside_schedule: Annotated[str, RefersTo("schedule")] | None = None
    """It is for the time outside these hours; null when it does not depend on the time."""
    conditions: tuple[Prose, ...] = ()
    """What has to be true."""
    rounding: Prose | None = None
    """How time is rounded; null when not stated."""
    tax: Prose | None = None
    """Whether tax is included; null when not stated."""
    approved_by: Prose | None = None
    """Who in the customer's company approves it; null when not stated."""
    channel: Annotated[str, RefersTo("channel")] | None = None
    """How to ask for it; null when not stated."""


class PaidOptionsFile(Model):
    """The whole file."""

    intro: Statement | None = None
    """What is free."""
    options: tuple[PaidOption, ...] = ()
    """The exceptions."""


class Party(Model):
    """One of the sides."""

    id: Annotated[str, Defines("party")]
    """Stable id."""
    label: Prose
    """Its name."""
    heading: Prose
    """The question that its duties answer."""


class Duty(Statement):
    """What one side owes."""

    id: Annotated[str, Defines("duty")]
    """Stable id."""
    owed_by: Annotated[str, RefersTo("party")]
    """Which side."""


class Conduct(Statement):
    """How people treat each other."""

    id: Annotated[str, Defines("conduct")]
    """Stable id."""


class Misreport(Statement):
    """What follows when the level is misused."""

    id: Annotated[str, Defines("misreport")]
    """Stable id."""
    schedule: Annotated[str, RefersTo("schedule")] | None = None
    """The hours outside which it counts."""


class ExpectationsFile(Model):
    """The whole file."""

    parties: tuple[Party, ...] = ()
    """The sides."""
    duties: tuple[Duty, ...] = ()
    """Their duties."""
    conduct: tuple[Conduct, ...] = ()
    """How people treat each other."""
    misreporting: tuple[Misreport, ...] = ()
    """What follows when the level is misused."""


class ComplaintPrinciple(Traced):
    """One principle."""

    id: Annotated[str, Defines("complaint-principle")]
    """Stable id."""
    label: Prose
    """Its name."""
    why: Prose
    """What it is good for."""
    do: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to do."""
    avoid: tuple[Prose, ...] = ()
    """What not to do."""


class ComplaintsFile(Traced):
    """The whole file."""

    audience: Annotated[str, RefersTo("audience")] | None = None
    """Who it is for."""
    how_to_use: Prose | None = None
    """How to use the principles."""
    principles: tuple[ComplaintPrinciple, ...] = ()
    """The principles."""
