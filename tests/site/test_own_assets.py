"""Our scripts and style sheets are sent small, and only what was meant to go is gone."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import material
import pytest

from macros.publish.folding import fold_modules
from macros.publish.own_assets import MINIFIERS, list_own, minify, minify_assets

THEME = Path(material.__file__).parent / "templates/assets/stylesheets"
ASSETS = Path(__file__).parents[2] / "docs" / "assets"
OURS = sorted(path.relative_to(ASSETS) for path in ASSETS.rglob("*") if path.suffix in MINIFIERS)
SCRIPTS = [name for name in OURS if name.suffix != ".css"]
# A script, read from left to right as comments, and literals in which blanks or slashes are not what they look like.
PIECES = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<template>`(?:\\.|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`)"""
    r"""|(?<=[(,=:!&|?{;\[>])\s*(?P<pattern>/(?![/*])(?:\\.|\[(?:\\.|[^]\\\n])*\]|[^/\\\[\n])+/[dgimsuvy]*)""",
    re.DOTALL,
)
WRITTEN = {path.name: path.read_bytes() for path in ASSETS.glob("*.mjs")}
SEARCH = {path.name: path.read_bytes() for path in (ASSETS / "search").glob("*.mjs")}
FOLDED = fold_modules(WRITTEN) | {f"search/{name}": text for name, text in fold_modules(SEARCH).items()}
COMPOSER = ("ticket-composer.mjs", "draft.mjs", "trail.mjs")
CLASSIFIER = ("portal.mjs", "severity-classifier.mjs", "next-step.mjs", "wrong-clock.mjs", "trail.mjs")
ANALYSER = ("commonality-analyser.mjs", "commonality-worker.mjs", "draft.mjs")
TREES = ("troubleshooter-tree.mjs", "trail.mjs", "next-step.mjs")


def text_of(name: Path) -> str:
    """What is to be sent, before anything of it is left out: a file as it was written, with those that it takes in."""
    return FOLDED.get(str(name)) or (ASSETS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OURS, ids=str)
def test_each_of_our_files_is_sent_shorter_than_it_was_written(built_site: Path, name: Path) -> None:
    assert 0 < (built_site / "assets" / name).stat().st_size < len(text_of(name).encode())


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
    written = [piece for piece in PIECES.finditer(text_of(name)) if piece.lastgroup != "comment"]
    assert [piece[piece.lastgroup] for piece in PIECES.finditer(sent)] == [piece[piece.lastgroup] for piece in written]


def test_blanks_in_literals_and_ends_of_statements_without_a_semicolon_survive() -> None:
    script = "const a = `  // two  ${ b }  blanks`\nconst c = /[/*] +\\/\\// // why\nreturn /x  y/.test(a)\n"
    short = minify(script, ".mjs")
    assert "`  // two  ${ b }  blanks`\n" in short
    assert "/[/*] +\\/\\//\n" in short
    assert "return/x  y/.test(a)" in short.replace("return ", "return")
    assert "why" not in short


def test_what_others_wrote_is_left_as_it_is(tmp_path: Path) -> None:
    site, written = tmp_path / "site", tmp_path / "written"
    for folder in (site / "assets", site / "assets/javascripts", site / "search", written):
        folder.mkdir(parents=True)
    for path in (
        site / "assets/own.mjs",
        site / "assets/javascripts/theme.js",
        site / "search/lunr.js",
        written / "own.mjs",
        written / "gone.css",
    ):
        path.write_text("let a = 1; // one\n", encoding="utf-8")
    minify_assets(site, written)
    assert (site / "assets/own.mjs").read_text(encoding="utf-8") == "let a=1;"
    assert "// one" in (site / "assets/javascripts/theme.js").read_text(encoding="utf-8")
    assert "// one" in (site / "search/lunr.js").read_text(encoding="utf-8")
    assert not (site / "assets/gone.css").exists()


def test_doing_it_twice_changes_nothing_more(built_site: Path, tmp_path: Path) -> None:
    shutil.copytree(built_site / "assets", tmp_path / "assets")
    minify_assets(tmp_path, ASSETS)
    pairs = [(path, built_site / path.relative_to(tmp_path)) for path in list_own(tmp_path / "assets", ASSETS)]
    assert len(pairs) == len(OURS)
    assert all(hash_of(once) == hash_of(twice) for twice, once in pairs)


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("names", "most"),
    [(COMPOSER, 12), (CLASSIFIER, 12), (ANALYSER, 12), (TREES, 6)],
    ids=["composer", "classifier's page with a trail", "analyser with its engine", "troubleshooters"],
)
def test_a_component_is_sent_within_its_limit(built_site: Path, names: tuple[str, ...], most: int) -> None:
    files = [path for name in names for path in (built_site / "assets").glob(name)]
    assert len(files) == len(names)
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) <= 1024 * most


def test_of_the_theme_only_what_this_site_can_show_is_sent(built_site: Path) -> None:
    whole = {path.name.split(".")[0]: path for path in THEME.glob("*.css")}
    sent = sorted((built_site / "assets/stylesheets").glob("*.css"))
    home = (built_site / "index.html").read_text(encoding="utf-8")
    assert [path.name.split(".")[0] for path in sent] == sorted(whole)
    for path in sent:
        text = path.read_bytes()
        assert path.name.split(".")[1] == hashlib.sha256(text).hexdigest()[:8]
        assert path.name in home
        assert len(gzip.compress(text, 9)) < 0.8 * len(gzip.compress(whole[path.name.split(".")[0]].read_bytes(), 9))
    assert not list(built_site.rglob("*.css.map"))
