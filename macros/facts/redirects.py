"""`redirects.yml`: addresses that lead to a page which is somewhere else, or has another name."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, model_validator

from .base import Model, Prose, refuse

OldAddress = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)*/?$", max_length=200)]
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
    """The whole file."""

    redirects: tuple[Redirect, ...] = ()
    """Addresses that lead to a page."""
    moved_anchors: tuple[MovedAnchor, ...] = ()
    """Anchors of headings that were renamed."""

    @model_validator(mode="after")
    def _says_each_once(self) -> RedirectsFile:
        seen: set[str] = set()
        for index, redirect in enumerate(self.redirects):
            address = redirect.old.strip("/")
            if address in seen:
                raise refuse("each address once", at=("redirects", index, "old"))
            seen.add(address)
        for index, moved in enumerate(self.moved_anchors):
            if "#" not in moved.page:
                raise refuse("a page with the anchor of today, like policy/severity-levels.md#p2", at=("moved_anchors", index, "page"))
        return self
