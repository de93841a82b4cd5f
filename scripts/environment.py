"""Make `.venv` and install lock files into it: called by `scripts/prepare`, only when something is missing.

This file runs in the machine's own Python, so it uses the standard library only.
"""

import contextlib
import fcntl
import filecmp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
INSTALLED = VENV / "installed"
CACHE = ROOT / ".cache"
LOG = CACHE / "prepare.log"
# Settings of the person that would make pip install somewhere else than into .venv.
ELSEWHERE = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME"}

# What pip says, and what a person can do about it. The first that matches counts.
CAUSES = (
    (r"DO NOT MATCH THE HASHES", "A downloaded package differs from its pinned hash: try another network"),
    (r"No space left on device", "The disk is full: free some space"),
    (
        r"Retrying|Connection|name resolution|timed out|ProxyError|SSLError|from versions: none",
        "The dependencies could not be downloaded: check the network connection",
    ),
    (r"No matching distribution", "A pinned dependency is not offered for this Python: try another version of Python"),
)


class NotPrepared(Exception):
    """The environment could not be made; the message is one sentence that says what to do."""


def is_installed(group: str) -> bool:
    """Tell whether the lock of `group` is what `.venv` holds."""
    copy = INSTALLED / f"{group}.txt"
    return copy.is_file() and filecmp.cmp(LOCKS / f"{group}.txt", copy, shallow=False)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[int]:
    """Hold the lock that lets only one process change `.venv`; the others wait, then find the work done.

    Gives the number of the open lock file, for pip to hold too: it may outlive this process when that is killed.
    """
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is preparing the portal; waiting for it.", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def make_venv() -> None:
    """Make a new, empty `.venv`. Raises NotPrepared when this Python cannot."""
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
        import venv
    except ImportError:
        raise NotPrepared(
            f"This Python ({sys.executable}) cannot make virtual environments: install its venv module"
            " (on Debian: apt-get install python3-venv), then run this again."
        ) from None
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError:
        raise NotPrepared(
            f"This Python ({sys.executable}) could not put pip into .venv: install its venv module"
            " (on Debian: apt-get install python3-venv), then run this again."
        ) from None


def install(groups: list[str], lock: int) -> None:
    """Install the locks of `groups`, refusing anything whose hash is not in them. Raises NotPrepared."""
    locks = [argument for group in groups for argument in ("-r", str(LOCKS / f"{group}.txt"))]
    pip = [VENV / "bin" / "python", "-m", "pip", "--no-input", "--disable-pip-version-check"]
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    with LOG.open("w", encoding="utf-8") as log:
        result = subprocess.run(
            [*pip, "install", "--require-hashes", "--only-binary", ":all:", *locks],
            env=environment, pass_fds=[lock], stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False,
        )  # fmt: skip
    if result.returncode:
        cause = explain(LOG.read_text(encoding="utf-8", errors="replace"))
        raise NotPrepared(f"{cause}, then run this again (all that was said is in {LOG.relative_to(ROOT)}).")


def explain(output: str) -> str:
    """Say in words what made pip fail."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, output):
            return sentence
    return "The dependencies could not be installed: correct what the log says"


def prepare(groups: list[str], lock: int) -> None:
    """Bring `.venv` to the locks of `groups`.

    An environment whose `runtime` lock has changed is made anew, so that nothing of the old lock stays. While `.venv`
    changes it says of nothing that it is installed: a run that is cut short is done again from the start.
    """
    missing = [group for group in groups if not is_installed(group)]
    kept = sorted(path.stem for path in INSTALLED.glob("*.txt")) if (VENV / "bin" / "python").exists() else []
    if not missing and kept:
        return
    if not kept or not all(is_installed(group) for group in kept):
        kept, missing = [], groups
    names = ", ".join(missing)
    print(f"Preparing the portal ({names}): this takes a minute or two, and only this once.", file=sys.stderr)
    shutil.rmtree(INSTALLED, ignore_errors=True)
    if not kept:
        make_venv()
    # The lock may be edited while pip works: what is noted is what was read before.
    locks = {group: (LOCKS / f"{group}.txt").read_bytes() for group in {*kept, *missing}}
    install(missing, lock)
    note_installed(locks)


def note_installed(locks: dict[str, bytes]) -> None:
    """Write the copies of the locks that say what is installed, all at once."""
    unfinished = VENV / "installed.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for group, text in locks.items():
        (unfinished / f"{group}.txt").write_bytes(text)
    unfinished.rename(INSTALLED)


def main(groups: list[str]) -> int:
    unknown = [group for group in groups if not (LOCKS / f"{group}.txt").is_file()]
    if unknown or not groups:
        known = ", ".join(sorted(path.stem for path in LOCKS.glob("*.txt")))
        print(f"Name the groups to prepare, of these: {known}.", file=sys.stderr)
        return 2
    try:
        with one_at_a_time() as lock:
            prepare(groups, lock)
    except NotPrepared as problem:
        print(problem, file=sys.stderr)
    except OSError as problem:
        where = problem.filename or ROOT
        print(f"Cannot write to {where} ({problem.strerror}): correct that, then run this again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped; run this again to go on.", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
