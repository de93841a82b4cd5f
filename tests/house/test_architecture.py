"""The house keeps its shape: imports run one way, HTML stays out of Python, one name for one thing in every layer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from macros.portal import Portal
from macros.views import MACROS

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "macros").rglob("*.py"))
COMPONENTS = ROOT / "overrides" / "components"
COMMANDS = sorted((ROOT / "macros" / "commands").glob("*.py"))
THEME_TEMPLATES = (*(ROOT / "overrides").glob("*.html"), *(ROOT / "overrides" / "partials").glob("*.html"))
# Each layer may import its own modules and those of a lower one.
LAYERS = {
    "sources": 0,
    "facts": 1,
    "rules": 2,
    "search": 2,
    "status": 2,
    "portal": 3,
    "schemas": 4,
    "views": 5,
    "checks": 6,
    "publish": 6,
    "commands": 7,
}
LONGEST_MODULE = 350


def list_imports(path: Path) -> Iterator[str]:
    """Yield what a module imports of the engine, as the first part of its name below `macros`."""
    package = path.relative_to(ROOT / "macros").parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            names = node.module.split(".") if node.module else [node.names[0].name]
            yield (*package[: len(package) - node.level + 1], *names)[0]


def test_imports_run_one_way() -> None:
    wrong = []
    for path in MODULES:
        name = path.relative_to(ROOT).as_posix()
        own = LAYERS.get(name.split("/")[1].removesuffix(".py"))
        if own is not None:
            wrong += [f"{name} imports {other}" for other in list_imports(path) if LAYERS.get(other, 0) > own]
    assert wrong == []


def test_python_writes_no_html() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"</?(div|span|table|tr|td|p|a|ul|li|section|form|button|svg)[ >]", node.value), (
                    path,
                    node.value[:80],
                )


def test_a_module_can_be_read_at_one_sitting() -> None:
    assert [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE] == []


def test_every_macro_has_a_template_of_its_name_and_every_template_a_use() -> None:
    paths = sorted(COMPONENTS.rglob("*.html"))
    names = [path.name for path in paths]
    assert len(set(names)) == len(names), "a template is found by its name alone"
    wanted = {f"{name.replace('_', '-')}.html" for name in MACROS}
    assert wanted <= set(names)
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (*paths, ROOT / "macros/__init__.py", *(ROOT / "macros/publish").glob("*.py"), *COMMANDS, *THEME_TEMPLATES)
    )
    assert {name for name in set(names) - wanted if f'"{name}"' not in text} == set()


def test_every_macro_says_what_it_prints() -> None:
    assert [name for name, view in MACROS.items() if not (view.__doc__ or "").strip()] == []


def test_every_data_file_has_a_model_of_its_name() -> None:
    data = ROOT / "docs" / "_data"
    fields = {field.replace("_", "-") for field in Portal.model_fields}
    assert {path.stem for path in data.glob("*.yml")} <= fields


def test_every_component_has_one_stem_in_every_layer() -> None:
    loader = (ROOT / "overrides/components/portal/portal.js").read_text(encoding="utf-8")
    modules = re.search(r"MODULES = \[(.*?)\]", loader, re.DOTALL)
    assert modules
    paths = re.findall(r'"([a-z/-]+)"', modules[1])
    assert paths
    for path in paths:
        code = (COMPONENTS / f"{path}.js").read_text(encoding="utf-8")
        assert f'customElements.define("{path.split("/")[1]}"' in code


def test_scripts_in_pages_never_make_markup_from_text() -> None:
    for path in sorted(COMPONENTS.rglob("*.js")):
        code = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code), path.name


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path.name for path in MODULES if path.stem in {"utils", "helpers", "common", "manager", "misc"}] == []
