"""`python -m macros.schemas`: write the JSON Schemas that editors check data files with.

They are made from the models, never by hand. They are committed, because an editor reads them before anything is built;
a test fails when they and the models differ.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from macros.models.base import Model
from macros.portal import Portal, model_of

DIALECT = "http://json-schema.org/draft-07/schema#"  # what the YAML extension of most editors understands in full


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
    schema = _plain(model.model_json_schema(ref_template="#/definitions/{model}"))
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
    parser = argparse.ArgumentParser(
        prog="scripts/schemas", description="Write the schemas that editors check data files with."
    )
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[1] / "docs/_data/schema", help="where they stand")
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
