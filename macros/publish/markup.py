"""Mend what the theme writes against the HTML standard, as the Nu checker reports it, and keep codes from being translated."""

from __future__ import annotations

import re

from .site import Site

# Only text fields may have it. The theme wants the menu closed after a reload, which only Firefox remembers.
_AUTOCOMPLETE = re.compile(r'(<input\b[^>]*\btype="checkbox"[^>]*?) autocomplete="off"')
_CODE = re.compile(r"<code(?=[ >])(?![^>]* translate=)")
_CONTENTS_LABEL = re.compile(r'(<label\b[^>]*?) for="__toc"')


def mend_markup(site: Site) -> None:
    """Mend every page."""
    for page in site.pages:
        page.html = mend(page.html)


def mend(html: str) -> str:
    """Return a page without the theme's errors, and whose codes a browser's translator leaves alone."""
    html = _CODE.sub('<code translate="no"', html)
    html = _AUTOCOMPLETE.sub(r"\1", html).replace(' tabindex=""', "")
    return html if 'id="__toc"' in html else _CONTENTS_LABEL.sub(r"\1", html)
