"""`pages.yml`, `hosting.yml`, `redirects.yml` and `prose.yml`: which page stands for what, where the built site lives, and its words."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from .base import Dated, Model, PagePath, Prose, RefersTo, Url, invalid

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Origin = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(:\d+)?$", max_length=200)]
PageOrFolder = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/._-]*(\.md|/)$", max_length=200)]
Feature = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]


class SecurityContact(Dated):
    """Where somebody who found a hole tells it: becomes `/.well-known/security.txt`, which ends on the day of `review_by`."""

    channel: Annotated[str, RefersTo("channel")]
    """The channel that takes the message."""
    languages: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")], ...], Field(min_length=1)]
    """Languages in which it may be written."""
    policy: Url | None = None
    """Where it is said what happens then, or null."""


class Headers(Model):
    """What every answer of the server says besides the page. The content security policy is computed from the pages."""

    hsts_days: Annotated[int, Field(ge=0, le=730)] = 365
    """For how many days a browser asks for the site over HTTPS only. 0 leaves the header out."""
    referrer_policy: Literal["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"] = "same-origin"
    """What other sites learn about the page a reader comes from."""
    framed_by: tuple[Origin, ...] = ()
    """Sites that may show the portal in a frame."""
    denied_features: tuple[Feature, ...] = ("camera", "geolocation", "microphone", "payment", "usb")
    """What no page of the portal asks a browser for."""


class App(Model):
    """The portal as an icon on a phone."""

    short_name: Annotated[Prose, StringConstraints(max_length=12)]
    """The name below the icon."""
    theme_colour: Colour
    """Colour of the bar above the page."""
    background_colour: Colour
    """Colour before the page is there."""


class OfflinePages(Model):
    """What a browser keeps for when the network goes. A service worker does it."""

    enabled: bool
    """False: the worker unregisters itself and deletes its caches, in each browser that comes back."""
    patience_seconds: Annotated[int, Field(ge=1, le=30)]
    """A page that was kept is shown when the network has not answered for so long."""
    most: Annotated[int, Field(ge=0, le=2000)]
    """Files kept besides the listed pages and their parts: what a reader visited. The oldest goes first."""
    pages: Annotated[tuple[PageOrFolder, ...], Field(min_length=1)]
    """Pages kept from the first visit on, with all they need. A folder with a slash at its end means all its pages."""
    instead: PagePath
    """The page shown in place of one that is not kept."""


class ExternalHost(Model):
    """A host that the content security policy lets pages load from."""

    origin: Origin
    """Where it is, like https://analytics.example.org."""
    loads: Annotated[tuple[Literal["scripts", "styles", "images", "fonts", "frames", "media", "requests"], ...], Field(min_length=1)]
    """What is loaded from it. Requests are what scripts ask for."""
    why: Prose
    """What an operator wants with it."""


class HostingFile(Model):
    external_hosts: tuple[ExternalHost, ...] = ()
    """Other hosts that pages load from on purpose: analytics, a diagram's script, a frame, an interface."""
    headers: Headers = Headers()
    security_contact: SecurityContact | None = None
    """Who is told about a hole; null leaves `security.txt` out."""
    app: App | None = None
    """The portal as an icon on a phone; null leaves it out."""
    offline_pages: OfflinePages | None = None
    """What is there without network; null is the same as `enabled: false`."""


OldAddress = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?$", max_length=200)]
PageAnchor = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/._-]*\.md(#[A-Za-z0-9._-]+)?$", max_length=200)]
AnchorName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=200)]


class Redirect(Model):
    """An address that leads to a page."""

    old: OldAddress
    """The address below the site's root, like `support/levels/`."""
    page: PageAnchor
    """The page it leads to, like `policy/severity-levels.md#p2`."""
    why: Prose
    """The reason, for who wonders later whether it is still needed."""


class MovedAnchor(Model):
    """A heading's old anchor, kept working on its page."""

    page: PageAnchor
    """The page and the anchor that is right today."""
    old: AnchorName
    """The anchor that was right once."""


class RedirectsFile(Model):
    redirects: tuple[Redirect, ...] = ()
    moved_anchors: tuple[MovedAnchor, ...] = ()

    @model_validator(mode="after")
    def _says_each_once(self) -> Self:
        seen: set[str] = set()
        for index, redirect in enumerate(self.redirects):
            address = redirect.old.strip("/")
            if address in seen:
                raise invalid("each address once", at=("redirects", index, "old"))
            seen.add(address)
        for index, moved in enumerate(self.moved_anchors):
            if "#" not in moved.page:
                raise invalid("a page with the anchor of today, like policy/severity-levels.md#p2", at=("moved_anchors", index, "page"))
        return self


class AvoidedWords(Model):
    """Words that pages and facts avoid."""

    words: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """The words, in any case."""
    write: Prose
    """What to write instead."""
    unless: tuple[Prose, ...] = ()
    """Phrases in which the words are right."""


class ProseFile(Model):
    avoid: tuple[AvoidedWords, ...] = ()
    abbreviations: tuple[str, ...] = ()
    """Abbreviations that need no entry in the glossary. With none, articles aren't searched for abbreviations."""


class PagesFile(Model):
    """The whole of `pages.yml`: components link to these pages where there are any."""

    search: PagePath | None = None
    """Shows the results of a search."""
    topics: PagePath | None = None
    """Lists all topics."""
    report: PagePath | None = None
    """Reports a problem."""
    severity_check: PagePath | None = None
    """Checks the severity of a problem."""
    severity_levels: PagePath | None = None
    """Explains the severity levels."""
    paid_support: PagePath | None = None
    """Says what is not free."""
    escalation: PagePath | None = None
    """Shows the escalation matrix."""
    troubleshooting: PagePath | None = None
    """Lists the troubleshooters."""
    status: PagePath | None = None
    """Shows the live status."""
    channels: PagePath | None = None
    """Lists the support channels."""
    knowledge_base: PagePath | None = None
    """Lists the articles."""
    glossary: PagePath | None = None
    """Explains words."""
    policy_data: PagePath | None = None
    """Says where programs find the policy."""
    changes: PagePath | None = None
    """Says what changed in the policy, and when."""
    open_questions: PagePath | None = None
    """Lists the open questions; in a preview only."""
    proof: PagePath | None = None
    """Shows what is proven about the rules; in a preview only."""


class GuestSettings(Model):
    """What a site that has its own MkDocs wants of the engine: `extra.portal` in its `mkdocs.yml`; `true` is a whole portal."""

    search: bool = True
    """Whether the theme's search box searches with our index. A build for the plugin offline keeps the theme's."""
    literals: bool = False
    """Whether a price, an hour, a phone number or an address typed into a page that calls our macros is a problem."""
    content_policy: bool = False
    """Whether each page carries a content security policy. It lets in what `hosting.yml` lists, and nothing inline but the theme's."""
