"""What the engine knows of itself: its name and version, where its files are, and how people call its commands."""

import os
import sys
from pathlib import Path

VERSION = "0.1.0"
# What pip installs, and what Python then imports. In the repository that is `macros`.
DISTRIBUTION, PACKAGE = "support-portal", "support_portal"
FOLDER = Path(__file__).resolve().parent
# Inside the package where it was installed, beside it in the repository.
OVERRIDES = next(folder for folder in (FOLDER / "overrides", FOLDER.parent / "overrides") if folder.is_dir())
COMPONENTS = OVERRIDES / "components"
LOCALES = OVERRIDES / "locales"
# Set by the repository's own scripts, which work from any folder.
REPOSITORY = "PORTAL_REPOSITORY"


class Failed(Exception):
    """What a person asked for can't be done; the message says why, and what to do."""


def find_project() -> Path:
    """Return the folder of the portal that a command is for: where the person stands, or the repository of its own scripts."""
    return Path(os.environ.get(REPOSITORY, ""))


def call(command: str) -> str:
    """Return how a person runs a command here: `portal build`, or `scripts/build` in the repository."""
    return f"scripts/{command}" if REPOSITORY in os.environ else f"portal {command}"


def know_by_name() -> None:
    """Let a mkdocs.yml that asks for the installed engine have this one."""
    sys.modules.setdefault(PACKAGE, sys.modules[__name__.rpartition(".")[0]])
