"""What a writer says for the search is checked, with its place."""

import pytest

from macros.search.page_kinds import check_search_facts, kind_of
from macros.sources.page_file import parse_page


@pytest.mark.parametrize(
    ("front_matter", "lines"),
    [
        ("kind: guide\nsymptoms:\n  - no sound\n  - one way audio", []),
        ("kind: giude", [2]),
        ("symptoms: no sound", [2]),
        ("symptoms:\n  - no sound\n  - No Sound", [4]),
        ("symptoms:\n  - " + "x" * 90, []),
        ("symptoms:\n  - " + "x" * 91, [3]),
        ("symptoms:\n  - '  '\n  - no sound\n  - no sound at all\n  - NO sound", [3, 6]),
        ("symptoms:\n  - 503", [3]),
    ],
)
def test_each_mistake_is_named_at_its_line(front_matter: str, lines: list[int]) -> None:
    page = parse_page(f"---\n{front_matter}\n---\n\n# Page\n", "docs/page.md", "page.md")
    assert [problem.line for problem in check_search_facts(page)] == lines


def test_the_folder_gives_the_kind_that_no_writer_stated() -> None:
    folders = ("knowledge-base", "guides", "troubleshooting", "support", "supporters")
    assert [kind_of(f"{folder}/echo.md", None) for folder in folders] == ["article", "guide", "troubleshooter", "policy", ""]
    assert [kind_of("index.md", None), kind_of("guides/x.md", ["policy"]), kind_of("guides/x.md", "")] == ["", "guide", "guide"]
    assert kind_of("support/x.md", "guide") == "guide"
