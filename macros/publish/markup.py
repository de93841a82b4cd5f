"""Mend what the theme writes against the HTML standard, as the Nu checker reports it, and keep codes from being translated."""

import json
import re
from html import escape
from pathlib import Path

from ..views.components import PageContext, render
from .site import Site

# Only text fields may have it. The theme wants the menu closed after a reload, which only Firefox remembers.
_AUTOCOMPLETE = re.compile(r'(<input\b[^>]*\btype="checkbox"[^>]*?) autocomplete="off"')
_CODE = re.compile(r"<code(?=[ >])(?![^>]* translate=)")
_CONTENTS_LABEL = re.compile(r'(<label\b[^>]*?) for="__toc"')


def mend_markup(site: Site) -> None:
    """Mend every page, and say in its language what the engine's own `mkdocs.yml` says in English."""
    english = plain_words("en")
    for page in site.pages:
        page.html = mend(page.html)
        if page.language != "en":
            for name, words in plain_words(page.language).items():
                page.html = page.html.replace(f'="{english[name]}"', f'="{escape(words)}"')


def plain_words(language: str) -> dict[str, str]:
    """Return the words that no component draws, in a language."""
    return json.loads(render("plain-words.html", {}, PageContext(Path(), language=language)))


def mend(html: str) -> str:
    """Return a page without the theme's errors, and whose codes a browser's translator leaves alone."""
    html = _CODE.sub('<code translate="no"', html)
    html = _AUTOCOMPLETE.sub(r"\1", html).replace(' tabindex=""', "")
    return html if 'id="__toc"' in html else _CONTENTS_LABEL.sub(r"\1", html)
