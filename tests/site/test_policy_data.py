"""The policy for programs: true to the facts, described by its schema, and read alike by two readers that know nothing of the engine."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from macros.portal import Portal
from macros.publish.policy_data import describe_form
from tests.policy_samples import list_policies, list_tables

ROOT = Path(__file__).resolve().parents[2]
PROMISED = ROOT / "tests" / "policy-v1-keys.txt"
WRITERS_KEYS = {"facts", "source", "owner", "review_by", "asked", "conflict", "closes_when"}


@pytest.fixture(scope="module")
def folder(built_site: Path) -> Path:
    return built_site / "policy" / "v1"


@pytest.fixture(scope="module")
def policy(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "policy.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> ModuleType:
    """The published reader, as somebody who took it would load it."""
    spec = importlib.util.spec_from_file_location("read_policy", folder / "read_policy.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_policy_is_as_its_schema_says_and_holds_nothing_that_only_writers_read(folder: Path, policy: dict[str, Any]) -> None:
    schema = json.loads((folder / "policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    notes = {"$schema", "$defs", "title", "description", "default"}
    assert set(list_keywords(schema)) - notes <= jsonschema.Draft202012Validator.VALIDATORS.keys(), "a strict validator knows each word"
    assert '"additionalProperties": false' not in json.dumps(schema), "a later minor version adds keys anywhere"
    jsonschema.validate(policy, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**policy, "levels": [{"id": "s1"}]}, schema)
    assert not WRITERS_KEYS & set(re.findall(r'"(\w+)":', json.dumps(policy)))
    assert policy["pages"]["severity_levels"] == "http://127.0.0.1/help/policy/severity-levels/"


def list_keywords(node: Any) -> Iterator[str]:
    for key, value in node.items() if isinstance(node, dict) else ():
        yield key
        of_names = key in ("properties", "patternProperties", "$defs")
        for child in value.values() if of_names else value if isinstance(value, list) else [value]:
            yield from list_keywords(child)


def test_nothing_that_version_1_promised_is_taken_away() -> None:
    """A new line is a new minor version. Whoever has to take one away makes a new major version beside this one."""
    assert set(PROMISED.read_text(encoding="utf-8").splitlines()) == list_keys(describe_form())


def list_keys(schema: dict[str, Any]) -> set[str]:
    """Return a line for each key of a schema, with what it may hold."""

    def kind(node: dict[str, Any]) -> str:
        if "anyOf" in node:
            return " or ".join(map(kind, node["anyOf"]))
        if "items" in node:
            return f"list of {kind(node['items'])}"
        return str(node.get("$ref", "").rpartition("/")[2] or node.get("const") or node.get("enum") or node["type"])

    models = {"Policy": schema, **schema["$defs"]}
    return {f"{name}.{key}: {kind(node)}" for name, model in models.items() for key, node in model["properties"].items()}


def test_the_reader_passes_every_case_alone_and_says_which_it_fails(folder: Path, tmp_path: Path, policy: dict[str, Any]) -> None:
    def run(at: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-I", folder / "read_policy.py", at], capture_output=True, text=True, check=False)

    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    passed = run(folder)
    assert (passed.returncode, passed.stdout) == (0, f"{len(cases['cases'])} of {len(cases['cases'])} cases passed.\n")
    assert len(cases["cases"]) > 50
    policy["schedules"][0]["zone"] = "Europe/London"
    (tmp_path / "policy.json").write_text(json.dumps(policy), encoding="utf-8")
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    failed = run(tmp_path)
    assert failed.returncode == 1
    assert "Expected" in failed.stdout


def test_the_reader_finds_the_level_of_every_set_of_answers(reader: ModuleType) -> None:
    for policy, sets, found in list_tables():
        assert [reader.classify(policy, answers) for answers in sets] == found
        with pytest.raises(ValueError, match="does not have"):
            reader.classify(policy, {"q0": "no such answer"})


def test_any_companys_policy_is_published_whatever_it_leaves_out(reader: ModuleType, portal: Portal) -> None:
    for policy, cases in list_policies(portal):
        jsonschema.validate(policy, describe_form())
        assert [reader.read_case(policy, case) for case in cases] == [case["expect"] for case in cases]


def test_the_table_for_a_spreadsheet_has_the_same_rows(folder: Path, policy: dict[str, Any]) -> None:
    rows = list(csv.DictReader((folder / "severity-table.csv").read_text(encoding="utf-8").splitlines()))
    questions = [question["id"] for question in policy["severity"]["questions"]]
    for row, other in zip(rows, policy["severity"]["table"], strict=True):
        assert list(row) == [*questions, *list(other)[1:]]
        assert {question: row[question] for question in questions if row[question]} == other["when"]
        assert {name: row[name] or None for name in other if name != "when"} == {name: other[name] for name in other if name != "when"}


def test_every_file_that_the_page_names_is_there(built_site: Path) -> None:
    page = built_site / "policy" / "index.html"
    named = re.findall(r'href="([^"]*/v1/[^"]*)"', page.read_text(encoding="utf-8"))
    assert len(named) >= 6
    assert [each for each in named if not (page.parent / each).is_file()] == []
