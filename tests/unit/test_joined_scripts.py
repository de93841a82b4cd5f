"""Modules that are joined into one script do what they did apart, or are refused."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.publish.joined_scripts import join_scripts
from macros.publish.modules import NotUnderstood, list_needs
from macros.publish.offline_copy import write_zip


def write(folder: Path, **modules: str) -> list[str]:
    for name, text in modules.items():
        (folder / f"{name}.mjs").write_text(text, encoding="utf-8")
    return [f"{name}.mjs" for name in modules]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("export let a = 1", "const"),
        ("export const { a } = b", "const"),
        ("export default 1", "export"),
        ("export * from './one.mjs'", "export"),
        ("export { a } from './one.mjs'", "export"),
        ("import a from './one.mjs'", "named"),
        ("import * as a from './one.mjs'", "named"),
        ("import { a } from './lost.mjs'", "lost.mjs"),
        ("import { a } from './two.mjs'", "ring"),
        ("const a = await b()", "waits"),
        ("let a = ;", "no JavaScript"),
    ],
)
def test_what_cannot_be_joined_is_refused_by_name(tmp_path: Path, text: str, word: str) -> None:
    names = write(tmp_path, one="export const a = 1", two=text)
    with pytest.raises(NotUnderstood, match=word) as refused:
        join_scripts(tmp_path, names, [])
    assert "two.mjs" in str(refused.value)


def test_the_order_of_names_changes_nothing(tmp_path: Path) -> None:
    names = write(tmp_path, one="export const a = 1", two="import { a as b } from './one.mjs'; export { b as c }")
    assert join_scripts(tmp_path, names, []) == join_scripts(tmp_path, names[::-1], [])


def test_no_import_or_export_is_left_and_texts_stay(tmp_path: Path) -> None:
    text = """import { a } from "./one.mjs"; export const b = "import { a } from"; export async function c() { await import("./one.mjs"); return import.meta.url; }"""
    joined = join_scripts(tmp_path, write(tmp_path, one="export const a = 1", two=text), [])
    ours = joined[joined.index('"two.mjs"') :]
    assert 'const { a: a } = $need("one.mjs");' in ours
    assert 'const b = "import { a } from";' in ours
    assert 'await $load("./one.mjs"); return $meta.url;' in ours
    assert "return { b, c };" in ours


def test_a_module_needs_what_it_names_in_plain_words() -> None:
    text = b"""import "./a.mjs"; export { b } from "../b.mjs"; import(`./${c}.mjs`); import("./d.mjs"); new URL("e.css", import.meta.url); new URL("f.css", g); "./h.mjs";"""
    assert list_needs(text, "assets/own.mjs") == {"assets/a.mjs", "b.mjs", "assets/d.mjs", "assets/e.css"}


def test_a_zip_repeats_itself_and_opens_in_one_folder(tmp_path: Path) -> None:
    made = []
    for number, mode in enumerate((0o600, 0o755)):
        folder = tmp_path / str(number)
        (folder / "support").mkdir(parents=True)
        for name in ("index.html", "policy/index.html"):
            (folder / name).write_text("<p>é</p>", encoding="utf-8")
            (folder / name).chmod(mode)
        target = tmp_path / f"made-{number}" / "portal.zip"
        target.parent.mkdir()
        write_zip(SimpleNamespace(folder=folder, moment=datetime(1970, 1, 1, tzinfo=UTC)), target)  # type: ignore[arg-type]
        made.append(target.read_bytes())
        assert zipfile.ZipFile(target).namelist() == ["portal/index.html", "portal/support/index.html"]
        assert [path.name for path in target.parent.iterdir()] == ["portal.zip"]
    assert made[0] == made[1]
