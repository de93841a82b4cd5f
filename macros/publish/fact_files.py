"""Files that follow from the facts: the severity table beside the page that proves it, and the notice that the status shows."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import Any

from ..portal import Portal
from ..views.policy_proof import TABLE
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
    """Return the table in both forms, by the path below the site's root; none when this portal has no rules."""
    if portal.severity is None:
        return {}
    table = portal.severity_table
    deciding = ("level", "category", "rule", "exclusion", "category_rule", "impossible")
    outcomes = [{name: value for name, value in asdict(row.outcome).items() if name in deciding} for row in table.rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*(question.id for question in table.questions), *deciding], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**table.when(row), **outcome} for row, outcome in zip(table.rows, outcomes, strict=True))
    content = {
        "version": portal.severity.version,
        "hash": table.hash,
        "questions": {question.id: [answer.id for answer in question.answers] for question in table.questions},
        "levels": table.levels,
        "categories": table.categories,
        "rows": [{"when": table.when(row), **outcome} for row, outcome in zip(table.rows, outcomes, strict=True)],
    }
    return {f"{TABLE}.csv": text.getvalue(), f"{TABLE}.json": json.dumps(content, indent=1) + "\n"}
