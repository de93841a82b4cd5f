"""`python -m macros.facts.schemas`: write the JSON Schemas that editors check data files with.

They are made from the models, never by hand. They are committed, because an editor reads them before anything is built;
a test fails when they and the models differ. A key's description is the docstring under its field: read from the source
here, and not by pydantic for every model, because that takes a third of the time in which the models load.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from ..portal import Portal, model_of
from .base import Model

DIALECT = "http://json-schema.org/draft-07/schema#"  # what the YAML extension of most editors understands in full


class DescribedSchema(GenerateJsonSchema):
    """Schemas in which each key carries the docstring under its field."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Return the schema of one model, its keys described."""
        described = super().model_schema(schema)
        docstrings = read_docstrings(schema["cls"])
        for name, field in schema["cls"].model_fields.items():
            if name in docstrings:
                described["properties"][field.alias or name].setdefault("description", docstrings[name])
        return described


@cache
def read_docstrings(model: type) -> dict[str, str]:
    """Return the docstring under each field of `model` and the models it builds on."""
    found: dict[str, str] = {}
    for ancestor in reversed(model.__mro__):
        if ancestor is Model or not issubclass(ancestor, Model):
            continue
        definition = ast.parse(dedent(inspect.getsource(ancestor))).body[0]
        assert isinstance(definition, ast.ClassDef)
        for field, text in pairwise(definition.body):
            match field, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                    found[name] = inspect.cleandoc(docstring)
    return found


def make_schemas() -> dict[str, str]:
    """Return the text of every schema by its file name, like `paid-options.json`."""
    models = {field.replace("_", "-"): model_of(info.annotation) for field, info in Portal.model_fields.items()}
    return {f"{stem}.json": _schema_text(stem, model) for stem, model in models.items()}


def find_drift(folder: Path) -> list[str]:
    """Return the names of schemas in `folder` that are missing, stale, or belong to no data file."""
    wanted = make_schemas()
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write_schemas(folder: Path) -> list[str]:
    """Bring `folder` up to date; return the names of the schemas that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted, changed = make_schemas(), find_drift(folder)
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def _schema_text(stem: str, model: type[Model]) -> str:
    schema = _plain(model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=DescribedSchema))
    definitions = schema.pop("$defs", None)
    about = " ".join((sys.modules[model.__module__].__doc__ or "").split()).split(": ", 1)[-1]
    schema = {"$schema": DIALECT, **schema, "title": f"{stem}.yml", "description": about}
    if definitions:
        schema["definitions"] = definitions
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _plain(node: Any) -> Any:
    """Return the schema without the titles pydantic makes up, and with references alone in an `allOf`, as draft 7 wants."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if "$ref" in kept and len(kept) > 1:
        kept["allOf"] = [{"$ref": kept.pop("$ref")}]
    return kept


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas, or with --check only say whether they are up to date. Return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/schemas", description="Write the schemas that editors check data files with.")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[2] / "docs/_data/schema", help="where they stand")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when they are not up to date")
    options = parser.parse_args(arguments)
    changed = find_drift(options.folder) if options.check else write_schemas(options.folder)
    if changed:
        print(("Not up to date, run scripts/schemas: " if options.check else "Wrote ") + ", ".join(changed))
    else:
        print("The schemas are up to date.")
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
