"""Finding and installing a Chromium, tried with made-up commands: nothing is downloaded, nothing is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Another process, because Playwright may be at work in this one. What it asks the machine is answered from outside.
PROVIDE = """
import os, sys
os.geteuid = lambda: int(os.environ["FAKE_USER"])
sys.executable = os.environ["FAKE_PYTHON"]
from scripts.browser import NoBrowser, provide_browser
try:
    print(provide_browser())
except NoBrowser as problem:
    sys.exit(str(problem))
"""
FAKE = '#!/bin/sh\necho "{name} $*" >> "{log}"\n{then}\n'
MAKE_BROWSER = 'printf "#!/bin/sh\\n" > "{path}"; /bin/chmod +x "{path}"'


@dataclass
class Machine:
    """A machine whose only commands are the ones made here, and the record of those that ran."""

    folder: Path
    user: int = 1000

    @property
    def commands(self) -> Path:
        return self.folder / "commands"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def add(self, name: str, then: str = ":") -> Path:
        """Make a command that notes how it was called, then does `then`."""
        path = self.commands / name
        path.write_text(FAKE.format(name=name, log=self.log, then=then), encoding="utf-8")
        path.chmod(0o755)
        return path

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "PATH": str(self.commands),
            "PYTHONPATH": str(ROOT),
            "PLAYWRIGHT_BROWSERS_PATH": str(self.folder / "playwright"),
            "FAKE_USER": str(self.user),
            "FAKE_PYTHON": str(self.commands / "python"),
        }
        return {name: value for name, value in os.environ.items() if name != "PORTAL_CHROMIUM"} | ours

    def provide(self, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", PROVIDE]
        return subprocess.run(command, env=self.environment | more, capture_output=True, text=True, check=False)

    @property
    def calls(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "commands").mkdir()
    made = Machine(tmp_path)
    made.add("python")
    return made


def playwright_browser(machine: Machine) -> Path:
    """Where Playwright would put its Chromium on this machine."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    result = subprocess.run([sys.executable, "-c", ask], env=machine.environment, capture_output=True, text=True, check=True)
    return Path(result.stdout.strip())


def test_an_installed_browser_is_used_and_nothing_is_installed(machine: Machine) -> None:
    browser = machine.add("google-chrome")
    machine.add("apt-get")
    machine.user = 0
    assert machine.provide().stdout.strip() == str(browser)
    assert machine.calls == []


def test_a_named_browser_comes_before_one_on_the_path(machine: Machine) -> None:
    machine.add("chromium")
    named = machine.add("my-own")
    assert machine.provide(PORTAL_CHROMIUM=str(named)).stdout.strip() == str(named)


def test_a_named_browser_that_cannot_run_is_refused_by_name(machine: Machine) -> None:
    machine.add("chromium")
    result = machine.provide(PORTAL_CHROMIUM="/nowhere/chromium")
    assert result.returncode == 1
    assert "PORTAL_CHROMIUM names /nowhere/chromium" in result.stderr


def test_playwrights_own_browser_is_found_when_none_is_on_the_path(machine: Machine) -> None:
    browser = playwright_browser(machine)
    browser.parent.mkdir(parents=True)
    browser.touch()
    assert machine.provide().stdout.strip() == str(browser)
    assert machine.calls == []


def test_debian_installs_its_own_browser_for_root(machine: Machine) -> None:
    machine.user = 0
    browser = machine.commands / "chromium"
    machine.add("apt-get", f'[ "$1" = install ] && {MAKE_BROWSER.format(path=browser)}')
    assert machine.provide().stdout.strip() == str(browser)
    assert [call.split()[:2] for call in machine.calls] == [["apt-get", "update"], ["apt-get", "install"]]
    assert " chromium " in f"{machine.calls[1]} "


def test_nobody_but_root_is_asked_to_install_packages(machine: Machine) -> None:
    machine.add("apt-get")
    machine.provide()
    assert machine.calls == ["python -m playwright install chromium"]


def test_playwright_installs_one_where_debian_could_not(machine: Machine) -> None:
    machine.user = 0
    machine.add("apt-get", "exit 100")
    browser = playwright_browser(machine)
    machine.add("python", f"/bin/mkdir -p {browser.parent}; {MAKE_BROWSER.format(path=browser)}")
    assert machine.provide().stdout.strip() == str(browser)
    assert machine.calls[-1] == "python -m playwright install chromium"


def test_no_browser_is_one_sentence_that_says_what_to_do(machine: Machine) -> None:
    result = machine.provide()
    assert result.returncode == 1
    *_, sentence = result.stderr.strip().splitlines()
    assert "apt-get install chromium" in sentence
    assert "PORTAL_CHROMIUM" in sentence
    assert "Traceback" not in result.stderr


def test_the_tests_do_not_start_without_a_browser(machine: Machine) -> None:
    """The verb itself: with an environment that names a browser which cannot run, it says so and ends with 1."""
    environment = machine.environment | {"PORTAL_CHROMIUM": "/nowhere/chromium"}
    command = [sys.executable, "-m", "scripts.test", "tests/unit"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.strip().splitlines() == [
        "PORTAL_CHROMIUM names /nowhere/chromium, which cannot be run: correct it, then run this again."
    ]
    assert not result.stdout
