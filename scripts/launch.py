"""Run a verb in the project's own environment: `.venv`, with the dependencies that requirements/ pins.

This file runs in the machine's own Python, whatever its version, so it uses the standard library only.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# A copy of each lock that is installed. When it equals the lock there is nothing to do.
STAMPS = VENV / "installed"
NEED_VENV = (
    "This Python cannot make virtual environments: install its venv module (on Debian: apt-get install python3-venv), then run this again."
)

# What pip prints, and what a person can do about it. The first that matches counts.
CAUSES = (
    ("DO NOT MATCH THE HASHES", "A downloaded package differs from its pinned hash: try another network"),
    ("No space left on device", "The disk is full: free some space"),
    ("Retrying|Connection|name resolution|timed out|ProxyError|SSLError|from versions: none", "The package index cannot be reached: check the network"),
    ("No matching distribution", "A pinned package is not offered for this version of Python: try another one"),
    ("", "pip could not install the dependencies: correct what it says above"),
)  # fmt: skip


class NotInstalled(Exception):
    """The dependencies could not be installed; the message is one sentence that says what to do."""


def launch(module: str, *groups: str) -> None:
    """Install the locks of `groups` where they are missing, then become `python -m module`, which may take a word, with this process's arguments."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence
        sys.exit("Python 3.11 or newer is needed, and this is {}.{}: run it with a newer one.".format(*sys.version_info))
    try:
        missing = [group for group in groups if not is_installed(group)]
        if missing or not PYTHON.exists():
            install(missing or groups)
    except NotInstalled as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(f"Cannot write {problem.filename or VENV} ({problem.strerror}): correct that, then run this again.")
    except KeyboardInterrupt:
        sys.exit("Stopped; run this again to go on.")
    # People's paths are relative to where they stand, so the folder stays and Python finds the code through PYTHONPATH.
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PORTAL_REPOSITORY": str(ROOT),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    command = [str(PYTHON), "-m", *module.split(), *sys.argv[1:]]
    if os.name != "nt":
        os.execve(PYTHON, command, environment)
    try:  # Windows would not wait for a replaced process
        sys.exit(subprocess.call(command, env=environment))
    except KeyboardInterrupt:
        sys.exit(130)


def is_installed(group: str) -> bool:
    """Return whether `.venv` holds what the lock of `group` says."""
    stamp = STAMPS / f"{group}.txt"
    return stamp.is_file() and stamp.read_bytes() == (ROOT / "requirements" / f"{group}.txt").read_bytes()


def install(groups: Sequence[str]) -> None:
    """Install the locks of `groups`, into a new `.venv` unless there is a sound one. Raises NotInstalled."""
    began = time.monotonic()
    print(f"Installing dependencies ({', '.join(groups)}), only this once.", file=sys.stderr, flush=True)
    if not PYTHON.exists() or not STAMPS.is_dir():
        make_venv()
    locks = {group: ROOT / "requirements" / f"{group}.txt" for group in groups}
    contents = {group: lock.read_bytes() for group, lock in locks.items()}
    run_pip([argument for lock in locks.values() for argument in ("-r", str(lock))])
    STAMPS.mkdir(exist_ok=True)
    for group, content in contents.items():
        (STAMPS / f"{group}.txt").write_bytes(content)
    print(f"Installed in {time.monotonic() - began:.0f} s.", file=sys.stderr, flush=True)


def make_venv() -> None:
    """Make a new, empty `.venv`. Raises NotInstalled."""
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
        import venv
    except ImportError:
        raise NotInstalled(NEED_VENV) from None
    if VENV.is_symlink():
        VENV.unlink()  # the environment behind the link belongs to another checkout
    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        raise NotInstalled(NEED_VENV) from None


def run_pip(locks: Sequence[str]) -> None:
    """Let pip install `locks`, refusing what has no pinned hash. Raises NotInstalled."""
    # A person's settings that would put packages somewhere else than into .venv.
    elsewhere = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME"}
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    command = [str(PYTHON), "-m", "pip", "--no-input", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    result = subprocess.run(
        [*command, "--only-binary", ":all:", *locks],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    if result.returncode:
        said = result.stdout.strip()
        cause = next(sentence for pattern, sentence in CAUSES if re.search(pattern, said))
        raise NotInstalled(f"{said}\n\n{cause}, then run this again.")
