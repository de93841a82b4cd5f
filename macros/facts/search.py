"""`search.yml`: how the search weighs pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Model, PagePath, Prose, RefersTo

Share = Annotated[float, Field(ge=0, le=1)]
Worth = Annotated[float, Field(ge=0, le=100)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]


class TokenRules(Model):
    """What one word is."""

    meaningful: tuple[Prose, ...] = tuple("did us off own say".split())
    """Stop words of lunr that mean something here."""
    fillers: tuple[Prose, ...] = tuple(
        "please help need want thing anyone i'm i've i'd it's don't can't doesn't won't isn't didn't im ive using use there's someone going really still very we're you're etc no not vs versus".split()
    )
    """More words that carry no meaning in a question."""
    vague: tuple[Prose, ...] = tuple(
        "one way suddenly unexpectedly sometimes always often constantly randomly again anymore already once twice only keep keeps keeping kept get gets getting got go goes went gone come comes came make makes making made take takes taking took give gives put see sees seen look looks show shows tell tells try tries tried happen happens happening start starts started work works working many much more most lot few several some any every everything anything nothing something nobody everybody people person other others another different same new old good bad long short first last next mine yours ours ourselves yourself between during before within without enough properly correctly right left day time".split()
    )
    """Words that say little: they don't make a question another one that facts answer."""


class FieldWeight(Model):
    """What a match in one field is worth."""

    weight: Worth
    """Points for a match in a field of average length."""
    balance: Share
    """How much a long field is marked down."""


class FieldWeights(Model):
    """The fields of a section."""

    title: FieldWeight = FieldWeight(weight=9, balance=0.4)
    """Its page's title."""
    heading: FieldWeight = FieldWeight(weight=3.5, balance=0.4)
    """Its own heading."""
    symptoms: FieldWeight = FieldWeight(weight=6, balance=0.2)
    """The symptoms its page answers."""
    linked: FieldWeight = FieldWeight(weight=4, balance=0.4)
    """The words of links to its page: what other pages call it."""
    around: FieldWeight = FieldWeight(weight=0.75, balance=0.75)
    """What stands around those links."""
    path: FieldWeight = FieldWeight(weight=1.5, balance=0.2)
    """Its page's address."""
    text: FieldWeight = FieldWeight(weight=1, balance=0.75)
    """Its text."""


class Ranking(Model):
    """What raises and lowers a page."""

    saturation: Worth = 6
    """How soon more of the same word stops counting (k1 of BM25), in a query of one or two words."""
    intro: Worth = 2
    """Times the opening of a page."""
    page: Worth = 0.75
    """What the rest of a page adds to its best section."""
    long_page: Number = 24
    """Sections from which the rest of a page counts for clearly less: a long page meets words by chance."""
    aside: Share = 0.6
    """A page that only mentions things (`asides`), against one that treats them."""
    exact_title: Worth = 24
    """Points for a query that is the title; fewer for one that shares words with it."""
    coverage: Worth = 0.5
    """How sharply a page falls for each word it lacks."""
    close: Share = 0.3
    """What words side by side in the text add, against words far apart."""
    rare: Number = 2
    """A word in at most this many sections may be a misspelling in the pages themselves."""
    prefix: Share = 0.65
    """A completed word, against the word itself."""
    fuzzy: Share = 0.7
    """A corrected word, against the word itself."""
    synonym: Share = 0.65
    """A synonym, against the word itself."""
    filler: Share = 0.4
    """A stop word that stands in a title, a heading or a symptom, against a word that says something."""
    meaning: Share = 0.7
    """A word that a complaint is likely to be about, against a word of the query."""


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

    signs: tuple[Prose, ...] = tuple(
        "no not cannot can't won't doesn't isn't don't didn't never nothing without unable fail failed failure wrong broken lost missing "
        "down stuck stop error problem issue trouble reject refuse deny block bad slow delay late unexpected suddenly".split()
    )
    """Words and phrases that say that something is wrong."""
    meanings: tuple[Meaning, ...] = ()
    """What customers say, by what it means."""


class DirectAnswer(Model):
    """A question that the facts answer by themselves: the search shows it above the pages."""

    says: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What readers ask. A query counts when it has all words of one phrase, and no word that none of them has."""
    title: Prose
    """The heading of the answer."""
    page: PagePath
    """Where to read on."""
    anchor: Prose | None = None
    """The section of that page."""
    text: Prose | None = None
    """What is said first, in words."""
    principle: Annotated[str, RefersTo("principle")] | None = None
    """The principle to quote."""
    channels: tuple[Annotated[str, RefersTo("channel")], ...] = ()
    """The channels to name, with address and hours."""
    paid_option: Annotated[str, RefersTo("paid-option")] | None = None
    """The paid option to describe."""
    coverage: bool = False
    """Whether to say which problems are covered at which hours."""


class SearchFile(Model):
    tokens: TokenRules = TokenRules()
    """How words are read."""
    fields: FieldWeights = FieldWeights()
    """What a match is worth, by field."""
    ranking: Ranking = Ranking()
    asides: tuple[Prose, ...] = tuple(
        "changelog, change log, release notes, what's new, glossary, acronyms, license, contributing, code of conduct".split(", ")
    )
    """Titles of pages that speak of everything a little: they do not stand above a page that treats it, unless asked for by name."""
    complaints: Complaints = Complaints()
    synonyms: tuple[tuple[Prose, ...], ...] = ()
    """Groups of words and phrases that mean the same to a reader, besides the everyday ones."""
    answers: tuple[DirectAnswer, ...] = ()
