"""Mend a page's markup as a whole, which neither the theme's templates nor our fragments can.

What the theme writes against the HTML standard was reported by the Nu checker; what the theme mends itself simply matches
nothing any more.
"""

from __future__ import annotations

import re

# Only text fields may have it. The theme wants the menu closed after a reload, which only Firefox remembers.
_AUTOCOMPLETE = re.compile(r'(<input\b[^>]*\btype="checkbox"[^>]*?) autocomplete="off"')
_NO_NUMBER = re.compile(r' tabindex=""')
_CONTENTS_LABEL = re.compile(r'(<label\b[^>]*?) for="__toc"')


_STYLE = re.compile(r'<link rel="stylesheet" href="[^"]+">\n?')


def mend_markup(html: str) -> str:
    """Return a page without the theme's errors. Mending twice changes nothing more."""
    html = _NO_NUMBER.sub("", _AUTOCOMPLETE.sub(r"\1", html))
    return html if 'id="__toc"' in html else _CONTENTS_LABEL.sub(r"\1", html)


def gather_styles(html: str) -> tuple[str, str]:
    """Return the links to all style sheets of a page, each once and in their order, and the page without them.

    They belong before the page's policy: browsers look ahead for what to fetch only as far as that.
    """
    styles = dict.fromkeys(style.strip() for style in _STYLE.findall(html))
    return "".join(f"{style}\n" for style in styles), _STYLE.sub("", html)
