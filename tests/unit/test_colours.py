"""The tokens of both palettes: readable as text, visible as edges, and each level its own colour."""

from __future__ import annotations

import re

import pytest

from tests.company import PROJECT

CSS = (PROJECT / "overrides/components/portal/portal.css").read_text(encoding="utf-8")
LEVELS = tuple(f"level-{rank}" for rank in range(1, 7))


def palette(scheme: str) -> dict[str, str]:
    block = CSS.split(f'[data-md-color-scheme="{scheme}"] {{')[1].split("}")[0]
    return dict(re.findall(r"--portal-([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_colours_are_readable_on_paper_and_edges_stand_out(scheme: str) -> None:
    tokens = palette(scheme)
    faint = [
        name
        for name in (*LEVELS, "brand", "ink", "muted", "open", "closed")
        for ground in ("paper", "raised")
        if contrast(tokens[name], tokens[ground]) < 5
    ]
    assert not faint
    assert contrast(tokens["open"], tokens["open-tint"]) >= 4.5
    assert contrast(tokens["edge"], tokens["paper"]) >= 3
    assert len({tokens[name] for name in LEVELS}) == len(LEVELS)


def test_the_worst_level_is_darker_than_the_next_in_both_palettes() -> None:
    assert all(luminance(tokens["level-1"]) < luminance(tokens["level-2"]) / 1.3 for tokens in map(palette, ("default", "slate")))
