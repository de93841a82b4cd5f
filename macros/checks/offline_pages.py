"""What `hosting.yml` says is kept for when the network goes is there to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..portal import Portal
from ..sources.page_file import Page
from ..sources.problems import Problem, nearest, show_value
from ..sources.yaml_file import read_source


def check_kept_pages(portal: Portal, pages: list[Page]) -> Iterator[Problem]:
    """Yield a problem for each listed page or folder that has no page below docs."""
    kept = portal.hosting.kept_pages if portal.hosting else None
    if kept is None or not pages:
        return
    data = f"{pages[0].file.removesuffix(pages[0].path)}_data/hosting.yml"
    source = read_source(Path(data), data)
    known = {page.path for page in pages}
    known |= {f"{folder.as_posix()}/" for path in known for folder in Path(path).parents if folder.name}
    listed = [(("kept_pages", "pages", index), page) for index, page in enumerate(kept.pages)]
    for place, page in (*listed, (("kept_pages", "instead"), kept.instead)):
        if page not in known:
            yield source.problem(place, show_value(page), "a page below docs, or a folder of them", nearest(page, known))
