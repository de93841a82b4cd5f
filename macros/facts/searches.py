"""`searches.yml`: what the search must find."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Model, PagePath, Prose

SearchType = Literal["term", "exact", "symptom", "typo", "inflection", "synonym", "howto", "code", "prefix"]


class GoldenSearch(Model):
    """One search and what it must find."""

    query: Prose
    """What a reader types."""
    type: SearchType
    """What makes it hard: each type is summed up by itself."""
    pages: Annotated[tuple[PagePath, ...], Field(min_length=1, max_length=4)]
    """Pages that answer it; one of them must be among the first three."""


class SearchesFile(Model):
    searches: Annotated[tuple[GoldenSearch, ...], Field(min_length=1)]
    """All golden searches, by type."""
