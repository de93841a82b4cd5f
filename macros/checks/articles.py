"""Check the body of an article (its front matter is checked as data), and what articles say of each other and of troubleshooters."""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..facts.articles import Article
from ..facts.troubleshooting import FindingStep
from ..portal import Portal, Sources
from ..sources.markdown import NOT_PROSE, blank, place
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, list_choices, show_value

FILL = "FILL IN:"
_PARAGRAPH = re.compile(r"^.*\S.*(?:\n.*\S.*)*", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.?](?=\s|$)")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_PHONE = re.compile(r"\+\d[\d ]{7,}\d")
# Numbers for fiction: NANPA 555-0100 to 555-0199, and Ofcom's for London drama.
_FICTITIOUS = re.compile(r"\+(?:1 ?\d{3} ?555 ?01\d\d|44 ?20 ?7946 ?0\d{3})")
_HOST_AFTER_AT = re.compile(r"@((?:[a-z0-9-]+\.)+[a-z]+)")
_RESERVED = re.compile(r"(?:.*\.)?(?:example\.(?:com|net|org)|example|invalid|test)")  # RFC 2606
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*\b")


def check_articles(_portal: Portal | None, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield what is missing in the bodies of articles. The required headings are read as data, so facts may be wrong."""
    topics = sources.get("article_topics")
    headings = topics.value(("headings",)) if topics else None
    for page in pages:
        yield from check_article(page, headings if isinstance(headings, tuple) and page.language not in pages.translated else ())


def check_article(page: Page, headings: Iterable[str]) -> Iterator[Problem]:
    """Yield what is missing in the body of an article; nothing for any other page.

    `headings` are the section headings that every article must have.
    """
    path = PurePosixPath(page.path_in_any_language)
    if path.parent.as_posix() != Article.pages_folder or path.stem == "index":
        return
    yield from _unfilled(page)
    yield from _answer(page)
    lines = {line.rstrip() for line in page.body.split("\n")}
    for heading in headings:
        if f"## {heading}" not in lines:
            yield page.problem(_last_line(page), 1, f"no heading '## {heading}'", "every heading listed in article-topics.yml")
    call = f'{{{{ article_foot("{path.stem}") }}}}'
    if page.body.rstrip().split("\n")[-1] != call:
        yield page.problem(_last_line(page), 1, "another end of the page", call, "it prints sources, symptoms and related articles")


def _unfilled(page: Page) -> Iterator[Problem]:
    for found in re.finditer(f"{FILL}(.*)", page.body):
        yield page.problem(*place(page.body, found.start()), "a part that nobody has written yet", found[1].strip(" ]`."))


def _answer(page: Page) -> Iterator[Problem]:
    paragraph = _PARAGRAPH.search(page.body)
    if paragraph is None:
        yield page.problem(page.body.count("\n") + 1, 1, "an empty article", "the answer, in two sentences")
        return
    text = paragraph[0].replace("\n", " ")
    if FILL not in text and (text[0] in "#!|<>{-*=" or len(_SENTENCE_END.findall(text)) < 2):
        expected, hint = "the answer first: a paragraph of at least two sentences", "a reader in a hurry reads no further"
        yield page.problem(*place(page.body, paragraph.start()), show_value(text), expected, hint)


def _last_line(page: Page) -> int:
    return page.body.rstrip().count("\n") + 1


def check_knowledge_base(portal: Portal, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Warn of topics and drawings without an article, of articles that nothing leads to, and of examples that belong to somebody."""
    own = [page for page in pages if page.language not in pages.translated]
    articles = {slug: page for page in own if (slug := page.path_in_any_language[len(Article.pages_folder) + 1 : -3]) in portal.articles}
    used = {article.topic for article in portal.articles.values()}
    for index, topic in enumerate(portal.article_topics.topics if portal.article_topics else ()):
        if topic.id not in used:
            expected = "a topic that an article names"
            yield sources["article_topics"].problem(("topics", index, "id"), f"'{topic.id}', with no article", expected, level="warning")
    drawn = "".join(page.body for page in pages)
    for index, diagram in enumerate(portal.sequence_diagrams.diagrams if portal.sequence_diagrams else ()):
        if f'"{diagram.id}"' not in drawn:
            expected = "a drawing that a page shows"
            yield sources["sequence_diagrams"].problem(("diagrams", index, "id"), f"'{diagram.id}', on no page", expected, level="warning")
    named = {name for slug, article in portal.articles.items() for name in article.related if name != slug}
    known = _list_known_abbreviations(portal)
    for slug, page in articles.items():
        if slug not in named:
            yield page.front_matter.problem(
                ("related",), "an article that no other one names", "an article that readers come to", level="warning"
            )
        if slug in portal.articles[slug].related:
            yield page.front_matter.problem(("related",), f"'{slug}', the article itself", "other articles")
        yield from _check_causes(page, portal.articles[slug], portal)
        yield from _check_examples(page)
        if known:
            yield from _check_abbreviations(page, known)


def _check_causes(page: Page, article: Article, portal: Portal) -> Iterator[Problem]:
    """Yield each cause that an article names and its troubleshooter doesn't end at, or ends at without naming the article."""
    for name, causes in article.causes.items():
        findings = {step.id: step for step in portal.troubleshooters[name].steps if isinstance(step, FindingStep)}
        for index, cause in enumerate(causes):
            if cause not in findings:
                expected = f"a finding of the troubleshooter, {list_choices(findings)}"
                yield page.front_matter.unknown(("causes", name, index), cause, findings, expected)
            elif article.slug not in findings[cause].articles:
                expected = f"this article among the 'articles' of '{cause}' in troubleshooters/{name}.yml"
                yield page.front_matter.problem(("causes", name, index), f"{show_value(cause)}, which doesn't lead here", expected)


def _check_examples(page: Page) -> Iterator[Problem]:
    for found in _IPV4.finditer(page.body):
        if _is_global(found[0]):
            yield _warn(page, page.body, found, "an address for documentation: 192.0.2.x, 198.51.100.x, 203.0.113.x, or a private one")
    for found in _PHONE.finditer(page.body):
        if not _FICTITIOUS.fullmatch(found[0]):
            yield _warn(page, page.body, found, "a number for fiction, such as +1 202 555 0143 or +44 20 7946 0123")
    for found in _HOST_AFTER_AT.finditer(page.body):
        if not _RESERVED.fullmatch(found[1]):
            yield _warn(page, page.body, found, "a host for documentation, such as example.com or anonymous.invalid")


def _is_global(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_global
    except ValueError:  # a version, such as 1.2.3.400
        return False


def _check_abbreviations(page: Page, known: set[str]) -> Iterator[Problem]:
    visible = blank(NOT_PROSE, page.body)
    lacking = {found[0]: found for found in reversed(list(_ABBREVIATION.finditer(visible))) if found[0] not in known}
    for found in lacking.values():
        yield _warn(page, visible, found, "an abbreviation of the glossary, or one that 'abbreviations' in prose.yml lists")


def _list_known_abbreviations(portal: Portal) -> set[str]:
    """Return what readers know or the glossary explains; nothing when the portal doesn't say what they know."""
    if not portal.prose.abbreviations:
        return set()
    words = [text for term in portal.glossary.terms for text in (term.term, *term.aliases, term.definition)]
    return {*portal.prose.abbreviations, *_ABBREVIATION.findall(" ".join(words))}


def _warn(page: Page, text: str, found: re.Match[str], expected: str) -> Problem:
    return Problem(page.file, *place(text, found.start()), "", f"'{found[0]}'", expected, level="warning")
