"""Check the words of pages before an engine sees them: front matter, and facts typed instead of called."""

import re
from collections.abc import Iterator
from html import unescape

from ..facts.articles import Article
from ..portal import Portal, Sources
from ..search.page_kinds import check_search_facts
from ..sources.markdown import NOT_PROSE, blank, place
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, list_choices, nearest, show_value

# A fact in prose -> what it is, and what a page that holds one must contain: found at once, where the pattern takes its
# time. Times of day and sums age; they belong in a data file, once.
_LITERALS = (
    (
        re.compile(r"(?:USD|EUR|GBP|CHF)\s?\d[\d,.]*|[$€£]\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:USD|EUR|GBP|dollars|euros)\b"),
        "price",
        ("$", "€", "£", "USD", "EUR", "GBP", "CHF", "dollars", "euros"),
    ),
    (re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])|\b24/7\b"), "hour", (":", "24/7")),
    (re.compile(r"(?<![\w+])\+[1-9]\d{0,2}[ \-]?\(?\d[\d \-()]{6,}\d"), "phone number", ("+",)),
    (re.compile(r"[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)+"), "address", ("@",)),
)
# What front matter may say to MkDocs, the theme, the macros and the search.
KEYS = tuple("title description render_macros kind symptoms keywords hide icon status subtitle template tags search".split())
PLAIN = 'words without < > { } " and without references like &amp;'
_SIGNS = '<>{}"'
_MARKUP = re.compile(rf"[{_SIGNS}]|&#?\w+;?")


def check_pages(_portal: Portal | None, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield what is wrong with the front matter and the words of pages."""
    for page in pages:
        yield from check_page(page)


def check_page(page: Page) -> Iterator[Problem]:
    """Yield every problem of one page."""
    yield from page.front_matter.problems
    yield from _check_heads(page)
    yield from _check_keys(page)
    if not page.body.strip() and not page.front_matter.problems:
        yield page.problem(1, 1, "a page without words", "a heading and text")
    yield from check_literals(page)
    yield from check_search_facts(page)


def _check_keys(page: Page) -> Iterator[Problem]:
    """Yield keys of the front matter that are meant to be known ones, and words that are none: MkDocs takes them without a word."""
    if page.front_matter.data is not None and not isinstance(page.front_matter.data, dict):
        yield page.front_matter.problem((), show_value(page.front_matter.data), "keys and values, like title: Opening hours")
    for key, value in page.meta.items():
        if key not in KEYS and key not in Article.model_fields:
            if near := nearest(key, KEYS, cutoff=0.8):
                yield page.front_matter.problem((key,), f"the unknown key '{key}'", list_choices(KEYS, 20), near, at_key=True)
        elif key in ("title", "description") and not (isinstance(value, str) and value.strip()):
            yield page.front_matter.problem((key,), show_value(value), "text", "put it in quotes if it looks like a number")


def _check_heads(page: Page) -> Iterator[Problem]:
    """Yield what the theme would take for markup: it writes these two into each page's head and menu as they are."""
    for key in ("title", "description"):
        if found := find_markup(str(page.meta.get(key, ""))):
            yield page.front_matter.problem((key,), f"{found} in a {key}", PLAIN, "say it in words, or use curly quotes")


def find_markup(said: str) -> str:
    """Return the first sign of a text that a browser would take for markup; "" when there is none."""
    return next((each for each in _MARKUP.findall(said) if each in _SIGNS or unescape(each) != each), "")


def check_literals(page: Page) -> Iterator[Problem]:
    """Yield each fact that is typed into a page instead of called."""
    suspected = [(pattern, kind) for pattern, kind, signs in _LITERALS if any(sign in page.body for sign in signs)]
    if not any(pattern.search(page.body) for pattern, _ in suspected):
        return  # most pages: to find out what of them is prose takes ten times as long
    visible = blank(NOT_PROSE, page.body)
    for pattern, kind in suspected:
        for match in pattern.finditer(visible):
            line, column = place(visible, match.start())
            hint = f"call the macro that prints it; if it is an example, write it as `{match[0]}`"
            yield page.problem(
                line,
                column,
                f"the {kind} '{match[0]}' typed into the page",
                f"the {kind} from docs/_data, through a macro",
                hint,
            )
