"""Check what a site that has its own MkDocs took of us: its facts, and its calls of our macros. All else on its pages is its own."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ..portal import Portal
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem
from .page_code import check_calls, list_calls
from .pages import check_literals


def check_guest_pages(portal: Portal, pages: Pages, names: Container[str], *, by_default: bool, literals: bool) -> Iterator[Problem]:
    """Yield each call of the macros `names` that its macro refuses and, where `literals` are looked for, each fact typed beside one."""
    for page in pages:
        if _renders_macros(page, by_default) and any(name in names for name, _, _ in list_calls(page)):
            yield from check_calls(portal, page, names)
            if literals:
                yield from check_literals(page)


def _renders_macros(page: Page, by_default: bool) -> bool:
    wanted = page.meta.get("render_macros")
    return wanted is True or (by_default and wanted is not False)
