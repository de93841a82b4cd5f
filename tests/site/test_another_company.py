"""A second company has a portal with nothing but its own facts, pages and settings.

Fernblick is invented: five levels, one ladder of two tiers, hours in Berlin with a lunch gap, holidays and a night watch
that crosses midnight. If this needs a change of Python, templates or scripts, the first company has leaked into them.
"""

import re
from html import unescape
from pathlib import Path

import pytest

from macros.portal import Portal
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


def test_its_levels_reach_its_page(pages: dict[str, str], portal: Portal) -> None:
    text = pages["policy/severity-levels/index.html"]
    for level in portal.levels.levels:
        assert f"{level.label} {level.word}" in text
        assert level.meaning in text


def test_its_open_questions_say_who_closes_them_and_how(pages: dict[str, str]) -> None:
    text = pages["policy/escalation-matrix/index.html"]
    for words in ("Closed when: The head of the desk says which", "Asked on 20 October 2026. Owner: Head of the desk."):
        assert words in text


def test_its_targets_and_plans_reach_its_page(pages: dict[str, str]) -> None:
    text = pages["policy/severity-levels/index.html"]
    for words in (
        "Valley: 2 hours (desk hours)",
        "2 working days (desk hours)",
        "EUR 18 per month",
        "3% of what the hut pays",
        "Two visits a year",
        "On request",
    ):
        assert words in text
    matrix = pages["policy/escalation-matrix/index.html"]
    for words in (
        "Valley: desk hours; Summit: night watch; Alliance",
        "The keeper of the hut.",
        "EUR 18 per month",
        "S5 (Mast): 3 working days",
    ):
        assert words in re.sub(r" ([;:,])", r"\1", matrix)


def test_its_hours_reach_its_page_with_the_lunch_gap_the_holidays_and_the_zone(pages: dict[str, str]) -> None:
    text = pages["policy/index.html"]
    hours = ("08:00-12:30", "13:15-17:00", "Friday to Sunday 21:00-05:30", "Berlin time")
    for words in (*hours, "Christmas Day", "Epiphany", "The desk's holidays"):
        assert words in text


def test_its_ladder_channels_and_price_reach_its_pages(pages: dict[str, str]) -> None:
    assert "Help desk" in pages["policy/escalation-matrix/index.html"]
    for words in ("+49 30 901820", "desk@fernblick.example.org", "EUR 240.50"):
        assert words in pages["policy/index.html"]


def test_nothing_of_the_shipped_company_leaks_into_it(pages: dict[str, str]) -> None:
    foreign = ["ConnexCS", "USD", "SIP", "P0", "P1", "softswitch"]
    for path, text in pages.items():
        leaked = [word for word in foreign if re.search(rf"\b{re.escape(word)}\b", text)]
        assert leaked == [], f"{path} speaks of {leaked}"
