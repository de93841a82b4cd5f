"""List and read the files of a project, whatever stands there: dangling links, loops of folders, pipes, unreadable files."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Listing:
    """The regular files below a folder by their path in it, and what stands there that is none."""

    files: dict[str, Path]
    problems: tuple[Problem, ...] = ()

    def inside(self, folder: str) -> dict[str, Path]:
        """Return the data files that lie in a folder themselves, by their names without ending."""
        return {path.stem: path for name, path in self.files.items() if name == f"{folder}/{path.stem}.yml"}


def list_files(folder: Path) -> Listing:
    """Return every file below `folder`, sorted. Hidden ones are left out, as MkDocs does: editors lock files with dangling links."""
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    _walk(folder, "", (os.path.realpath(folder),), files, problems)
    return Listing(files, tuple(problems))


def _walk(folder: Path, below: str, above: tuple[str, ...], files: dict[str, Path], problems: list[Problem]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_whole(folder, f"a folder that cannot be read ({error.strerror})", "a readable folder"))
        return
    for entry in entries:
        path, name = folder / entry.name, below + entry.name
        if entry.name.startswith("."):
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            found = "a link to nothing" if entry.is_symlink() else f"a file that cannot be read ({error.strerror})"
            problems.append(_whole(path, found, "a readable file", "delete it, or point it at a file" if entry.is_symlink() else ""))
            continue
        if stat.S_ISREG(mode):
            files[name] = path
        elif not stat.S_ISDIR(mode):
            problems.append(_whole(path, "a pipe, socket or device", "a file"))
        elif entry.name.endswith((".md", ".yml")):
            problems.append(_whole(path, f"a folder named {entry.name}", "a file, or a folder of another name"))
        elif entry.is_symlink() and os.path.realpath(path) in above:
            problems.append(_whole(path, "a link to a folder that it stands in", "no loops of folders", "MkDocs would follow it for ever"))
        else:
            _walk(path, name + "/", (*above, os.path.realpath(path)), files, problems)


def read_text(path: Path, name: str) -> str | Problem:
    """Return the text of a file with line feeds as line ends, or what is wrong with it; `name` is what reports call it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Problem(name, 1, 1, "", "a folder" if path.is_dir() else "a pipe, socket or device", "a file")
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Problem(name, 1, 1, "", "a link to nothing" if path.is_symlink() else "no such file", "a file with this name")
    except OSError as error:
        return Problem(name, 1, 1, "", f"a file that cannot be read ({error.strerror})", "a readable file")
    if len(raw) > MAX_BYTES:
        found = f"a file of {path.stat().st_size / 1_000_000:.1f} MB"
        return Problem(name, 1, 1, "", found, "at most 1 MB", "split it, or look for pasted data")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        found = "a binary file" if b"\0" in raw else f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
        return Problem(name, line, column, "", found, "text saved as UTF-8")


def display_path(path: Path) -> str:
    """Return a path as reports show it: relative to the folder the command runs in, when it is below it."""
    below = os.path.relpath(path)
    return path.as_posix() if below.startswith("..") else below.replace(os.sep, "/")


def _whole(path: Path, found: str, expected: str, hint: str = "") -> Problem:
    return Problem(display_path(path), 1, 1, "", found, expected, hint)
