"""The part of `status.yml` that says who has what kind of problem, and which parts of the service stand behind it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from .base import Identifier, Model, Prose, Reference, refuse


class Audience(Model):
    """A kind of problem readers have, and the parts of the service behind it."""

    id: Identifier("status-audience")
    """Stable id."""
    label: Prose
    """What readers call it."""
    components: tuple[Prose, ...]
    """Names of components as the provider writes them. Empty: nobody has said yet, so any incident may touch it."""
    kinds: tuple[Reference("problem-kind"), ...] = ()
    """The kinds of problem (evidence.yml) that these readers have: a verdict or a ticket of one matches these components."""


def _each_kind_once(audiences: tuple[Audience, ...]) -> tuple[Audience, ...]:
    kinds = [kind for audience in audiences for kind in audience.kinds]
    if twice := sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        raise refuse(f"each kind of problem under one audience; {', '.join(twice)} stands under two")
    return audiences


Audiences = Annotated[tuple[Audience, ...], AfterValidator(_each_kind_once)]
