"""The files for CI call only scripts that are here, give no job more rights than it needs, and let nothing else hold up a publication."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB, GITLAB = ".github/workflows/portal.yml", ".gitlab-ci.yml"


def read(name: str) -> dict:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_a_workflow_calls_scripts_that_are_here(name: str) -> None:
    commands = {word for word in (ROOT / name).read_text(encoding="utf-8").split() if word.startswith("./scripts/")}
    assert {"./scripts/check", "./scripts/build", "./scripts/test"} <= commands
    assert [command for command in commands if not (ROOT / command).is_file()] == []


def test_what_lands_is_decided_by_the_test_command_of_the_readme() -> None:
    assert "exec ./scripts/test\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "./scripts/test`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_publishing_waits_for_the_build_and_the_tests_alone() -> None:
    publish = read(GITHUB)["jobs"]["publish"]
    assert publish["needs"] == ["build", "test"]
    assert publish["if"] == "github.ref == 'refs/heads/main'"
    assert read(GITLAB)["pages"]["needs"] == ["build", "test"]


def test_only_the_jobs_that_publish_and_comment_may_write() -> None:
    workflow = read(GITHUB)
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert [name for name, job in jobs.items() if "permissions" in job] == ["changes", "publish"]
    assert jobs["changes"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "head.repo.full_name == github.repository" in jobs["changes"]["if"]


def test_the_build_has_the_whole_history_and_is_compared_with_a_second_one() -> None:
    build = read(GITHUB)["jobs"]["build"]["steps"]
    assert build[0]["with"]["fetch-depth"] == 0
    assert any("diff -r site again" in step.get("run", "") for step in build)
    gitlab = read(GITLAB)
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
    assert "diff -r site again" in gitlab["build"]["script"]
