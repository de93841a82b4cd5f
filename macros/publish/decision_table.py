"""The decision table beside the page that proves it: JSON, its schema, and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from macros.policy.decision_table import CSV, FOLDER, JSON, SCHEMA, DecisionTable, make_table
from macros.policy.severity_rules import compile_rules
from macros.portal import Portal
from macros.schemas import DescribedSchema


def publish_decision_table(site_dir: Path, portal: Portal) -> None:
    """Write the table in its three forms, when this portal has rules."""
    if portal.severity is None:
        return
    table = make_table(compile_rules(portal), portal.severity)
    (site_dir / FOLDER).mkdir(parents=True, exist_ok=True)
    content = {"$schema": SCHEMA.rsplit("/", 1)[-1], **table.model_dump(mode="json")}
    _write(site_dir / JSON, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    schema = DecisionTable.model_json_schema(schema_generator=DescribedSchema)
    schema["properties"]["$schema"] = {"type": "string", "description": "The address of this schema."}
    _write(site_dir / SCHEMA, json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1) + "\n")
    _write(site_dir / CSV, as_csv(table))


def as_csv(table: DecisionTable) -> str:
    """Return the rows as CSV: a column for each question (answers with `|` between them), then what decides."""
    decided = ["level", "category", "rule", "cap", "category_rule", "impossible"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.questions, *decided])
    for row in table.rows:
        answers = ["|".join(row.when.get(question, ())) for question in table.questions]
        writer.writerow([*answers, *(getattr(row, name) or "" for name in decided)])
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
