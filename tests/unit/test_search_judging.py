"""What `scripts/search` prints of a query, and how it judges a file of queries."""

import json
from pathlib import Path

import pytest

from macros.commands.search import print_answer, print_judgement, read_arguments
from macros.commands.search_judging import judge, read_judged
from macros.engine import Failed
from macros.search.links import bare_address

QUERIES = [
    {"q": "red light", "type": "lamp", "relevant": {"red/index.md": 3, "dim light.md": 2, "dish.md": 1}},
    {"q": "ice", "relevant": {"guides/ice.md": 2, "README.md": 1}},
    {"q": "lihgt", "type": "lamp", "relevant": {"red/index.md": 3}},
    {"q": "fog", "type": "lamp", "relevant": {"fog.html": 3}},
]
CAME = {
    "red light": ["/red/"],
    "ice": ["/", "/", "/dish/", "/guides/ice.html"],
    "lihgt": [],
    "fog": [*(f"/{number}/" for number in range(10)), "/fog/"],
}
PRINTED = """\
type         queries    first    three  nothing
all                4    0.250    0.500    0.250
lamp               3    0.333    0.333    0.333

ice (all): in place 3
  wanted guides/ice
  came   , dish, guides/ice

lihgt (lamp): not found
  wanted red
  came   nothing

fog (lamp): not found
  wanted fog
  came   0, 1, 2
"""


def test_queries_are_judged_by_the_pages_that_come_for_them(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text("\n\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    judged = [judge(query, CAME[query.text]) for query in read_judged(path)]
    print_judgement(judged, misses=True)
    assert capsys.readouterr().out == PRINTED
    print_judgement(judged, misses=False)
    assert capsys.readouterr().out == PRINTED.partition("\n\n")[0] + "\n"
    pages = ("/a%20b/README.md", "myindex.html", "index.md", "a/index.html")
    assert [bare_address(page) for page in pages] == ["a b", "myindex", "", "a"]
    path.write_text('\n{"q": "x"}', encoding="utf-8")
    with pytest.raises(Failed, match=r"queries\.jsonl:2: expected"):
        read_judged(path)


def test_an_answer_is_printed_with_what_its_scores_are_made_of(capsys: pytest.CaptureFixture) -> None:
    results = [
        {"score": 12.3456, "title": "Red", "heading": "", "url": "red/", "parts": {"section": 1.005, "name": 2}},
        {"score": 1, "title": "Ice", "heading": "Fog", "url": "ice/#fog", "parts": {"page": 0.5}},
    ]
    print_answer(
        {
            "corrections": [{"typed": "rde", "meant": "red"}],
            "answer": {"title": "S1", "url": "s1/"},
            "total": 9,
            "good": 1,
            "results": results,
        }
    )
    print_answer({"corrections": [], "total": 0, "good": 0, "results": []})
    assert capsys.readouterr().out.splitlines() == [
        "searched for red instead of rde",
        "answer: S1 (s1/)",
        "9 pages, 1 good",
        " 1.   12.35  Red",
        "      red/",
        "      section 1.00  name 2.00",
        " 2.    1.00  Ice > Fog",
        "      ice/#fog",
        "      page 0.50",
        "0 pages, 0 good",
    ]


@pytest.mark.parametrize("arguments", [[], ["ice", "--golden"], ["--golden", "--evaluate", "x"]])
def test_one_way_to_ask_is_named(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(arguments)
    assert read_arguments(["ice"]).query == "ice"
