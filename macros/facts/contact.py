"""`channels.yml`: every way to reach the support."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from ..sources.problems import list_choices, nearest
from .base import Dated, Defines, Email, Model, Name, Phone, Prose, RefersTo, Traced, Url, invalid
from .hours import CoverKind

Kind = Literal["page", "chat", "email", "panel", "phone", "text-message", "messenger", "arrangement"]
KINDS = get_args(Kind)
# What people write for a kind of channel -> the kind.
_KIND_WORDS = {
    **dict.fromkeys(("telephone", "hotline", "mobile"), "phone"),
    **dict.fromkeys(("mail", "e-mail"), "email"),
    **dict.fromkeys(("form", "portal", "web", "website", "ticket"), "page"),
    **dict.fromkeys(("text", "texting"), "text-message"),
    **dict.fromkeys(("livechat", "live-chat", "bot"), "chat"),
    **dict.fromkeys(("office", "shop", "store", "counter", "branch", "place", "visit", "meeting", "on-site"), "arrangement"),
}


def _kind(value: Any) -> str:
    if value in KINDS:
        return str(value)
    if kind := _KIND_WORDS.get(str(value).casefold()):
        raise invalid(list_choices(KINDS), f"write kind: {kind}; its label says that it is {value}")
    raise invalid(list_choices(KINDS), nearest(value, KINDS, 0.7) or "the name of a product belongs in its label")


ChannelKind = Annotated[Kind, BeforeValidator(_kind, json_schema_input_type=Kind)]


class Channel(Dated, Traced):
    """One way to reach support."""

    id: Annotated[str, Defines("channel")]
    label: Prose
    kind: ChannelKind
    """What it is. `panel` is a part of the product; `arrangement` is anything else, like an office or a meeting."""
    where: Prose | None = None
    """How to find it, in words: a menu path, or the street of a place."""
    url: Url | None = None
    """Web address."""
    email: Email | None = None
    """Email address."""
    number: Phone | None = None
    """Phone number in E.164, with spaces where people pause."""
    handle: Name | None = None
    """Name on a messenger."""
    schedule: Annotated[str, RefersTo("schedule")] | None = None
    """When it is open; null when the policy does not say."""
    hours_note: Prose | None = None
    """Hours that are no schedule, in words, like "While the office is closed."."""
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
    def _fits_its_kind(self) -> Self:
        if self.kind == "email" and self.email is None:
            raise invalid("an email address, because its kind is email", at=("email",))
        if self.kind == "text-message" and self.number is None:
            raise invalid("a phone number, because its kind is text-message", at=("number",))
        return self

    @property
    def address(self) -> str | None:
        """What to show as its address, or None when the policy states none."""
        return self.number or self.email or self.handle or self.where or self._shown_url

    @property
    def printed(self) -> str | None:
        """Its address on paper, where words can't lead anywhere."""
        return self.number or self.email or self.handle or self._shown_url

    @property
    def _shown_url(self) -> str | None:
        return self.url and self.url.split("://", 1)[-1].removesuffix("/")

    @property
    def href(self) -> str | None:
        """What a link leads to, or None when there is nothing to link."""
        if self.number:
            return ("sms:" if self.kind == "text-message" else "tel:") + self.number.replace(" ", "")
        return f"mailto:{self.email}" if self.email else self.url


class Order(Traced):
    """Channels to try in a situation, the first one first."""

    id: Annotated[str, Defines("channel-order")]
    situation: Prose
    channels: Annotated[tuple[Annotated[str, RefersTo("channel")], ...], Field(min_length=1)]
    """The channels in order."""
    avoid: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """Channels that are wrong here."""
    why: Prose

    @model_validator(mode="after")
    def _each_channel_once(self) -> Self:
        named = (*self.channels, *self.avoid)
        if twice := next((name for name in named if named.count(name) > 1), None):
            raise invalid("each channel once, in 'channels' or in 'avoid'", found=f"'{twice}' a second time")
        return self


class ChannelsFile(Model):
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    orders: tuple[Order, ...] = ()
