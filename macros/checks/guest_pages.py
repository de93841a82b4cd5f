"""Check what a site that has its own MkDocs took of us: its calls of our macros. All else on its pages is its own."""

from collections.abc import Container, Iterator

from ..portal import REQUIRED, Portal, where_to_begin
from ..sources.page_file import Page, Pages
from ..sources.problems import Problem, nearest
from ..views import MACROS
from .page_code import check_calls, find_call, list_called_names
from .pages import check_literals

NEAR = 0.8
"""How much alike a name must be to one of ours to be a slip of it, and not the site's own business."""


def check_guest_pages(
    portal: Portal | None, pages: Pages, own: Container[str], *, has_facts: bool, by_default: bool, literals: bool
) -> Iterator[Problem]:
    """Yield each call of a macro of ours that cannot be drawn and, where `literals` are looked for, each fact typed beside one.

    Names in `own` are the site's own, even if a macro of ours has the same. The portal is None while its facts are wrong, or where there are none.
    """
    for page in pages:
        if not page.renders_macros(by_default):
            continue
        called = [name for name in list_called_names(page) if name not in own]
        ours = {name for name in called if name in MACROS}
        if not has_facts:
            yield from (_without_facts(page, name) for name in sorted(ours))
            continue
        for name in called:
            if name not in ours and (hint := nearest(name, MACROS, NEAR)):
                yield page.problem(
                    *find_call(page, name), f"the unknown macro {name}", "a macro of the site or of the support portal", hint
                )
        if ours:
            yield from check_calls(portal, page, ours)
            if literals:
                yield from check_literals(page)


def _without_facts(page: Page, name: str) -> Problem:
    files = ", ".join(f"{field}.yml" for field in REQUIRED)
    return page.problem(
        *find_call(page, name), f"{name} in a site without facts", f"in docs/_data, at least {files}", where_to_begin("levels.yml")
    )
