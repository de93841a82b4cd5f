"""The files for other people's CI call only scripts that are here, and give no job more rights than it needs."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


def commands_of(text: str) -> list[str]:
    return [word for line in text.splitlines() for word in line.split() if word.startswith("./scripts/")]


@pytest.mark.parametrize("name", [".github/workflows/portal.yml", ".gitlab-ci.yml"])
def test_a_workflow_calls_scripts_that_are_here_and_tests_before_it_publishes(name: str) -> None:
    commands = commands_of((ROOT / name).read_text(encoding="utf-8"))
    assert {"./scripts/check", "./scripts/build", "./scripts/test"} <= set(commands)
    assert [command for command in commands if not (ROOT / command).is_file()] == []


def test_only_the_job_that_publishes_may_write() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/portal.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert [name for name, job in jobs.items() if "permissions" in job] == ["publish"]
    assert jobs["publish"]["needs"] == ["build", "test"]
    assert jobs["publish"]["if"] == "github.ref == 'refs/heads/main'"
