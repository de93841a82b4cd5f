"""A second company has a portal with nothing but its own facts, pages and settings.

Fernblick is invented: five levels, one ladder of two tiers, hours in Berlin with a lunch gap, holidays and a night watch
that crosses midnight. If this needs a change of Python, templates or scripts, the first company has leaked into them.
"""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.company import COMPANY


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, str]:
    """The text of each page of the built site, by its path."""
    return {path.relative_to(built_site).as_posix(): visible(path.read_text(encoding="utf-8")) for path in built_site.rglob("*.html")}


def visible(html: str) -> str:
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    text = re.sub(r"<template.*?</template>|<script.*?</script>", "", article[0] if article else html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_example_owns_facts_pages_and_settings_and_nothing_else() -> None:
    owned = {path.suffix for path in COMPANY.rglob("*") if path.is_file() and not {"assets", ".cache", "schema"} & set(path.parts)}
    assert owned == {".yml", ".md"}


def test_nothing_of_the_shipped_company_leaks_into_it(pages: dict[str, str]) -> None:
    foreign = ["ConnexCS", "USD", "SIP", "P0", "P1", "softswitch"]
    for path, text in pages.items():
        leaked = [word for word in foreign if re.search(rf"\b{re.escape(word)}\b", text)]
        assert leaked == [], f"{path} speaks of {leaked}"
