"""`search.yml` and `searches.yml`: how the search weighs pages, and what it must find."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from .base import Model, PagePath, Prose, invalid

Share = Annotated[float, Field(ge=0, le=1)]
Worth = Annotated[float, Field(ge=0, le=100)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
# Both become part of a regular expression, where more than one character would mean something else.
Sign = Annotated[str, StringConstraints(pattern=r"^[^A-Za-z0-9\s]$")]
Bound = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x7F]$")]


class TokenRules(Model):
    """What one word is."""

    joiners: tuple[Sign, ...]
    """Characters that may stand inside a word."""
    apostrophes: tuple[Sign, ...]
    """Characters read as an apostrophe."""
    longest: Number
    """Letters kept of a long word."""
    paired_scripts: tuple[tuple[Bound, Bound], ...]
    """First and last letter of each script read in pairs."""
    meaningful: tuple[Prose, ...]
    """Stop words of lunr that mean something here."""
    fillers: tuple[Prose, ...]
    """More words that carry no meaning in a question."""
    vague: tuple[Prose, ...] = ()
    """Words that say little: they count for less than others, unless nothing else is said."""

    @model_validator(mode="after")
    def _scripts_run_forwards(self) -> TokenRules:
        for index, (first, last) in enumerate(self.paired_scripts):
            if first > last:
                raise invalid("the first letter of a script, then its last", at=("paired_scripts", index))
        return self


class FieldWeight(Model):
    """What a match in one field is worth."""

    weight: Worth
    """Points for a match in a field of average length."""
    balance: Share
    """How much a long field is marked down."""


class FieldWeights(Model):
    """The fields of a section."""

    title: FieldWeight
    """Its page's title."""
    heading: FieldWeight
    """Its own heading."""
    symptoms: FieldWeight
    """The symptoms its page answers."""
    path: FieldWeight
    """Its page's address."""
    text: FieldWeight
    """Its text."""
    loose: FieldWeight
    """Text outside any paragraph, list or table."""


class Ranking(Model):
    """What raises and lowers a page."""

    saturation: Worth
    """How soon more of the same word stops counting (k1 of BM25)."""
    intro: Worth
    """Times the opening of a page."""
    page: Worth
    """What the rest of a page adds to its best section."""
    title_pair: Worth
    """Points for two words side by side in a title."""
    exact_title: Worth
    """Points for a query that is the title."""
    begun_title: Worth
    """Points for a query that begins a title."""
    coverage: Worth
    """How sharply a page falls for each word it lacks."""
    close: Share
    """What words side by side in the text add, against words far apart."""
    exact_heading: Share
    """A heading inside a page, against the title of a page."""
    rare: Number
    """A word in at most this many sections may be a misspelling in the pages themselves."""
    prefix: Share
    """A completed word, against the word itself."""
    fuzzy: Share
    """A corrected word, against the word itself."""
    part: Share
    """Parts of an identifier, against the whole."""
    compound: Share
    """A word written together or apart, against the other way."""
    synonym: Share
    """A synonym, against the word itself."""
    vague: Share
    """A word that says little, against one that says something."""
    meaning: Share
    """A word that a complaint is likely to be about, against a word of the query."""
    treats: Share
    """A word that stands on pages that treat problems, for a query that complains."""


class SearchLimits(Model):
    """How much is kept, shown and fetched."""

    shown: Number
    """Pages in one answer."""
    shown_short: Number
    """Pages in one answer while the query is a letter or two."""
    letters: Number
    """Letters of a query that are read."""
    words: Number
    """Words of a query that are read."""
    completions: Number
    """Words the last word may be completed to."""
    corrections: Number
    """Words a misspelt word may stand for."""
    short_letters: Number
    """Letters up to which a word being typed is looked for in the file of its first letter."""
    short_completions: Number
    """Words that so short a beginning may be completed to."""
    heavy_postings: Number
    """Bytes above which a word's postings are a file of their own."""
    postings: Number
    """The best postings kept for one word."""
    brief_postings: Number
    """The best postings kept for a word that is guessed at: a completion of a letter or two, or what a complaint means."""
    page_bytes: Number
    """How much text, before compression, the records of small pages share one file up to."""
    small_site: Number
    """The pages that a small site has at most."""
    small_site_page_bytes: Number
    """What `page_bytes` is there: most files that a key needs are then there already."""
    shard_bytes: Number
    """About the size of one piece of the index before compression."""


class Meaning(Model):
    """What customers say, and what it is called on a page that treats it."""

    says: tuple[Prose, ...] = ()
    """Phrases that are a complaint by themselves."""
    about: tuple[Prose, ...] = ()
    """Phrases that mean it when something in the query complains."""
    means: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """The words that such pages use."""


class Complaints(Model):
    """How a query that complains is told from one that names a thing, and where it is led."""

    signs: tuple[Prose, ...] = ()
    """Words and phrases that say that something is wrong."""
    treats: tuple[Prose, ...] = ()
    """Words that pages use which treat problems."""
    meanings: tuple[Meaning, ...] = ()
    """What customers say, by what it means."""


class SearchFile(Model):
    """The whole file."""

    tokens: TokenRules
    """How words are read."""
    fields: FieldWeights
    """What a match is worth, by field."""
    ranking: Ranking
    """How matches become an order of pages."""
    limits: SearchLimits
    """What keeps the index small and an answer quick."""
    complaints: Complaints = Complaints()
    """What customers say when something is wrong, and what it is called."""
    synonyms: tuple[tuple[Prose, ...], ...] = ()
    """Groups of words and phrases that mean the same to a reader."""


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
    """The whole file."""

    searches: Annotated[tuple[GoldenSearch, ...], Field(min_length=1)]
    """All golden searches, by type."""
