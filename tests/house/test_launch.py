"""The launcher makes `.venv` from the locks, tried with a project of tiny wheels and no network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
VERB = "from launch import launch\nlaunch('told', 'runtime'{more})\n"


class Project:
    """A folder with the launcher, a verb, and locks of wheels that are made here."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.wheels = folder / "project", folder / "wheels"
        self.wheels.mkdir()
        for name in ("requirements", "scripts"):
            (self.folder / name).mkdir(parents=True)
        shutil.copy2(SCRIPTS / "launch.py", self.folder / "scripts")
        (self.folder / "scripts/tell").write_text(VERB.format(more=""), encoding="utf-8")
        (self.folder / "scripts/tell-more").write_text(VERB.format(more=", 'test'"), encoding="utf-8")
        (self.folder / "told.py").write_text("import os, sys; print(os.getcwd(), sys.argv[1:])", encoding="utf-8")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        self.environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}

    def lock(self, group: str, module: str, version: str = "1.0") -> Path:
        """Make a wheel of one module, and the lock that pins it."""
        wheel = self.wheels / f"{module}-{version}-py3-none-any.whl"
        information = f"{module}-{version}.dist-info"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"{module}.py", f"VERSION = '{version}'\n")
            archive.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n")
            archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{information}/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        lock = self.folder / "requirements" / f"{group}.txt"
        lock.write_text(f"{module}=={version} \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
        return lock

    def run(self, *arguments: str, verb: str = "tell", cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(self.folder / "scripts" / verb), *arguments]
        return subprocess.run(command, cwd=cwd, env=self.environment | environment, capture_output=True, text=True, check=False)

    def imports(self, statement: str) -> bool:
        python = self.folder / ".venv/bin/python"
        return subprocess.run([python, "-c", f"import {statement}"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def bare_project(tmp_path: Path) -> Project:
    """A project without an environment."""
    project = Project(tmp_path)
    project.lock("runtime", "alpha")
    return project


def assert_one_sentence(result: subprocess.CompletedProcess[str], *parts: str) -> None:
    """The last line says what to do, and there is no traceback."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    last = result.stderr.strip().splitlines()[-1]
    for part in parts:
        assert part in last


def test_the_first_run_installs_and_only_a_changed_lock_or_a_further_group_does_so_again(bare_project: Project, tmp_path: Path) -> None:
    project = bare_project
    first = project.run("a b", "--c", cwd=tmp_path)
    assert first.stdout.strip() == f"{tmp_path} ['a b', '--c']", first.stderr
    assert "Installed in" in first.stderr
    assert project.imports("alpha; assert alpha.VERSION == '1.0'")
    again = project.run(cwd=tmp_path)
    assert (again.returncode, again.stdout.strip(), again.stderr) == (0, f"{tmp_path} []", "")

    good = project.lock("runtime", "alpha", "2.0").read_text(encoding="utf-8")
    lock = project.lock("test", "beta")
    beta = lock.read_text(encoding="utf-8")
    lock.write_text(f"beta==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    assert_one_sentence(project.run(verb="tell-more"), "differs from its pinned hash", "try another network")
    assert not project.imports("beta")
    lock.write_text(beta, encoding="utf-8")
    assert project.run(verb="tell-more", PIP_TARGET=str(tmp_path / "elsewhere"), PIP_USER="1").returncode == 0
    assert project.imports("alpha, beta; assert alpha.VERSION == '2.0'")
    assert not (tmp_path / "elsewhere").exists()

    shutil.rmtree(project.wheels)
    (project.folder / "requirements/runtime.txt").write_text(good.replace("2.0", "3.0"), encoding="utf-8")
    environment = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_FIND_LINKS": ""}
    assert_one_sentence(project.run(**environment), "cannot be reached", "check the network")


def test_python_without_venv_is_said_in_a_sentence(bare_project: Project, tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    assert_one_sentence(bare_project.run(PYTHONPATH=str(tmp_path)), "apt-get install python3-venv")


def test_a_folder_that_cannot_be_written_is_named(bare_project: Project) -> None:
    (bare_project.folder / ".venv").write_text("in the way", encoding="utf-8")
    result = bare_project.run()
    assert_one_sentence(result, "Cannot", str(bare_project.folder / ".venv"))
