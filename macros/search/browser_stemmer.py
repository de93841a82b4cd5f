"""lunr and its languages, as the installed mkdocs has them: the stemmer of the browser, and the stop words of both sides."""

import re
from pathlib import Path

import mkdocs

from .tokens import SNOWBALL

_STOP_WORDS = re.compile(r"generateStopWordFilter\('([^']*)'")


def _read(path: str) -> str:
    return (Path(mkdocs.__file__).parent / "contrib/search" / path).read_text(encoding="utf-8")


def read_stemmer(language: str) -> str:
    """The script that gives the browser lunr with the stemmer of a language; empty where it has none."""
    lunr = "templates/search/lunr.js"
    if language == "en":
        return _read(lunr)
    if language not in SNOWBALL:
        return ""
    return "\n".join(map(_read, (lunr, "lunr-language/lunr.stemmer.support.js", f"lunr-language/lunr.{language}.js")))


def read_stop_words(language: str) -> tuple[str, ...]:
    """The stop words of a language other than English, where lunr has them."""
    found = _STOP_WORDS.search(_read(f"lunr-language/lunr.{language}.js")) if language in SNOWBALL else None
    return tuple(found[1].split()) if found else ()
