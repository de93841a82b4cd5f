"""`categories.yml`: the kinds of problem. A class is a category plus a level."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Identifier, Model, Prose
from .traced import Statement, Traced


class CategoryExample(Statement):
    """A situation that belongs to a category."""

    id: Identifier("category-example")
    """Stable id."""


class Category(Traced):
    """One kind of problem."""

    id: Identifier("category")
    """Stable id."""
    label: Prose
    """Its name."""
    meaning: Prose
    """What it covers."""
    control: Prose
    """Whether its causes are in the customer's control."""
    ask_yourself: Prose
    """A question whose yes points here."""
    examples: tuple[CategoryExample, ...] = ()
    """Situations that belong here."""


class CategoriesFile(Model):
    """The whole file."""

    intro: Statement
    """What a class is."""
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    """The categories."""
    unsure: Prose
    """What to do when one cannot tell."""
