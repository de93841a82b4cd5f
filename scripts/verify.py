"""Build the same sources twice, in other folders, zones, languages and orders of hashing, and compare every byte."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".cache", "site", ".site.*", "__pycache__", ".pytest_cache", ".hypothesis")
# What differs between two machines, as far apart as it goes.
PLACES = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
)


class NotTheSame(Exception):
    """Two builds of the same sources differ, or one failed; the message says where."""


def verify_build(config: Path, arguments: list[str]) -> int:
    """Build `config` twice and return how many files are the same in both. Raises NotTheSame."""
    if not config.is_relative_to(ROOT):
        raise NotTheSame(f"{config} is not below {ROOT}: only what lies there can be copied and built elsewhere.")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        sites = [
            build_elsewhere(Path(folder) / name, config.relative_to(ROOT), arguments, place)
            for name, place in zip(("first", "a-second and longer"), PLACES, strict=True)
        ]
        return compare(*sites)


def build_elsewhere(folder: Path, config: Path, arguments: list[str], place: dict[str, str]) -> Path:
    """Copy the project to `folder`, with the times of today, build it as if in another place, and return its site."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT, copy_function=shutil.copyfile)
    site = folder / "built"
    command = [sys.executable, "-m", "scripts.build", "--config", str(folder / config), "--site-dir", str(site), *arguments]
    environment = {**os.environ, **place, "PYTHONPATH": str(folder)}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise NotTheSame(f"{result.stdout}{result.stderr}".strip())
    return site


def compare(first: Path, second: Path) -> int:
    """Return the number of files when both folders hold the same. Raises NotTheSame with the names that differ."""
    one, other = (read_folder(folder) for folder in (first, second))
    different = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    if different:
        raise NotTheSame("\n".join(["These files differ between two builds of the same sources:", *different]))
    return len(one)


def read_folder(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
