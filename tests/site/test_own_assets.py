"""Our scripts and style sheets are sent small, and only what was meant to go is gone."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.publish.own_assets import MEDIA_TYPES, minify, minify_assets

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
OURS = sorted(path.relative_to(ASSETS) for path in ASSETS.rglob("*") if path.suffix in MEDIA_TYPES)
SCRIPTS = [name for name in OURS if name.suffix != ".css"]
# A script, read from left to right as comments, and literals in which blanks or slashes are not what they look like.
PIECES = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<template>`(?:\\.|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`)"""
    r"""|(?<=[(,=:!&|?{;\[>])\s*(?P<pattern>/(?![/*])(?:\\.|\[(?:\\.|[^]\\\n])*\]|[^/\\\[\n])+/[dgimsuvy]*)""",
    re.DOTALL,
)
EXPRESSION = re.compile(r"\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}")
NAMED = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
COMPOSER = ("ticket-*.mjs", "draft.mjs", "encoders.mjs")
ANALYSER_PAGE = ("commonality-analyser.mjs", "commonality-intake.mjs", "commonality-report.mjs", "draft.mjs")
ANALYSER_ENGINE = tuple(f"commonality-{part}.mjs" for part in ("worker", "csv", "table", "guess", "attributes", "ranking", "statistics", "examples"))
LONGEST = 12 * 1024


@pytest.mark.parametrize("name", OURS, ids=str)
def test_each_of_our_files_is_sent_shorter_than_it_was_written(built_site: Path, name: Path) -> None:
    assert 0 < (built_site / "assets" / name).stat().st_size < (ASSETS / name).stat().st_size


@pytest.mark.parametrize("name", SCRIPTS, ids=str)
def test_a_script_as_sent_still_parses(built_site: Path, name: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine; a browser test parses the same scripts")
    result = subprocess.run([node, "--check", str(built_site / "assets" / name)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", SCRIPTS, ids=str)
def test_texts_templates_and_patterns_are_sent_as_they_were_written(built_site: Path, name: Path) -> None:
    sent = (built_site / "assets" / name).read_text(encoding="utf-8")
    spelt = spell_out(sent)
    for piece in PIECES.finditer((ASSETS / name).read_text(encoding="utf-8")):
        if piece["pattern"]:
            assert piece["pattern"] in sent
        for part in EXPRESSION.split((piece["text"] or piece["template"] or "")[1:-1]):
            assert spell_out(part) in spelt


def spell_out(script: str) -> str:
    """Resolve escapes: `\\n` may be sent as a line's end, and a quote with or without its backslash."""
    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", lambda found: NAMED.get(found[1]) or (chr(int(found[1][1:], 16)) if len(found[1]) > 1 else found[1]), script)


def test_blanks_in_literals_and_ends_of_statements_without_a_semicolon_survive() -> None:
    script = "export const a = (b) => `  // two  ${ b }  blanks`\nexport const c = /[/*] +\\/\\// // why\nexport const d = (e) => /x  y/.test(e)\n"
    short = minify(script, ".mjs")
    for kept in ("`  // two  ${", "}  blanks`", "/[/*] +\\/\\//", "/x  y/.test("):
        assert kept in short
    assert "why" not in short
    assert minify("a { color: red; } /* why */ @media print { a::before { content: ' a  b ' } }", ".css").count(" a  b ") == 1


def test_what_others_wrote_is_left_as_it_is(tmp_path: Path) -> None:
    site, written = tmp_path / "site", tmp_path / "written"
    for folder in (site / "assets", site / "assets/javascripts", site / "search", written):
        folder.mkdir(parents=True)
    for path in (site / "assets/own.mjs", site / "assets/javascripts/theme.js", site / "search/lunr.js", written / "own.mjs", written / "gone.css"):
        path.write_text("let a = 1; // one\n", encoding="utf-8")
    minify_assets(site, written)
    assert (site / "assets/own.mjs").read_text(encoding="utf-8") == "let a=1"
    assert "// one" in (site / "assets/javascripts/theme.js").read_text(encoding="utf-8")
    assert "// one" in (site / "search/lunr.js").read_text(encoding="utf-8")
    assert not (site / "assets/gone.css").exists()


def test_what_no_browser_could_read_is_an_error_and_nothing_is_sent() -> None:
    with pytest.raises(ValueError, match="unexpected"):
        minify("let a = ;", ".mjs")


@pytest.mark.parametrize("names", [COMPOSER, ANALYSER_PAGE, ANALYSER_ENGINE], ids=["composer", "analyser's page", "analyser's engine"])
def test_a_component_is_sent_in_twelve_kilobytes(built_site: Path, names: tuple[str, ...]) -> None:
    sent = sum(len(gzip.compress(path.read_bytes(), 9)) for name in names for path in (built_site / "assets").glob(name))
    assert 0 < sent <= LONGEST, f"{sent} bytes"
