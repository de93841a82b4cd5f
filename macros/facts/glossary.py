"""`glossary.yml`: the words of the field, each defined once."""

from __future__ import annotations

import itertools
from typing import Annotated

from pydantic import Field, model_validator

from .base import Identifier, Model, Prose, Reference, refuse
from .traced import Traced


class Term(Traced):
    """One word and what it means here."""

    id: Identifier("term")
    """Stable id."""
    term: Prose
    """The word."""
    aliases: tuple[Prose, ...] = ()
    """Other words for it."""
    definition: Prose
    """What it means, in a sentence or two."""
    see_also: tuple[Reference("term"), ...] = ()
    """Neighbouring words."""


class GlossaryFile(Model):
    """The whole file."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    """The terms in the order of the alphabet."""

    @model_validator(mode="after")
    def _by_alphabet(self) -> GlossaryFile:
        words = [term.term.casefold() for term in self.terms]
        for index, (word, following) in enumerate(itertools.pairwise(words), 1):
            if following < word:
                raise refuse(f"terms in the order of the alphabet, so this one before '{word}'", at=("terms", index, "term"))
        return self
