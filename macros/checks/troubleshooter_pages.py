"""Check that each troubleshooter has its page, that the page's front matter says what the data say, and that no article is left out.

The front matter is what search engines and our own search read, so it carries the title, description and symptoms too.
"""

from collections.abc import Iterator

from ..facts.articles import Article
from ..facts.troubleshooting import Troubleshooter
from ..portal import Portal, Sources
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, show_value


def check_troubleshooter_pages(portal: Portal, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each troubleshooter without a page, and for each page that says something else than the data."""
    for tree in portal.troubleshooters.values():
        path = f"{Troubleshooter.pages_below}/{tree.id}.md"
        if page := pages.by_path.get(path):
            yield from _check_front_matter(tree, page)
        else:
            expected = f'docs/{path}, which calls troubleshooter_tree("{tree.id}")'
            yield Problem(f"docs/_data/troubleshooters/{tree.id}.yml", 1, 1, "", "a troubleshooter without a page", expected)


def check_translated_pages(portal: Portal, language: str, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each page of a troubleshooter in another language that says something else than the data do in that one."""
    for tree in portal.troubleshooters.values():
        path = f"{Troubleshooter.pages_below}/{tree.id}"
        for page in (pages.by_path.get(f"{path}.{language}.md"), pages.by_path.get(f"{language}/{path}.md")):
            yield from _check_front_matter(tree, page) if page else ()


def check_troubleshooter_articles(portal: Portal, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Warn of each article that names a troubleshooter as leading to it when no step of that troubleshooter does."""
    named = {tree.id: {slug for step in tree.steps for slug in step.articles} for tree in portal.troubleshooters.values()}
    for article in portal.articles.values():
        for index, tree in enumerate(article.troubleshooters):
            if article.slug not in named[tree]:
                expected = f"a step of docs/_data/troubleshooters/{tree}.yml that names the article, or no mention here"
                page = pages.by_path[f"{Article.pages_folder}/{article.slug}.md"]
                yield page.front_matter.problem(("troubleshooters", index), show_value(tree), expected, level="warning")


def _check_front_matter(tree: Troubleshooter, page: Page) -> Iterator[Problem]:
    wanted = {"kind": "troubleshooter", "title": tree.title, "description": tree.description, "symptoms": tree.symptoms}
    for key, value in wanted.items():
        if page.meta.get(key) != value:
            expected = "the symptoms of its data file, in their order" if key == "symptoms" else show_value(value)
            yield page.front_matter.problem(
                (key,), show_value(page.meta.get(key)), expected, f"from docs/_data/troubleshooters/{tree.id}.yml"
            )
