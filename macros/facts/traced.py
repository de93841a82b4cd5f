"""What entries of several data files have in common: their trace to the policy, short texts, links to pages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from .base import Facts, LedgerIds, Model, Prose, refuse


class Traced(Model):
    """An entry that says which facts of the policy it carries and which readings it rests on."""

    facts: Facts = ()
    """Numbers of the policy's facts that this entry carries, like F42."""
    ledger: LedgerIds = ()
    """Numbers of the ledger's entries that this entry rests on, like A7."""


class Statement(Traced):
    """A sentence or two that carry facts."""

    text: Prose
    """What a reader is told."""


def _page(value: Any) -> str:
    if isinstance(value, str) and value.endswith(".md") and not value.startswith(("/", ".", "http")) and ".." not in value:
        return value
    raise refuse("a page below docs, like policy/severity-levels.md")


PagePath = Annotated[str, BeforeValidator(_page, json_schema_input_type=str)]
"""The path of a page below the docs folder."""
