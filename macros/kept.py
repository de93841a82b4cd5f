"""What the last build made of the very same sources, so that the next one need not make it again.

Nothing outlives a change: one fingerprint covers all that the pages follow from, facts, pages, fragments and code. A build
whose fingerprint is known has been checked, so it needs neither the models nor the facts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LIBRARIES = ("jinja2", "pydantic")


@dataclass
class Kept:
    """The pages and files that follow from sources of one `fingerprint`."""

    fingerprint: str
    pages: dict[str, str] = field(default_factory=dict)
    """A page's path below the docs folder -> its Markdown with every macro drawn."""
    files: dict[str, str] = field(default_factory=dict)
    """A path below the site's root -> the text that is published there."""
    known: bool = False
    """Whether an earlier build kept this, and so found the sources good."""


def recall(file: Path, fingerprint: str) -> Kept:
    """Return what `file` keeps under `fingerprint`; empty when it keeps nothing, something else, or cannot be read."""
    try:
        found = json.loads(file.read_bytes())
        if found["fingerprint"] == fingerprint:
            return Kept(fingerprint, found["pages"], found["files"], known=True)
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return Kept(fingerprint)


def keep(file: Path, kept: Kept) -> None:
    """Write `kept` to `file` at one stroke. A folder that cannot be written only costs the next build its time."""
    text = json.dumps({"fingerprint": kept.fingerprint, "pages": kept.pages, "files": kept.files})
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def take_fingerprint(docs_dir: Path, settings: Iterable[object]) -> str:
    """Return a hash of everything that a drawn page follows from: sources, code, fragments, libraries and `settings`."""
    hashed = hashlib.sha256(repr((sys.version, [version(name) for name in LIBRARIES], *settings)).encode())
    for path in _sources(docs_dir):
        content = path.read_bytes()
        hashed.update(f"{path}\0{len(content)}\0".encode())
        hashed.update(content)
    return hashed.hexdigest()


def _sources(docs_dir: Path) -> Iterator[Path]:
    roots = ((docs_dir, (".md", ".yml", ".yaml")), (PROJECT / "macros", (".py",)), (PROJECT / "overrides/fragments", (".html",)))
    yield from (path for path in (docs_dir.parent / "mkdocs.yml",) if path.is_file())
    for root, endings in roots:
        yield from sorted((Path(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith(endings)), key=str)
