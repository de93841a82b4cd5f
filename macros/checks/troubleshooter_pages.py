"""Check that each troubleshooter has its page, and that the page's front matter says what the data say.

The front matter is what search engines and our own search read, so it carries the title, description and symptoms too.
"""

from __future__ import annotations

from collections.abc import Iterator

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


def _check_front_matter(tree: Troubleshooter, page: Page) -> Iterator[Problem]:
    wanted = {"kind": "troubleshooter", "title": tree.title, "description": tree.description, "symptoms": tree.symptoms}
    for key, value in wanted.items():
        if page.meta.get(key) != value:
            expected = "the symptoms of its data file, in their order" if key == "symptoms" else show_value(value)
            yield page.front_matter.problem(
                (key,), show_value(page.meta.get(key)), expected, f"from docs/_data/troubleshooters/{tree.id}.yml"
            )
