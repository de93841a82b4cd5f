"""The policy for programs: `policy.json`, its schema, cases on which a reader of it can prove itself, and two small readers."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from ..engine import OVERRIDES
from ..portal import Portal
from ..views.policy import list_changes
from .changes_feed import link_of
from .policy_cases import list_cases
from .policy_document import FOLDER, OUTCOME, Policy, describe_policy
from .site import Site

READERS = OVERRIDES / FOLDER
_OF_NUMBERS = frozenset({"ge", "gt", "le", "lt", "decimal_places", "max_digits"})
"""What a number must be, of which the text of an amount says nothing. Strict validators refuse keywords that they don't know."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def write_policy_data(site: Site) -> None:
    """Write the policy for programs, in the folder of its major version."""
    for name, text in policy_files(site).items():
        site.write(f"{FOLDER}/{name}", text)


def policy_files(site: Site) -> dict[str, str]:
    """Return every file of the policy for programs, by its name."""
    portal = site.facts
    pages = {name: site.whole(page.address) for name, source in portal.pages if (page := site.page_of(source))}
    files = {
        "policy.json": describe_policy(portal, pages, site.language, _list_releases(site)).model_dump_json(indent=1) + "\n",
        "policy.schema.json": _as_json(describe_form()),
        "cases.json": _as_json({"version": portal.severity.version if portal.severity else None, "cases": list_cases(portal)}),
        **{reader.name: reader.read_text(encoding="utf-8") for reader in READERS.glob("read*.*")},
    }
    return files | ({"severity-table.csv": _write_table(portal)} if portal.severity else {})


def _list_releases(site: Site) -> Iterator[dict[str, Any]]:
    rules = site.facts.severity
    for change in reversed(list_changes(site.facts)):
        version = max((each.version for each in rules.changes if each.since <= change["day"]), default=None) if rules else None
        yield {"day": change["day"], "version": version, "texts": change["texts"], "link": link_of(site, change)}


def describe_form() -> dict[str, Any]:
    """Return the JSON Schema of `policy.json`."""
    return {"$schema": DIALECT, **_plain(Policy.model_json_schema(mode="serialization"))}


def _plain(node: Any) -> Any:
    """Return a schema that lets keys pass that a later minor version adds, and without what pydantic makes up: titles, and no JSON Schema."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _plain(value)
        for key, value in node.items()
        if value is not False and key not in _OF_NUMBERS and not (key == "title" and isinstance(value, str))
    }


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _write_table(portal: Portal) -> str:
    """Return the severity table for a spreadsheet."""
    table = portal.severity_table
    text = io.StringIO()
    writer = csv.DictWriter(text, [*(question.id for question in table.questions), *OUTCOME], lineterminator="\n")
    writer.writeheader()
    writer.writerows(table.when(row) | {name: getattr(row.outcome, name) for name in OUTCOME} for row in table.rows)
    return text.getvalue()
