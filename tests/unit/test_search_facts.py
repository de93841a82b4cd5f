"""What a writer says for the search is checked, with its place."""

import pytest

from macros.search.page_kinds import check_search_facts, kind_of
from macros.sources.page_file import parse_page


def problems_of(front_matter: str) -> list[str]:
    page = parse_page(f"---\n{front_matter}\n---\n\n# Page\n", "docs/page.md", "page.md")
    return [f"{problem.line} {problem.found}" for problem in check_search_facts(page)]


def test_a_page_that_says_it_well_has_no_problem() -> None:
    assert problems_of("kind: guide\nsymptoms:\n  - no sound\n  - one way audio") == []


@pytest.mark.parametrize(
    ("front_matter", "line"),
    [
        ("kind: giude", 2),
        ("symptoms: no sound", 2),
        ("symptoms:\n  - no sound\n  - No Sound", 4),
        ("symptoms:\n  - " + "x" * 91, 3),
        ("symptoms:\n  - 503", 3),
    ],
)
def test_a_mistake_is_named_at_its_line(front_matter: str, line: int) -> None:
    (problem,) = problems_of(front_matter)
    assert problem.startswith(f"{line} ")


@pytest.mark.parametrize(
    ("path", "stated", "kind"),
    [
        ("knowledge-base/echo.md", None, "article"),
        ("guides/call-id.md", None, "guide"),
        ("index.md", None, ""),
        ("support/x.md", "guide", "guide"),
    ],
)
def test_the_folder_gives_the_kind_that_no_writer_stated(path: str, stated: str | None, kind: str) -> None:
    assert kind_of(path, stated) == kind
