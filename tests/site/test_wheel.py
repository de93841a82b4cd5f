"""The engine under its own name: laid out as a wheel holds it, it begins a portal that checks and builds.

With `-m wheel`, which needs the network, the same is tried with the wheel that pip makes, in an environment of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.engine import VERSION
from tests.company import BUILT_ON, PROJECT
from tests.site_server import serve_site

PACKAGING = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def lay_out(folder: Path) -> tuple[list[str], list[str]]:
    """Copy what the wheel holds to where it holds it; return the commands `portal` and `mkdocs`."""
    wheel = PACKAGING["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sorted(wheel["sources"]) == sorted(wheel["only-include"])
    for source, target in wheel["sources"].items():
        shutil.copytree(PROJECT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    module, function = PACKAGING["project"]["scripts"]["portal"].split(":")
    portal = f"import sys; from {module} import {function}; sys.exit({function}())"
    return [sys.executable, "-c", portal], [sys.executable, "-m", "mkdocs"]


def install(folder: Path) -> tuple[list[str], list[str]]:
    """Make the wheel, and install it into a new environment; return the commands `portal` and `mkdocs`."""
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, PROJECT], check=True)
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [programs / "python", "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--requirement", PROJECT / "requirements/runtime.txt"], check=True)
    subprocess.run([*pip, "--no-deps", *folder.glob("*.whl")], check=True)
    return [str(programs / "portal")], [str(programs / "mkdocs")]


@pytest.mark.parametrize("provide", [lay_out, pytest.param(install, marks=pytest.mark.wheel)])
def test_a_new_portal_checks_builds_and_needs_nothing_of_the_repository(provide: Callable, tmp_path: Path, browser: Any) -> None:
    engine = tmp_path / "engine"
    portal, mkdocs = provide(engine)
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SITE_URL", "PORTAL_REPOSITORY")}
    environment |= {
        "PYTHONPATH": str(engine),
        "SOURCE_DATE_EPOCH": BUILT_ON,
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }

    def run(*command: str, cwd: Path) -> str:
        result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert (result.returncode, result.stderr) == (0, ""), result.stdout + result.stderr
        return result.stdout

    assert run(*portal, "--version", cwd=tmp_path) == f"support-portal {VERSION}\n"
    assert "cd lantern-labs && portal serve" in run(*portal, "new", "lantern-labs", cwd=tmp_path)
    project = tmp_path / "lantern-labs"
    assert "are good" in run(*portal, "check", cwd=project)
    assert "Built 7 pages" in run(*portal, "build", cwd=project)
    run(*mkdocs, "build", "--quiet", "--site-dir", str(tmp_path / "bare"), cwd=project)
    assert contents(project / "site") == contents(tmp_path / "bare")
    assert "Lantern Labs" in (project / "site/index.html").read_text(encoding="utf-8")
    with serve_site(project / "site") as url, browser.new_page() as page:
        page.goto(f"{url}support/report-a-problem/")
        page.get_by_label("Something doesn't work").check()
        page.get_by_label("Subject").fill("The list is empty")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_asks_for_what_the_lock_pins() -> None:
    asked = (PROJECT / "requirements/runtime.in").read_text(encoding="utf-8")
    names = [set(re.findall(r"^[\w-]+", text, re.MULTILINE)) for text in ("\n".join(PACKAGING["project"]["dependencies"]), asked)]
    assert names[0] == names[1]
