"""What a writer reads about words to avoid, and about titles that do not tell pages apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.sources.problems import Problem

AVOID = "avoid:\n  - {words: [mail, web site], write: email or website, unless: [mail bag]}\n"
PAGE = "---\ntitle: {title}\ndescription: {description}\nsymptoms:\n  - no mail arrives\n---\n\n# {heading}\n\n{body}\n"


@pytest.fixture
def docs(tmp_path: Path, project_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented company's sources with a list of words to avoid."""
    shutil.copytree(project_dir / "tests/examples/fernblick/docs", tmp_path / "docs")
    (tmp_path / "docs/_data/prose.yml").write_text(AVOID, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


def check(
    docs: Path, body: str = "Text.", title: str = "Radio links", heading: str = "Radio links", description: str = "x" * 120
) -> list[Problem]:
    page = PAGE.format(title=title, heading=heading, description=description, body=body)
    (docs / "radio.md").write_text(page, encoding="utf-8")
    return [problem for problem in check_project(docs, None)[1] if problem.file == "docs/radio.md"]


def test_a_word_to_avoid_is_named_at_its_place_with_what_to_write(docs: Path) -> None:
    (problem,) = check(docs, "Send us an email.\nOr look at our Web\nsite.")
    assert (problem.line, problem.column, problem.level) == (11, 16, "warning")
    assert problem.expected == "email or website"


@pytest.mark.parametrize(
    "body",
    ["Type `mail` here.", "The mail bag is full.", "Voicemail and mail-order are other words.", "[Ask us](https://mail.example.org/)."],
)
def test_code_addresses_kept_phrases_and_other_words_are_left_alone(docs: Path, body: str) -> None:
    assert check(docs, body) == []


def test_a_word_to_avoid_is_found_in_facts_but_not_in_what_customers_type(docs: Path) -> None:
    path = docs / "_data/organisation.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Help by phone and email", "Help by phone and mail", 1), encoding="utf-8")
    (problem,) = [each for each in check_project(docs, None)[1] if each.file.endswith("organisation.yml")]
    assert problem.where.endswith("text")
    assert problem.found == "'mail'"


def test_the_first_heading_is_the_title(docs: Path) -> None:
    (problem,) = check(docs, heading="How do radio links work?")
    assert (problem.line, problem.level) == (8, "error")
    assert "Radio links" in problem.expected


def test_two_pages_share_no_title_and_no_description(docs: Path) -> None:
    check(docs)
    shutil.copy(docs / "radio.md", docs / "second.md")
    found = [problem for problem in check_project(docs, None)[1] if problem.file == "docs/second.md"]
    assert [problem.found for problem in found if "of radio.md" in problem.found] == [
        "the title of radio.md",
        "the description of radio.md",
    ]


def test_a_description_that_is_too_short_or_too_long_is_told(docs: Path) -> None:
    told = {
        length: [(problem.found, problem.level) for problem in check(docs, description="x" * length)] for length in (109, 110, 160, 161)
    }
    assert told == {109: [("109 characters", "warning")], 110: [], 160: [], 161: [("161 characters", "warning")]}
