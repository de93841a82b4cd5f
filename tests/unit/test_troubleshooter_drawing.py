"""What is drawn for a troubleshooter: every step once, every way a link, and hostile words as words."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.facts.reading import parse_model
from macros.facts.troubleshooting import FindingStep, Troubleshooter
from macros.portal import Portal
from macros.sources.yaml_file import parse_source
from macros.views import draw
from macros.views.components import PageContext

HOSTILE = "</template></script><img src=x onerror=alert(1)>\"'{{ 7 * 7 }}&amp;"
FIELDS = ("title", "description", "help", "label", "observed", "why", "do", "ask", "tried", "cause", "remedy", "check", "text", "symptoms")
TREE = """id: sample
title: {title}
description: {description}
problem: call
symptoms: [{symptoms}]
review_by: 2027-01-01
steps:
  - id: first
    kind: question
    title: {title}
    help: {help}
    answers:
      - {{id: one, label: {label}, goto: try, observed: {observed}}}
      - {{id: two, label: {label}, goto: found}}
    sources: [{{title: {title}, url: "https://example.com/"}}]
  - id: try
    kind: action
    title: {title}
    why: {why}
    do: [{do}]
    ask: {ask}
    tried: {tried}
    helped: found
    no_change: end
    could_not: end
  - id: found
    kind: finding
    title: {title}
    cause: {cause}
    remedy: [{remedy}]
    check: {check}
    tried: {tried}
    next: end
  - {{id: end, kind: hand-over, to: ticket, title: {title}, text: {text}}}
"""


class Reader(HTMLParser):
    """Collects the tags of a document, and the text of its template of data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.in_data = dict(attrs).get("data-part") == "data"

    def handle_endtag(self, tag: str) -> None:
        self.in_data = self.in_data and tag != "template"

    def handle_data(self, data: str) -> None:
        self.data += data if self.in_data else ""


def draw_tree(portal: Portal, tree: Troubleshooter) -> str:
    changed = portal.model_copy(update={"troubleshooters": {tree.id: tree}})
    return draw("troubleshooter_tree", changed, PageContext(Path("docs")), tree.id)


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_words_in_a_field_stay_words(portal: Portal, field: str) -> None:
    words = {name: json.dumps(HOSTILE if name == field else "Plain.") for name in FIELDS}
    tree, problems = parse_model(parse_source(TREE.format(**words), "sample.yml"), Troubleshooter)
    assert tree is not None, problems
    drawn = Reader(draw_tree(portal, tree))
    assert not [tag for tag, _ in drawn.tags if tag in ("img", "script")]
    assert not [name for _, attributes in drawn.tags for name in attributes if name.startswith("on")]
    assert json.loads(drawn.data)["tree"] == "sample"


def test_every_step_is_drawn_once_and_every_way_is_a_link_to_one(portal: Portal) -> None:
    for tree in portal.troubleshooters.values():
        tags = Reader(draw_tree(portal, tree)).tags
        steps = [attributes["id"] for _, attributes in tags if "data-step" in attributes]
        assert steps == [f"{tree.id}--{step.id}" for step in tree.all_steps]
        ways = [attributes["href"] for _, attributes in tags if "data-answer" in attributes]
        assert ways == [f"#{tree.id}--{way.goto}" for step in tree.steps for way in step.ways]


def test_the_map_names_every_step_but_the_ends_of_findings_once_in_full(portal: Portal) -> None:
    for tree in portal.troubleshooters.values():
        drawn = draw_tree(portal, tree)
        outline = drawn[drawn.index('<ul class="ways-map">') :]
        for step in tree.steps:
            assert f'href="#{tree.id}--{step.id}"' in outline
        again = outline.count("see above")
        branches = len(re.findall(r'<span class="way">', outline))
        expanded = sum(len(step.ways) for step in tree.steps if not isinstance(step, FindingStep))
        assert branches == expanded
        assert again < branches
