"""The pages that `hosting.yml` keeps for when the network goes are there to be kept."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ..portal import Portal, Sources
from ..sources.page_file import Pages
from ..sources.problems import Problem, nearest, show_value


def check_offline_pages(portal: Portal, sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield a problem for each listed page or folder that has no page below docs."""
    offline = portal.hosting.offline_pages
    if offline is None:
        return
    known = {*pages.by_path, *(f"{folder}/" for path in pages.by_path for folder in PurePosixPath(path).parents if folder.name)}
    listed = [(("offline_pages", "pages", index), page) for index, page in enumerate(offline.pages)]
    for place, page in (*listed, (("offline_pages", "instead"), offline.instead)):
        if page not in known:
            yield sources["hosting"].problem(place, show_value(page), "a page below docs, or a folder of them", nearest(page, known))
