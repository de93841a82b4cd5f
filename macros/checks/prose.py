"""The words of pages and facts: what `prose.yml` avoids, and titles and descriptions that tell pages apart."""

import re
from collections.abc import Iterator
from typing import Any

from ..facts.base import FieldPath
from ..facts.site import ProseFile
from ..portal import Portal, Sources
from ..sources.markdown import NOT_PROSE, blank, place
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, show_value
from .settings import SETTINGS, find_excluded

# Files whose words are what readers type, or which no customer reads.
_NOT_SHOWN = frozenset({"prose", "search", "searches", "open_questions", "redirects", SETTINGS})
# Fields with the words of customers, machines and patterns.
_NOT_SENTENCES = frozenset({"aliases", "counter_examples", "examples", "guess_words", "pattern", "symptoms"})
_DESCRIPTION = range(110, 161)


def check_prose(portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Warn of each word that `prose.yml` avoids, in the texts of facts and in the pages that customers read."""
    if portal is None:
        return
    avoided = _Avoided(portal.prose)
    for key, source in sources.items():
        if key not in _NOT_SHOWN and isinstance(source.data, dict):
            for path, text in _list_sentences(source.data, ()):
                for found, write in avoided.find(text):
                    yield source.problem(path, *_say(found, write), level="warning")
    for page in _published(sources, pages):
        visible = blank(NOT_PROSE, page.body)
        for found, write in avoided.find(visible):
            yield Problem(page.file, *place(visible, found.start()), "", *_say(found, write), level="warning")


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


def _say(found: re.Match[str], write: str) -> tuple[str, str]:
    return f"'{found[0]}'", write


def _list_sentences(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Yield every text with more than one word below a value."""
    if isinstance(value, str) and " " in value:
        yield path, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key not in _NOT_SENTENCES:
                yield from _list_sentences(entry, (*path, key))
    elif isinstance(value, tuple | list):
        for index, entry in enumerate(value):
            yield from _list_sentences(entry, (*path, index))


def _published(sources: Sources, pages: Pages) -> Iterator[Page]:
    excluded = find_excluded(sources[SETTINGS], pages)
    return (page for page in pages if page.path not in excluded)
