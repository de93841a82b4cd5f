"""Files that follow from the facts: the decision table beside the page that proves it, and the notice that the status shows."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ..facts.schemas import DescribedSchema
from ..portal import Portal
from ..rules.decision_table import CSV, JSON, SCHEMA, DecisionTable, make_table
from ..rules.severity_rules import compile_rules
from .site import Site


def write_fact_files(site: Site) -> None:
    """Write every file that follows from the facts."""
    for path, text in {**decision_table_files(site.facts), **notice_files(site.facts)}.items():
        site.write(path, text)


def notice_files(portal: Portal) -> dict[str, str]:
    """Return the notice of `status.yml`, or an empty one so that asking for it never fails, by its path in the site.

    An operator may replace the file on the server at any moment, without a build.
    """
    status = portal.status
    if status is None or status.reach.notice is None:
        return {}
    notice: dict[str, Any] = {"schema": 1, "text": "", "url": "", "since": "", "until": ""}
    if status.notice:
        notice |= {key: value or "" for key, value in status.notice.model_dump().items()}
    return {status.reach.notice: json.dumps(notice, ensure_ascii=False, indent=2) + "\n"}


def decision_table_files(portal: Portal) -> dict[str, str]:
    """Return the table in its three forms, by the path below the site's root; none when this portal has no rules."""
    if portal.severity is None:
        return {}
    table = make_table(compile_rules(portal), portal.severity)
    content = {"$schema": SCHEMA.rsplit("/", 1)[-1], **table.model_dump(mode="json")}
    schema = DecisionTable.model_json_schema(schema_generator=DescribedSchema)
    schema["properties"]["$schema"] = {"type": "string", "description": "The address of this schema."}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return {
        JSON: json.dumps(content, ensure_ascii=False, indent=1) + "\n",
        SCHEMA: json.dumps(schema, indent=1) + "\n",
        CSV: as_csv(table),
    }


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
