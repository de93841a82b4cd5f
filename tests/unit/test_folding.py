"""A module goes where it alone is wanted, and says there what it said before."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from macros.publish.folding import fold_assets, fold_modules
from macros.publish.modules import NotUnderstood

LEAF = b"export const leaf = 20;\nexport const twig = 1;\n"
BRANCH = (
    b'import { leaf } from "./leaf.mjs";\nimport { shared } from "./shared.mjs";\nexport function branch() {\n  return leaf + shared;\n}\n'
)
TREE = b'import { branch } from "./branch.mjs";\nimport { twig } from "./leaf.mjs";\nimport { shared } from "./shared.mjs";\nexport const tree = branch() + twig + shared;\n'
SHARED = b"export const shared = 10;\n"
OTHER = b'import { shared } from "./shared.mjs";\nexport const other = shared;\n'
WOOD = {"tree.mjs": TREE, "branch.mjs": BRANCH, "leaf.mjs": LEAF, "shared.mjs": SHARED, "other.mjs": OTHER}


def test_parts_come_before_what_needs_them_and_shared_ones_stay_outside() -> None:
    assert list(fold_modules(WOOD)) == ["tree.mjs"]
    text = fold_modules(WOOD)["tree.mjs"]
    assert text.count("import") == 1
    assert text.index("const leaf") < text.index("function branch") < text.index("const tree")


@pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine; browser tests run folded modules too")
def test_a_folded_module_does_what_its_parts_did(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name, text in WOOD.items():
        (tmp_path / "assets" / name).write_bytes(text)
    ask = ["node", "--input-type=module", "-e", 'import { tree } from "./assets/tree.mjs"; console.log(tree);']
    before = subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    (tmp_path / "written").mkdir()
    for name, text in WOOD.items():
        (tmp_path / "written" / name).write_bytes(text)
    for _ in range(2):
        fold_assets(tmp_path, tmp_path / "written")
        (tmp_path / "assets" / "leaf.mjs").unlink(missing_ok=True)
        assert subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, check=True).stdout == before == "41\n"


@pytest.mark.parametrize(
    "loads",
    [b'addEventListener("click", () => import("./leaf.mjs"));\n', b'const worker = new Worker(new URL("./leaf.mjs", import.meta.url));\n'],
    ids=["import()", "worker"],
)
def test_what_is_also_loaded_by_its_name_stays_a_file(loads: bytes) -> None:
    assert "const leaf" not in fold_modules({**WOOD, "late.mjs": loads}).get("tree.mjs", "")


def test_an_element_stays_a_file() -> None:
    element = LEAF + b'customElements.define("a-leaf", class extends HTMLElement {});\n'
    assert "const leaf" not in fold_modules({**WOOD, "leaf.mjs": element})["tree.mjs"]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (b"const branch = 1;\nexport const leaf = branch, twig = 1;\n", "branch"),
        (b"export const leaf = 1, twig = 1;\nfunction fetch() {}\n", "fetch"),
    ],
    ids=["two of one name", "a name of the browser"],
)
def test_two_things_of_one_name_are_refused(part: bytes, name: str) -> None:
    tree = TREE + b'fetch("x");\n'
    with pytest.raises(NotUnderstood, match=f"{name} means something else"):
        fold_modules({**WOOD, "leaf.mjs": part, "tree.mjs": tree})


def test_a_name_of_ones_own_inside_a_function_is_no_clash() -> None:
    tree = TREE + b"export const sum = (list) => list.map((branches) => branches);\nfor (const own of []) console.log(own);\n"
    leaf = LEAF + b"const own = 1;\nconst list = 2;\n"
    assert "const list" in fold_modules({**WOOD, "leaf.mjs": leaf, "tree.mjs": tree})["tree.mjs"]


def test_an_import_under_another_name_is_refused() -> None:
    tree = TREE.replace(b"{ twig }", b"{ twig as leaf }")
    with pytest.raises(NotUnderstood, match="own names"):
        fold_modules({**WOOD, "tree.mjs": tree})
