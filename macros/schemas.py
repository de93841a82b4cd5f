"""JSON Schemas that editors complete and check data files with: made from the models, written to `.cache/schema` beside `docs`.

Check and build write them when the models have changed. A key's description is the docstring under its field: read from the
source here, and not by pydantic for every model, because that takes a third of the time in which the models load.
"""

import ast
import inspect
import json
import sys
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from .facts.base import Model, models_in
from .portal import Portal

FOLDER = ".cache/schema"
DIALECT = "http://json-schema.org/draft-07/schema#"  # what the YAML extension of most editors understands in full
SAID_BY_KEY = {"id": "Stable id.", "label": "Its name.", "aliases": "Other names for it.", "audience": "Who it is for."}
"""What keys of these names say where no docstring says more."""


class DescribedSchema(GenerateJsonSchema):
    """Schemas in which each key carries the docstring under its field."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Return the schema of one model, its keys described."""
        described = super().model_schema(schema)
        model: Any = schema["cls"]
        docstrings = read_docstrings(model)
        for name, field in model.model_fields.items():
            if name in docstrings:
                described["properties"][field.alias or name].setdefault("description", docstrings[name])
        return described


@cache
def read_docstrings(model: type[Any]) -> dict[str, str]:
    """Return the docstring under each field of `model` and the models it builds on, else what its key or its entries say by themselves."""
    found = {}
    for name, field in model.model_fields.items():
        entries = models_in(field.annotation)
        if said := SAID_BY_KEY.get(name) or (entries[0].__doc__ if len(entries) == 1 else ""):
            found[name] = inspect.cleandoc(said)
    for ancestor in reversed(model.__mro__):
        if ancestor is Model or not issubclass(ancestor, Model):
            continue
        for field, text in pairwise(_read_classes(ancestor.__module__)[ancestor.__name__].body):
            match field, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                    found[name] = inspect.cleandoc(docstring)
    return found


@cache
def _read_classes(module: str) -> dict[str, ast.ClassDef]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def make_schemas() -> dict[str, str]:
    """Return the text of every schema by its file name, like `paid-options.json`."""
    models = {field.replace("_", "-"): models_in(info.annotation)[0] for field, info in Portal.model_fields.items()}
    return {f"{stem}.json": _schema_text(stem, model) for stem, model in models.items()}


def write_schemas(project: Path) -> None:
    """Write the schemas below `project` unless they are newer than the models. They only help editors: nothing fails for want of them."""
    with suppress(OSError):
        folder = project / FOLDER
        written = [path.stat().st_mtime for path in folder.glob("*.json")]
        models = (Path(__file__).parent / "facts").rglob("*.py")
        if written and min(written) > max(path.stat().st_mtime for path in models):
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.json"):
            path.unlink()
        for name, text in make_schemas().items():
            (folder / name).write_text(text, encoding="utf-8")


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
