"""The verbs people type: present, executable, and usable from any folder."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
VERBS = ("serve", "build", "check", "test")


@pytest.mark.parametrize("verb", [*VERBS, "prepare"])
def test_a_verb_is_executable(verb):
    assert os.access(SCRIPTS / verb, os.X_OK)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_explains_itself_from_any_folder_and_through_a_link(verb, tmp_path):
    link = tmp_path / "linked"
    link.symlink_to(SCRIPTS / verb)
    result = subprocess.run([link, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert f"usage: scripts/{verb}" in result.stdout
    assert not result.stderr


@pytest.mark.parametrize("verb", ["serve", "build", "check"])
def test_a_verb_refuses_what_it_does_not_know_in_words(verb):
    result = subprocess.run([SCRIPTS / verb, "--nonsense"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "--nonsense" in result.stderr
    assert "Traceback" not in result.stderr
