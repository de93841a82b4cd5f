"""Preparing the environment, tried with a project of one tiny wheel and no network."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
TOOLS = ("bash", "cmp", "dirname", "env", "readlink")


class Project:
    """A folder with `scripts/prepare`, locks of wheels made here, and a folder to find these in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.wheels = folder / "project", folder / "wheels"
        self.wheels.mkdir()
        (self.folder / "requirements").mkdir(parents=True)
        (self.folder / "scripts").mkdir()
        for name in ("prepare", "environment.py"):
            shutil.copy2(SCRIPTS / name, self.folder / "scripts")
        ours = ("PIP_", "PORTAL_")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        self.environment["PORTAL_PYTHON"] = sys.executable

    def lock(self, group: str, module: str, version: str = "1.0") -> Path:
        """Make a wheel of one module and the lock that pins it."""
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

    def command(self, *groups: str) -> list[str]:
        return [str(self.folder / "scripts" / "prepare"), *groups]

    def prepare(self, *groups: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*groups), env=self.environment | environment, capture_output=True, text=True, check=False)

    def start(self, *groups: str, **environment: str) -> subprocess.Popen:
        environment = self.environment | environment
        return subprocess.Popen(self.command(*groups), env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def installed(self) -> set[str]:
        return {path.stem for path in self.folder.glob(".venv/installed/*.txt")}

    def can_import(self, module: str) -> bool:
        python = self.folder / ".venv" / "bin" / "python"
        return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


class SilentIndex:
    """A package index that takes a connection and says nothing, so that pip hangs in it."""

    def __enter__(self) -> "SilentIndex":
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(60)
        address = f"http://127.0.0.1:{self.server.getsockname()[1]}/"
        self.environment = {"PIP_INDEX_URL": address, "PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()

    def wait_for_pip(self) -> socket.socket:
        """Return the connection, once pip has made it; pip goes on when that is closed."""
        return self.server.accept()[0]


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)
    project.lock("runtime", "alpha")
    return project


def find_child(pid: int) -> int:
    return int(subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=True).stdout)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def assert_one_sentence(result: subprocess.CompletedProcess, *parts: str) -> None:
    """One line says what to do, besides the line that says that work begins."""
    lines = [line for line in result.stderr.splitlines() if not line.startswith("Preparing the portal")]
    assert result.returncode not in {0, None}
    assert len(lines) == 1, result.stderr
    assert not result.stdout
    for part in parts:
        assert part in lines[0]


def test_the_second_run_starts_nothing(project):
    first = project.prepare("runtime")
    assert first.returncode == 0, first.stderr
    assert project.can_import("alpha")
    (project.folder / "scripts" / "environment.py").unlink()
    second = project.prepare("runtime", PORTAL_PYTHON="/nowhere/python")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_what_follows_the_dashes_runs_in_the_environment_where_the_person_stands(project, tmp_path):
    project.prepare("runtime")
    (project.folder / "told.py").write_text("import os, sys, alpha; print(os.getcwd(), sys.argv[1:])", encoding="utf-8")
    result = subprocess.run(
        [*project.command("runtime"), "--", "told", "a b", "--c"],
        env=project.environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.stdout.strip() == f"{tmp_path} ['a b', '--c']"


def test_a_changed_lock_leaves_nothing_of_the_old_one(project):
    project.prepare("runtime")
    project.lock("runtime", "beta")
    assert project.prepare("runtime").returncode == 0
    assert project.can_import("beta")
    assert not project.can_import("alpha")


def test_a_further_group_is_added_to_what_is_there(project):
    project.prepare("runtime")
    kept = project.folder / ".venv" / "kept"
    kept.touch()
    project.lock("test", "beta")
    assert project.prepare("runtime", "test").returncode == 0
    assert kept.exists()
    assert project.installed() == {"runtime", "test"}
    assert project.can_import("alpha")
    assert project.can_import("beta")


def test_an_environment_whose_python_has_gone_is_made_anew(project):
    project.prepare("runtime")
    (project.folder / ".venv" / "bin" / "python").unlink()
    assert project.prepare("runtime").returncode == 0
    assert project.can_import("alpha")


def test_two_at_once_both_find_a_whole_environment(project):
    both = [project.start("runtime") for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Preparing the portal" in text for text in said) == 1
    assert project.can_import("alpha")


def test_a_run_that_is_killed_counts_for_nothing(project):
    with SilentIndex() as index:
        process = project.start("runtime", **index.environment)
        with index.wait_for_pip():
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert project.installed() == set()
    assert project.prepare("runtime").returncode == 0
    assert project.can_import("alpha")


def test_pip_that_outlives_its_caller_is_waited_for(project):
    """Else the next run would remake the folder that the orphan is still writing to."""
    with SilentIndex() as index:
        process = project.start("runtime", **index.environment)
        with index.wait_for_pip():
            os.kill(find_child(process.pid), signal.SIGKILL)
            process.communicate()
            second = project.start("runtime")
            assert "waiting for it" in second.stderr.readline()
            time.sleep(0.3)
            assert second.poll() is None
    said = second.communicate(timeout=120)[1]
    assert second.returncode == 0, said
    assert project.can_import("alpha")


def test_no_network_is_said_in_one_sentence(project):
    address = f"http://127.0.0.1:{closed_port()}/"
    result = project.prepare("runtime", PIP_INDEX_URL=address, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_RETRIES="0")
    assert_one_sentence(result, "could not be downloaded", "check the network connection", "run this again")
    assert project.installed() == set()


def test_a_wrong_hash_is_said_in_one_sentence(project):
    lock = project.folder / "requirements" / "runtime.txt"
    lock.write_text(f"alpha==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    assert_one_sentence(project.prepare("runtime"), "differs from its pinned hash")


def test_a_full_explanation_is_kept_for_the_person_who_wants_it(project):
    lock = project.folder / "requirements" / "runtime.txt"
    lock.write_text(f"alpha==9 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    assert_one_sentence(project.prepare("runtime"), ".cache/prepare.log")
    assert "alpha==9" in (project.folder / ".cache" / "prepare.log").read_text(encoding="utf-8")


def test_a_python_without_venv_is_said_in_one_sentence(project, tmp_path):
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    result = project.prepare("runtime", PYTHONPATH=str(tmp_path / "without"))
    assert_one_sentence(result, "cannot make virtual environments", "apt-get install python3-venv")


def test_a_python_that_is_too_old_is_said_in_one_sentence(project, tmp_path):
    old = tmp_path / "old-python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.10 || exit 1\n', encoding="utf-8")
    old.chmod(0o755)
    result = project.prepare("runtime", PORTAL_PYTHON=str(old))
    assert_one_sentence(result, "Python 3.11 or newer is needed", "Python 3.8.10 was found", "apt-get install python3")


def test_no_python_at_all_is_said_in_one_sentence(project, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    del project.environment["PORTAL_PYTHON"]
    assert_one_sentence(project.prepare("runtime", PATH=str(tools)), "no Python was found")


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(project):
    (project.folder / ".cache").write_text("in the way", encoding="utf-8")
    assert_one_sentence(project.prepare("runtime"), "Cannot write to", ".cache")


def test_an_unknown_group_is_said_in_one_sentence(project):
    assert_one_sentence(project.prepare("nonsense"), "runtime")
