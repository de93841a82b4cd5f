"""The proof page says what the severity table says."""

import re
from pathlib import Path

from macros.portal import Portal
from macros.views import draw
from tests.company import place_in

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_counts_every_row(portal: Portal) -> None:
    html = draw("policy_proof", portal, place_in(DOCS, "contributing/proof-of-the-rules/", preview=True))
    total, impossible = re.search(r"(\d+) rows are left, of which (\d+) cannot be true", html).groups()
    by_level = [int(count) for count in re.findall(r'data-label="Rows">(\d+)<', html)]
    assert sum(by_level) + int(impossible) == int(total) == len(portal.severity_table.rows)
    assert len(by_level) == len(portal.levels.levels)
