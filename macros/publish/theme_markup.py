"""Mend what the theme writes against the HTML standard, so that every page passes the Nu checker.

Each entry was reported on the theme's own templates; one that the theme mends itself simply matches nothing any more.
"""

from __future__ import annotations

import re

# Only text fields may have it. The theme wants the menu closed after a reload, which only Firefox remembers.
_AUTOCOMPLETE = re.compile(r'(<input\b[^>]*\btype="checkbox"[^>]*?) autocomplete="off"')
_NO_NUMBER = re.compile(r' tabindex=""')
_CONTENTS_LABEL = re.compile(r'(<label\b[^>]*?) for="__toc"')


def mend_markup(html: str) -> str:
    """Return a page without the theme's errors. Mending twice changes nothing more."""
    html = _NO_NUMBER.sub("", _AUTOCOMPLETE.sub(r"\1", html))
    return html if 'id="__toc"' in html else _CONTENTS_LABEL.sub(r"\1", html)
