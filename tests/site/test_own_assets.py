"""Our scripts and style sheets are sent shorter, and what others wrote is sent as they wrote it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.publish.own_assets import COMPONENTS, MINIFIERS, OURS, prepare, send_own_assets
from macros.publish.site import Site

# The severity check for other sites is sent as one script, and what it is made of is not.
OWN = sorted(path.relative_to(OURS) for path in OURS.rglob("*") if path.suffix in MINIFIERS and path.parent.name != "severity-check")
SCRIPTS = [name for name in OWN if name.suffix != ".css"]
# A script, read from left to right as comments, and literals in which blanks or slashes are not what they look like.
PIECES = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<template>`(?:\\.|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`)"""
    r"""|(?<=[(,=:!&|?{;\[>])\s*(?P<pattern>/(?![/*])(?:\\.|\[(?:\\.|[^]\\\n])*\]|[^/\\\[\n])+/[dgimsuvy]*)""",
    re.DOTALL,
)
RELATIVE = re.compile(r'"(\.{1,2}/[^"\s]*\.js)(\?v=[0-9a-f]{8})?"')


def make_site(folder: Path) -> Site:
    return Site(folder, folder, "", "Small", "Small", preview=False, portal=None)


def test_each_of_our_files_is_sent_shorter_than_it_was_written(built_site: Path) -> None:
    sizes = {name: ((built_site / COMPONENTS / name).stat().st_size, (OURS / name).stat().st_size) for name in OWN}
    assert {name: size for name, size in sizes.items() if not 0 < size[0] < size[1]} == {}


def test_a_style_sheet_as_sent_means_the_same_inside_a_container_query() -> None:
    short = MINIFIERS[".css"]("@container (width > 9rem) {\n  .note :is(p, ul) {\n    color: red;\n  }\n}\n")
    assert ".note *:is(p,ul){color:red}" in short


def test_each_script_as_sent_still_parses(built_site: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine; browser tests run the same scripts")
    parse = "for (const name of process.argv.slice(1)) new (require('vm').SourceTextModule)(require('fs').readFileSync(name, 'utf8'))"
    command = [node, "--no-warnings", "--experimental-vm-modules", "-e", parse, *(built_site / COMPONENTS / name for name in SCRIPTS)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_texts_templates_and_patterns_are_sent_as_they_were_written(built_site: Path) -> None:
    for name in SCRIPTS:
        sent = re.sub(r"\?v=[0-9a-f]{8}", "", (built_site / COMPONENTS / name).read_text(encoding="utf-8"))
        written = [piece for piece in PIECES.finditer((OURS / name).read_text(encoding="utf-8")) if piece.lastgroup != "comment"]
        assert [plain(piece) for piece in PIECES.finditer(sent)] == [plain(piece) for piece in written], name


def plain(piece: re.Match[str]) -> str:
    """A literal as it stands; of a template inside a template, whose code may be shortened, without its blanks."""
    text = piece[piece.lastgroup or 0]
    return "".join(text.split()) if text.count("`") > 2 else text


def test_every_import_of_every_script_and_page_names_one_version(built_site: Path) -> None:
    versions = set()
    for name in SCRIPTS:
        for said, version in RELATIVE.findall((built_site / COMPONENTS / name).read_text(encoding="utf-8")):
            is_ours = (OURS / name.parent / said).is_file()
            assert bool(version) == is_ours, f"{name} imports {said}"
            versions |= {version} if is_ours else set()
    home = (built_site / "index.html").read_text(encoding="utf-8")
    versions |= set(re.findall(r'/(?:portal|search-box)\.js(\?v=[0-9a-f]{8})?"', home))
    assert len(versions) == 1


def test_blanks_in_literals_and_ends_of_statements_without_a_semicolon_survive() -> None:
    script = "const a = `  // two  ${ b }  blanks`\nconst c = /[/*] +\\/\\// // why\nreturn /x  y/.test(a)\n"
    short = prepare(script, Path("a.js"), "0")
    assert "`  // two  ${ b }  blanks`\n" in short
    assert "/[/*] +\\/\\//\n" in short
    assert "return/x  y/.test(a)" in short.replace("return ", "return")
    assert "why" not in short


def test_what_others_wrote_is_left_as_it_is_even_under_one_of_our_names(tmp_path: Path) -> None:
    own, foreign = OWN[0], SCRIPTS[0]
    for name in (own, foreign):
        (tmp_path / COMPONENTS / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(OURS / own, tmp_path / COMPONENTS / own)
    others = {
        tmp_path / COMPONENTS / foreign: "const f = (u) =>\n  /^https?:\\/\\//i.test(u) // one\n",
        tmp_path / "theme.js": "let a = 1; // one\n",
    }
    for path, text in others.items():
        path.write_text(text, encoding="utf-8")
    send_own_assets(make_site(tmp_path))
    assert (tmp_path / COMPONENTS / own).stat().st_size < (OURS / own).stat().st_size
    assert {path: path.read_text(encoding="utf-8") for path in others} == others
