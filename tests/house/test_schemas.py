"""The schemas that editors use are made from the models, and every data file of the examples names its own."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from macros.portal import Portal
from macros.schemas import FOLDER, make_schemas, write_schemas

PROJECTS = [Path(__file__).parents[1] / "examples" / name for name in ("fernblick", "aws", "azure")]
FILES = sorted(path for project in PROJECTS for path in (project / "docs/_data").rglob("*.yml"))


@pytest.fixture(scope="module", name="schemas")
def _schemas() -> dict[str, str]:
    return make_schemas()


def test_schemas_are_written_once_and_again_when_a_model_is_newer(tmp_path: Path, schemas: dict[str, str]) -> None:
    write_schemas(tmp_path)
    levels = tmp_path / FOLDER / "levels.json"
    assert {path.name for path in levels.parent.iterdir()} == set(schemas)
    assert levels.read_text(encoding="utf-8") == schemas["levels.json"]
    levels.write_text("{}", encoding="utf-8")
    write_schemas(tmp_path)
    assert levels.read_text(encoding="utf-8") == "{}"
    os.utime(levels, (0, 0))
    (levels.parent / "stray.json").write_text("{}", encoding="utf-8")
    write_schemas(tmp_path)
    assert levels.read_text(encoding="utf-8") == schemas["levels.json"]
    assert not (levels.parent / "stray.json").exists()


def test_a_data_file_names_its_schema_in_the_first_line(schemas: dict[str, str]) -> None:
    for path in FILES:
        data = next(parent for parent in path.parents if parent.name == "_data")
        stem = path.stem if path.parent == data else path.parent.name
        up = "../" * len(path.relative_to(data.parents[1]).parents[:-1])
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == f"# yaml-language-server: $schema={up}{FOLDER}/{stem}.json", path
        assert f"{stem}.json" in schemas, path


def test_every_part_and_every_choice_a_writer_types_is_described(schemas: dict[str, str]) -> None:
    for field in Portal.model_fields:
        schema = json.loads(schemas[f"{field.replace('_', '-')}.json"])
        for name, part in (("the file", schema), *schema.get("definitions", {}).items()):
            assert part.get("description"), f"{name} of {field} has no docstring"
            undescribed = [key for key, value in part.get("properties", {}).items() if not explains_itself(value)]
            assert undescribed == [], f"{name} of {field} has keys without a docstring"


def explains_itself(key: dict[str, Any]) -> bool:
    """Whether a key is described, leads to a described part, or is a plain text, like one of many words of a component."""
    return "description" in key or "$ref" in key or (key.get("type") == "string" and "enum" not in key)
