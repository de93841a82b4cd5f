"""A second company has a portal with nothing but its own facts, pages and settings.

Fernblick is invented: five levels, one ladder of two tiers, three channels, hours in Berlin with a lunch gap, holidays
and a night watch that crosses midnight. If this needs a change of Python, templates or scripts, the first company has
leaked into them.
"""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from macros.portal import Portal, load_portal

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "tests" / "examples" / "fernblick"


@pytest.fixture(scope="module")
def fernblick() -> Portal:
    return load_portal(EXAMPLE / "docs" / "_data")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each page of the built site, by its path."""
    site = tmp_path_factory.mktemp("fernblick") / "site"
    command = [sys.executable, "-m", "scripts.build", "--config", str(EXAMPLE / "mkdocs.yml"), "--site-dir", str(site)]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert not result.stderr, result.stderr
    return {path.relative_to(site).as_posix(): visible(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def visible(html: str) -> str:
    article = re.search(r"<article.*?</article>", html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", article[0] if article else html)).split())


def test_the_example_owns_facts_pages_and_settings_and_nothing_else() -> None:
    owned = {path.suffix for path in EXAMPLE.rglob("*") if path.is_file() and not {"assets", ".cache"} & set(path.parts)}
    assert owned == {".yml", ".md"}


def test_it_differs_where_the_shipped_portal_could_have_been_hardcoded(fernblick: Portal, portal: Portal) -> None:
    assert len(fernblick.levels.levels) == 5
    assert [len(ladder.tiers) for ladder in fernblick.escalation.ladders] == [2]
    assert len(fernblick.channels.channels) == 3
    assert {schedule.zone for schedule in fernblick.schedules.schedules} == {"Europe/Berlin"}
    ids = {level.id for level in fernblick.levels.levels} | {channel.id for channel in fernblick.channels.channels}
    assert ids.isdisjoint({level.id for level in portal.levels.levels} | {channel.id for channel in portal.channels.channels})


def test_its_levels_reach_its_page(pages: dict[str, str], fernblick: Portal) -> None:
    text = pages["policy/index.html"]
    for level in fernblick.levels.levels:
        assert f"{level.label} {level.word}" in text
        assert level.meaning in text
        assert level.first_response is None or level.first_response in text
    assert text.lower().count("no published target") == 1


def test_its_hours_reach_its_page_with_the_lunch_gap_the_holidays_and_the_zone(pages: dict[str, str]) -> None:
    text = pages["index.html"]
    hours = ("08:00-12:30", "13:15-17:00", "Friday to Sunday 21:00-05:30", "Berlin time")
    for words in (*hours, "Christmas Day", "Epiphany", "Company holidays"):
        assert words in text


def test_its_ladder_channels_and_price_reach_its_pages(pages: dict[str, str]) -> None:
    assert (
        "Help desk"
        in pages["policy/escalation-matrix.html" if "policy/escalation-matrix.html" in pages else "policy/escalation-matrix/index.html"]
    )
    assert "+49 30 901820" in pages["index.html"]
    assert "desk@fernblick.example.org" in pages["index.html"]
    assert "EUR 240.50" in pages["policy/index.html"]


def test_nothing_of_the_shipped_company_leaks_into_it(pages: dict[str, str], portal: Portal) -> None:
    foreign = [portal.organisation.name, "UTC", "USD", "SIP", "Call-ID", "panel", *(level.label for level in portal.levels.levels)]
    for path, text in pages.items():
        leaked = [word for word in foreign if re.search(rf"\b{re.escape(word)}\b", text)]
        assert leaked == [], f"{path} speaks of {leaked}"
