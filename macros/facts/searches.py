"""`searches.yml`: golden searches, what readers type and the pages that must come first."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Model, Prose

PagePath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/_-]*\.md$", max_length=120)]
SearchType = Literal["exact", "symptom", "typo", "inflection", "synonym", "howto", "code", "prefix"]


class GoldenSearch(Model):
    """One search and what it must find."""

    query: Prose
    """What a reader types."""
    type: SearchType
    """What makes it hard: each type is summed up by itself."""
    pages: Annotated[tuple[PagePath, ...], Field(min_length=1, max_length=4)]
    """Pages that answer it; one of them must be among the first three."""


class SearchesFile(Model):
    """The whole file."""

    searches: Annotated[tuple[GoldenSearch, ...], Field(min_length=1)]
    """All golden searches, by type."""
