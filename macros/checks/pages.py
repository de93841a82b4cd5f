"""Check the words of pages and facts: front matter, titles that tell pages apart, facts typed instead of called, and what `prose.yml` avoids."""

import re
from collections.abc import Iterator

from ..facts.articles import Article
from ..facts.site import ProseFile
from ..portal import Portal, Sources
from ..search.page_kinds import check_search_facts
from ..sources.markdown import NOT_PROSE, blank, place
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, list_choices, nearest, show_value
from ..sources.yaml_file import list_texts
from .settings import PLAIN, SETTINGS, find_excluded, find_markup

# A fact in prose -> what it is, and what a page that holds one must contain: found at once, where the pattern takes its
# time. Times of day and sums age; they belong in a data file, once.
_LITERALS = (
    (
        re.compile(r"(?:USD|EUR|GBP|CHF|[$€£])\s?\d(?:[\d,.]*\d)?|\b\d[\d,.]*\s?(?:USD|EUR|GBP|dollars|euros)\b"),
        "price",
        ("$", "€", "£", "USD", "EUR", "GBP", "CHF", "dollars", "euros"),
    ),
    (re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])|\b24/7\b"), "hour", (":", "24/7")),
    (re.compile(r"(?<![\w+])\+[1-9]\d{0,2}[ \-]?\(?\d[\d \-()]{6,}\d"), "phone number", ("+",)),
    (re.compile(r"[\w.+-]+@(?!example\.)[\w-]+(?:\.[\w-]+)+"), "address", ("@",)),
)
# What front matter may say to MkDocs, the theme, the macros and the search.
KEYS = tuple("title description render_macros kind symptoms keywords hide icon status subtitle template tags search".split())
# Files whose words are what readers type, or which no customer reads.
_NOT_SHOWN = frozenset({"prose", "search", "searches", "open_questions", "redirects", SETTINGS})
# Fields with the words of customers, machines and patterns.
_NOT_SENTENCES = frozenset({"aliases", "counter_examples", "examples", "guess_words", "pattern", "symptoms"})
_DESCRIPTION = range(110, 161)


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


def check_literals(page: Page) -> Iterator[Problem]:
    """Yield each fact that is typed into a page instead of called."""
    suspected = [(pattern, kind) for pattern, kind, signs in _LITERALS if any(sign in page.body for sign in signs)]
    if not any(pattern.search(page.body) for pattern, _ in suspected):
        return  # most pages: to find out what of them is prose takes ten times as long
    visible = blank(NOT_PROSE, page.body)
    for pattern, kind in suspected:
        for match in pattern.finditer(visible):
            found, expected = f"the {kind} '{match[0]}' typed into the page", f"the {kind} from docs/_data, through a macro"
            hint = f"call the macro that prints it; if it is an example, write it as `{match[0]}`"
            yield page.problem(*place(visible, match.start()), found, expected, hint)


def check_prose(portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Warn of each word that `prose.yml` avoids, in the texts of facts and in the pages that customers read."""
    if portal is None:
        return
    avoided = _Avoided(portal.prose)
    for key, source in sources.items():
        for path, text in list_texts(source.data) if key not in _NOT_SHOWN else ():
            if " " in text and _NOT_SENTENCES.isdisjoint(path):
                for found, write in avoided.find(text):
                    yield source.problem(path, f"'{found[0]}'", write, level="warning")
    for page in _published(sources, pages):
        visible = blank(NOT_PROSE, page.body)
        for found, write in avoided.find(visible):
            yield Problem(page.file, *place(visible, found.start()), "", f"'{found[0]}'", write, level="warning")


def check_titles(_portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield each title or description that two pages share, each heading that is not the page's title, and short or long descriptions."""
    seen: dict[tuple[str, ...], str] = {}
    for page in _published(sources, pages):
        title, heading = page.meta.get("title"), re.search(r"^# +(.+?) *$", blank(NOT_PROSE, page.body), re.MULTILINE)
        if title and heading and heading[1] != title:
            yield page.problem(*place(page.body, heading.start()), show_value(heading[1]), f"the page's title, {show_value(title)}")
        for key in ("title", "description"):
            value = str(page.meta.get(key) or "").casefold()
            if value and (other := seen.setdefault((key, value, page.language), page.path)) != page.path:
                yield page.front_matter.problem((key,), f"the {key} of {other}", f"a {key} of its own")
        # An empty one is reported as no text.
        if isinstance(said := page.meta.get("description"), str) and said.strip() and (length := len(said)) not in _DESCRIPTION:
            expected = "110 to 160 characters that name the page's terms"
            yield page.front_matter.problem(("description",), f"{length} characters", expected, level="warning")


class _Avoided:
    """The words to avoid as one pattern."""

    def __init__(self, prose: ProseFile) -> None:
        self.write = {word.casefold(): entry.write for entry in prose.avoid for word in entry.words}
        kept = [phrase for entry in prose.avoid for phrase in entry.unless]
        words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in (*kept, *sorted(self.write, key=len, reverse=True)))
        self.pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if words else None

    def find(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Yield each place of an avoided word, with what to write instead."""
        for found in self.pattern.finditer(text) if self.pattern else ():
            if write := self.write.get(" ".join(found[0].casefold().split())):
                yield found, write


def _published(sources: Sources, pages: Pages) -> Iterator[Page]:
    excluded = find_excluded(sources[SETTINGS], pages)
    return (page for page in pages if page.path not in excluded)
