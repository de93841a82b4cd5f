"""What is drawn for a troubleshooter: every step once, and every way a link."""

from __future__ import annotations

import re

import html5lib

from macros.facts.troubleshooting import FindingStep, Troubleshooter
from macros.portal import Portal
from macros.views import draw
from macros.views.components import PageContext
from tests.company import DOCS


def find_attributes(html: str, name: str) -> list[dict[str, str]]:
    """Return the attributes of every element that has the one of this name."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return [dict(element.attrib) for element in tree.iter() if name in element.attrib]


def draw_tree(portal: Portal, tree: Troubleshooter) -> str:
    return draw("troubleshooter_tree", portal, PageContext(DOCS), tree.id)


def test_every_step_is_drawn_once_and_every_way_is_a_link_to_one(portal: Portal) -> None:
    for tree in portal.troubleshooters.values():
        html = draw_tree(portal, tree)
        steps = [attributes["id"] for attributes in find_attributes(html, "data-step")]
        assert steps == [f"{tree.id}--{step.id}" for step in tree.all_steps]
        ways = [attributes["href"] for attributes in find_attributes(html, "data-answer")]
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
