"""What a writer reads about the knowledge base as a whole, and about examples that belong to somebody."""

from __future__ import annotations

import pytest

from macros.checks import check_project
from tests.authoring.conftest import Sources

ARTICLE = "knowledge-base/red-light.md"


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "found"),
    [
        (
            "_data/article-topics.yml",
            "topics:",
            "topics:\n  - {id: birds, title: Birds}",
            "docs/_data/article-topics.yml:6",
            "'birds', with no article",
        ),
        (ARTICLE, '{{ sequence_diagram("a-restart") }}', "", "docs/_data/sequence-diagrams.yml", "'a-restart', on no page"),
        (
            "knowledge-base/ice-on-the-dish.md",
            "related: [red-light, lightning]",
            "related: [red-light]",
            "docs/knowledge-base/lightning.md",
            "no other one names",
        ),
        (ARTICLE, "Look at the outdoor unit", "Look at 8.8.8.8 and the outdoor unit", f"docs/{ARTICLE}:25:9", "'8.8.8.8'"),
        (ARTICLE, "router> reboot", "router> dial +49 30 901820", f"docs/{ARTICLE}:48:14", "'+49 30 901820'"),
        (ARTICLE, "router> reboot", "router> dial +1 202 555 0243", f"docs/{ARTICLE}:48:14", "'+1 202 555 0243'"),
        (ARTICLE, "router> reboot", "router> dial +44 20 7946 1999", f"docs/{ARTICLE}:48:14", "'+44 20 7946 1999'"),
        (ARTICLE, "router> reboot", "router> mail you@google.com", f"docs/{ARTICLE}:48:17", "'@google.com'"),
        (ARTICLE, "router> reboot", "router> mail you@my2-example.com", f"docs/{ARTICLE}:48:17", "'@my2-example.com'"),
        (ARTICLE, "router> reboot", "router> dial +1 202 555 01439", f"docs/{ARTICLE}:48:14", "'+1 202 555 01439'"),
        (ARTICLE, "Look at the outdoor unit", "Look at the XDU, an XDU", f"docs/{ARTICLE}:25:13", "'XDU'"),
    ],
)
def test_what_the_knowledge_base_lacks_or_gives_away_is_a_warning(
    sources: Sources, name: str, old: str, new: str, place: str, found: str
) -> None:
    sources.write("_data/prose.yml", "abbreviations: [LED]\n")
    before = set(check_project(sources.docs, None)[1])
    sources.replace(name, old, new)
    problems = [problem for problem in check_project(sources.docs, None)[1] if problem not in before]
    assert [problem for problem in problems if found in problem.found and problem.level == "warning"], problems
    assert any(f"{problem.file}:{problem.line}:{problem.column}".startswith(place) for problem in problems), problems


@pytest.mark.parametrize(
    "words",
    [
        "192.0.2.7, 10.0.0.1, 1.2.3.400, 5.8.8.8.8",
        "+1 202 555 0143",
        "+44 20 7946 0123",
        "a@mail.example.com",
        "b@anonymous.invalid",
        "an XDU",
    ],
)
def test_examples_that_belong_to_nobody_are_let_pass(sources: Sources, words: str) -> None:
    sources.write("_data/prose.yml", "abbreviations: [LED]\n")
    before = check_project(sources.docs, None)[1]
    sources.replace(ARTICLE, "router> reboot", f"router> reboot {words}")
    assert check_project(sources.docs, None)[1] == before


def test_every_article_has_the_headings_of_the_list(sources: Sources) -> None:
    sources.replace("_data/article-topics.yml", "- What it is not", "- Who mends it")
    assert {problem.file for problem in sources.problems() if problem.found == "no heading '## Who mends it'"} == {
        f"docs/knowledge-base/{name}.md" for name in ("ice-on-the-dish", "lightning", "red-light")
    }


def test_an_article_is_not_related_to_itself(sources: Sources) -> None:
    sources.replace(ARTICLE, "related: [ice-on-the-dish]", "related: [ice-on-the-dish, red-light]")
    (problem,) = sources.problems()
    assert problem.found == "'red-light', the article itself"


@pytest.mark.parametrize(
    ("named", "found", "expected", "hint"),
    [
        ("found-cabel", "'found-cabel'", "a finding of the troubleshooter, one of: found-restart", "did you mean 'found-cable'?"),
        ("neighbours", "'neighbours'", "a finding of the troubleshooter", ""),
        ("found-ice", "'found-ice', which doesn't lead here", "'found-ice' in troubleshooters/link-drops.yml", ""),
    ],
)
def test_a_cause_that_an_article_names_is_an_end_of_its_troubleshooter(
    sources: Sources, named: str, found: str, expected: str, hint: str
) -> None:
    sources.replace(ARTICLE, "[found-restart, found-cable]", f"[found-restart, {named}]")
    (problem,) = sources.problems()
    assert problem.file.endswith(ARTICLE)
    assert (problem.found, problem.where) == (found, "causes > link-drops > 2")
    assert expected in problem.expected
    assert hint in problem.hint
