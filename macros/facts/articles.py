"""The front matter of the knowledge base's articles, and `article-topics.yml`, which puts them in order.

An article's page holds its own facts: what it answers, in which words people ask, where it comes from, when somebody
must look again. Everything else that speaks of articles (the list, the foot of each, the search) reads them from here.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from .base import Identifier, Model, Prose, Reference, Reviewed, refuse
from .citations import Citation

Symptom = Annotated[Prose, StringConstraints(max_length=90)]
"""A few words, as a customer types or says them."""


def _question(value: object) -> object:
    if isinstance(value, str) and not value.rstrip().endswith("?"):
        raise refuse("the reader's question, with a question mark at its end")
    return value


def _one_sentence(value: object) -> object:
    if isinstance(value, str) and not value.rstrip().endswith("."):
        raise refuse("one sentence that ends with a full stop")
    return value


class Article(Reviewed):
    """One article: the front matter of its page."""

    pages_folder: ClassVar[str] = "knowledge-base"
    """Where the pages are, below the docs folder."""

    slug: Identifier("article")
    """The name of the page's file without its ending. It is not written in the front matter."""
    title: Annotated[Prose, BeforeValidator(_question), StringConstraints(max_length=80)]
    """The reader's question."""
    description: Annotated[Prose, BeforeValidator(_one_sentence), StringConstraints(max_length=160)]
    """The answer in one sentence."""
    kind: Literal["article"]
    """What kind of page it is."""
    render_macros: Literal[True]
    """Articles call macros: their foot, and often a ladder."""
    topic: Reference("article-topic")
    """The part of the knowledge base in which it is listed."""
    symptoms: Annotated[tuple[Symptom, ...], Field(min_length=3, max_length=8)]
    """What a customer says or types."""
    troubleshooters: Annotated[tuple[Reference("troubleshooter"), ...], Field(min_length=1)]
    """The troubleshooters that lead here."""
    levels: Annotated[tuple[Reference("level"), ...], Field(min_length=1)]
    """How bad it usually is."""
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """Where the facts come from."""
    related: Annotated[tuple[Reference("article"), ...], Field(min_length=1)]
    """What to read next."""
    tags: tuple[Prose, ...] = ()
    """Other words to find it by."""


class ArticleTopic(Model):
    """One part of the knowledge base."""

    id: Identifier("article-topic")
    """Stable id; articles name it."""
    title: Prose
    """The heading of the part."""


class ArticleTopicsFile(Model):
    """The whole file."""

    topics: Annotated[tuple[ArticleTopic, ...], Field(min_length=1)]
    """The parts, in the order of the list."""
