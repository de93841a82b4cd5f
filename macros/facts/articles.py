"""Articles of the knowledge base (their front matter), `article-topics.yml`, `glossary.yml`, and citations."""

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from .base import Defines, Model, Prose, RefersTo, Reviewed, Traced, Url, invalid

RFC_TITLE = re.compile(r"RFC (?P<number>\d+), (?:section (?P<clause>\d+(?:\.\d+)*): |(?P<appendix>appendix) [A-Z][.\d]*: |(?!section))\S")
RFC_ADDRESS = "https://www.rfc-editor.org/rfc/rfc"
EXPECTED_TITLE = "like 'RFC 3261, section 15: Terminating a Session', or 'RFC 3711, ' and its title"


class Citation(Model):
    """Where something that is said can be checked."""

    title: Annotated[Prose, StringConstraints(max_length=160)]
    """What it is called, like "RFC 3261, section 21.4.9: 408 Request Timeout"."""
    url: Url
    """Where it can be read."""

    @model_validator(mode="after")
    def _leads_to_what_it_names(self) -> Self:
        if not (self.title.startswith("RFC ") or self.url.startswith(RFC_ADDRESS)):
            return self
        named = RFC_TITLE.match(self.title)
        if not named:
            raise invalid(EXPECTED_TITLE, at=("title",), found=f"'{self.title}'")
        address = f"{RFC_ADDRESS}{named['number']}"
        if named["clause"]:
            address += f"#section-{named['clause']}"
        if self.url != address and not (named["appendix"] and self.url.startswith(f"{address}#")):
            raise invalid(f"the address that the title names: {address}", at=("url",), found=f"'{self.url}'")
        return self


Symptom = Annotated[Prose, StringConstraints(max_length=90)]
"""A few words, as a customer types or says them."""


def _one_sentence(value: object) -> object:
    if isinstance(value, str) and not value.rstrip().endswith("."):
        raise invalid("one sentence that ends with a full stop")
    return value


class Article(Reviewed):
    """One article: the front matter of its page."""

    pages_folder: ClassVar[str] = "knowledge-base"
    """Where the pages are, below the docs folder."""

    @classmethod
    def index_page(cls) -> str:
        """Return the page that lists all articles. Where the navigation names it, the articles follow."""
        return f"{cls.pages_folder}/index.md"

    slug: Annotated[str, Defines("article")]
    """The name of the page's file without its ending. It is not written in the front matter."""
    title: Annotated[Prose, StringConstraints(max_length=80)]
    """The subject, as readers search for it."""
    description: Annotated[Prose, BeforeValidator(_one_sentence), StringConstraints(max_length=200)]
    """The answer in a sentence, with the terms that readers search for."""
    kind: Literal["article"]
    """What kind of page it is."""
    render_macros: Literal[True]
    """Articles call macros: their foot, and often a drawing."""
    topic: Annotated[str, RefersTo("article-topic")]
    """The group in which it is listed."""
    symptoms: Annotated[tuple[Symptom, ...], Field(min_length=3, max_length=8)]
    """What a customer says or types."""
    troubleshooters: tuple[Annotated[str, RefersTo("troubleshooter")], ...] = ()
    """The troubleshooters that lead here."""
    causes: dict[Annotated[str, RefersTo("troubleshooter")], tuple[Annotated[str, StringConstraints(max_length=60)], ...]] = {}
    """The causes that the article names: by troubleshooter, the findings at which it ends with them."""
    sources: tuple[Citation, ...] = ()
    related: tuple[Annotated[str, RefersTo("article")], ...] = ()
    """What to read next."""
    tags: tuple[Prose, ...] = ()
    """Other words to find it by."""


class ArticleTopic(Model):
    """One group of articles."""

    id: Annotated[str, Defines("article-topic")]
    title: Prose
    """The heading of the group."""


class ArticleTopicsFile(Model):
    headings: tuple[Prose, ...] = ()
    """Section headings that every article must have."""
    topics: Annotated[tuple[ArticleTopic, ...], Field(min_length=1)]
    """The groups, in the order of the list."""


class Term(Traced):
    """One word and what it means here."""

    id: Annotated[str, Defines("term")]
    term: Prose
    aliases: tuple[Prose, ...] = ()
    """Other words for it."""
    definition: Prose
    """What it means, in a sentence or two."""
    see_also: tuple[Annotated[str, RefersTo("term")], ...] = ()
    """Neighbouring words."""
    article: Annotated[str, RefersTo("article")] | None = None
    """The article that explains it."""


class GlossaryFile(Model):
    terms: tuple[Term, ...] = ()
    """The terms. A page shows them by the alphabet of its language."""
