"""HTML in pages: what is allowed is listed, and all else is refused. A page brings no scripts, styles, frames or foreign images."""

import re
from collections.abc import Iterator

from ..portal import Portal, Sources
from ..sources.markdown import list_attributes, list_tags, place, without_code
from ..sources.page_file import Pages
from ..sources.problems import Problem, nearest

ELEMENTS = frozenset(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark meter nav ol p picture pre progress q rp rt ruby s samp section small source span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES = frozenset(
    "abbr align alt cite class colspan datetime dir download headers height hidden href hreflang id label lang loading markdown max min "
    "name open rel reversed role rowspan scope span src start target title translate type value width".split()
)
_FREE = re.compile(r"(?:aria|data)-[a-z0-9-]+\Z")
_HINTS = {
    "script": "a page brings no scripts; what an operator wants on purpose goes into hosting.yml",
    "style": "looks belong in a style sheet; give the element a class",
    "iframe": "link to it instead",
    "object": "link to it instead",
    "embed": "link to it instead",
}


def check_markup(_portal: Portal | None, _sources: Sources, pages: Pages) -> Iterator[Problem]:
    """Yield each element and attribute that pages may not use."""
    for page in pages:
        if "<" not in page.body and "{" not in page.body:
            continue
        visible = without_code(page.body)
        for name, closed, offset in list_tags(visible):
            if name not in ELEMENTS:
                expected = "Markdown, or an element of text, tables, lists or sections"
                hint = _HINTS.get(name, nearest(name, ELEMENTS) or "write `…` around what is meant as text")
                yield page.problem(*place(visible, offset), f"the element <{name}>", expected, hint)
            elif not closed:
                yield page.problem(*place(visible, offset), f"<{name} without its >", "a whole tag", "write &lt; for the sign itself")
        for attribute in list_attributes(visible):
            if attribute.name not in ATTRIBUTES and not _FREE.match(attribute.name):
                found = f"the attribute {attribute.name}" + (f" of <{attribute.tag}>" if attribute.tag else "")
                hint = _HINTS.get(attribute.name, "a page runs no scripts" if attribute.name.startswith("on") else "")
                yield page.problem(*place(visible, attribute.offset), found, "an attribute that says what something is", hint)
