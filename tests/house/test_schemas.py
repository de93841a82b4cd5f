"""The schemas that editors use are made from the models, and every data file names its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from macros.facts.schemas import find_drift, write_schemas
from macros.portal import Portal

DATA = Path(__file__).parents[2] / "docs" / "_data"
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yml"))


def test_schemas_have_not_drifted_from_the_models() -> None:
    assert find_drift(DATA / "schema") == [], "run scripts/schemas and commit what it wrote"


def test_drift_is_noticed_and_mended(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    (tmp_path / "levels.json").write_text("{}")
    (tmp_path / "stray.json").write_text("{}")
    (tmp_path / "glossary.json").unlink()
    assert find_drift(tmp_path) == write_schemas(tmp_path) == ["glossary.json", "levels.json", "stray.json"]
    assert find_drift(tmp_path) == []


@pytest.mark.parametrize("name", FILES)
def test_a_data_file_names_its_schema_in_the_first_line(name: str) -> None:
    path = DATA / name
    stem = path.stem if path.parent == DATA else path.parent.name
    schema = "../" * (len(Path(name).parts) - 1) + f"schema/{stem}.json"
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={schema}"
    assert (path.parent / schema).is_file()


@pytest.mark.parametrize("field", sorted(Portal.model_fields))
def test_every_part_and_every_choice_a_writer_types_is_described(field: str) -> None:
    schema = json.loads((DATA / "schema" / f"{field.replace('_', '-')}.json").read_text(encoding="utf-8"))
    for name, part in (("the file", schema), *schema.get("definitions", {}).items()):
        assert part.get("description"), f"{name} of {field} has no docstring"
        silent = [key for key, value in part.get("properties", {}).items() if not explains_itself(value)]
        assert silent == [], f"{name} of {field} has keys without a docstring"


def explains_itself(key: dict[str, Any]) -> bool:
    """Whether a key is described, leads to a described part, or is a plain text, like one of many words of a component."""
    return "description" in key or "$ref" in key or (key.get("type") == "string" and "enum" not in key)
