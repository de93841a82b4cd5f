"""A site in another language: every word on it comes from its facts, its pages or a catalogue.

The catalogue says each message in full-width letters, so a Latin letter that neither a fact nor a page wrote is a word left in English.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import material
import yaml
from babel import Locale
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from macros.sources.page_file import read_pages
from tests.company import COMPANY, PROJECT

LANGUAGE = "de"
LEFT_OUT = "Words left out of the catalogue"
WORD = re.compile(r"[A-Za-z]{2,}")
NO_WORDS = re.compile(r"https?://\S+|CHECK:[\w/:-]+|\b[a-z.]+\.(?:com|org|example)\b")
READ_ALOUD = {"aria-label", "title", "placeholder", "alt", "data-label", "data-subject", "data-body", "data-tried"}
NOT_SHOWN = {"search.yml", "searches.yml"}  # the words that the search knows


def in_wide_letters(message: str) -> str:
    """Return a message in other letters, its placeholders and elements as they are."""
    return re.sub(r"(%\(\w+\)s|\{\w+\}|<[^>]*>)|[A-Za-z]", lambda found: found[1] or chr(ord(found[0]) + 0xFEE0), message)


def test_no_word_of_a_site_in_another_language_is_left_in_english(tmp_path: Path) -> None:
    for name in ("macros", "overrides", "scripts"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    company = tmp_path / "tests" / "examples" / "fernblick"
    shutil.copytree(COMPANY, company, ignore=shutil.ignore_patterns("schema", "site"))
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    with (company / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme:\n  language: {LANGUAGE}\n")
    translate_all(tmp_path / "overrides" / "locales")
    template = tmp_path / "overrides" / "components" / "page" / "page-foot.html"
    template.write_text(template.read_text(encoding="utf-8") + f'<p title="{LEFT_OUT}">{LEFT_OUT}</p>', encoding="utf-8")

    command = [sys.executable, "-m", "macros.commands", "build", "--config", company / "mkdocs.yml", "--site-dir", tmp_path / "site"]
    subprocess.run(command, cwd=tmp_path, check=True)
    texts = {text for path in (tmp_path / "site").rglob("*.html") for text in Reader(path.read_text(encoding="utf-8")).texts}
    phrases = set(known_phrases(company))
    left = {text for text in texts if not consists_of(text, phrases)}
    assert left == {LEFT_OUT}, sorted(left)
    wide = re.compile("[Ａ-Ｚａ-ｚ]{2}")
    assert sum(bool(wide.search(text)) for text in texts) > 400
    assert not list((tmp_path / "site").rglob("*.po*"))


def translate_all(locales: Path) -> None:
    template = read_po(BytesIO((locales / "portal.pot").read_bytes()))
    catalogue = Catalog(LANGUAGE, charset="utf-8")
    for message in template:
        if isinstance(message.id, tuple):
            catalogue.add(message.id, tuple(map(in_wide_letters, message.id)), context=message.context, flags=message.flags)
        elif message.id:
            catalogue.add(message.id, in_wide_letters(message.id), context=message.context, flags=message.flags)
    folder = locales / LANGUAGE
    folder.mkdir(exist_ok=True)
    with (folder / "portal.po").open("wb") as file:
        write_po(file, catalogue)


class Reader(HTMLParser):
    """What people see or hear of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.unread = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts |= {value for name, value in attrs if name in READ_ALOUD and value}
        self.unread = tag if tag in ("script", "style") else ""

    def handle_endtag(self, _tag: str) -> None:
        self.unread = ""

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self.unread and not text.startswith(("{", "[")):
            self.texts.add(text)


def known_phrases(company: Path) -> Iterator[tuple[str, ...]]:
    """What facts, pages, settings, the theme and the locale say, each phrase as its words."""
    texts: list[Any] = [
        yaml.load(path.read_bytes(), yaml.CBaseLoader) for path in (company / "docs/_data").rglob("*.yml") if path.name not in NOT_SHOWN
    ]
    settings = (company / "mkdocs.yml", PROJECT / "mkdocs.yml")
    texts += [yaml.load(path.read_text(encoding="utf-8").replace("!ENV", ""), yaml.CBaseLoader) for path in settings]
    for page in read_pages(company / "docs"):
        texts += [dict(page.meta), *re.split(r"\{\{.*?\}\}|[\[\]()#*`|\n]", page.body)]
    theme = Path(material.__file__).parent / "templates/partials/languages" / f"{LANGUAGE}.html"
    texts += re.findall(r'": "(.*)"', theme.read_text(encoding="utf-8"))
    locale = Locale.parse(LANGUAGE)
    texts += ["logo", locale.days, locale.months, locale.list_patterns, locale._data["unit_patterns"]]
    for text in strings_of(texts):
        yield tuple(word.lower() for word in WORD.findall(text))


def strings_of(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif hasattr(data, "values"):
        yield from strings_of([*(key for key in data if str(key).istitle()), *data.values()])  # a title in the navigation is a key
    elif isinstance(data, list | tuple):
        for each in data:
            yield from strings_of(each)


def consists_of(text: str, phrases: set[tuple[str, ...]]) -> bool:
    """Whether all words of a text are those of whole phrases, one after the other."""
    words = [word.lower() for word in WORD.findall(NO_WORDS.sub(" ", text))]
    ends = {0}
    for start in range(len(words)):
        if start in ends:
            ends |= {end for end in range(start + 1, len(words) + 1) if tuple(words[start:end]) in phrases}
    return len(words) in ends
