"""Check the few words of `mkdocs.yml` that the theme writes into every page as they are. The engine checks the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from ..sources.problems import Problem
from .pages import PLAIN, find_markup

_WORDS = ("site_name", "site_description", "site_author")


def check_settings(docs_dir: Path) -> Iterator[Problem]:
    """Yield each of these settings in which a browser would read markup. Settings that are no YAML are the engine's to refuse."""
    path = docs_dir.parent / "mkdocs.yml"
    try:
        settings = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return
    for key, value in settings.value if isinstance(settings, yaml.MappingNode) else ():
        if key.value in _WORDS and isinstance(value, yaml.ScalarNode) and (found := find_markup(value.value)):
            place = value.start_mark
            yield Problem(path.name, place.line + 1, place.column + 1, key.value, f"{found} in the {key.value}", PLAIN, "say it in words")
