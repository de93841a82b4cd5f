"""Facts and pages in another language: `_data/de/levels.yml` holds nothing but the texts of `_data/levels.yml`, each at its id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .files import list_files
from .problems import Problem, ProblemLevel, nearest, show_value
from .yaml_file import Source, list_texts
from .yaml_nodes import FieldPath

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True)
class TranslatedSource(Source):
    """A file with the texts of another language in their places."""

    base: Source = field(default_factory=lambda: Source(""))
    """The file in the facts' own language."""
    words: Source = field(default_factory=lambda: Source(""))
    """The file with those texts."""
    places: Mapping[FieldPath, FieldPath] = field(default_factory=dict)
    """Where each text that was replaced stands, and where its replacement does."""

    def problem(
        self, path: FieldPath, found: str, expected: str, hint: str = "", level: ProblemLevel = "error", *, at_key: bool = False
    ) -> Problem:
        """Return a `Problem` at the value of `path`, in the file that gives it."""
        if path in self.places:
            return self.words.problem(self.places[path], found, expected, hint, level, at_key=at_key)
        return super().problem(path, found, expected, hint, level, at_key=at_key)


def translate(base: Source, words: Source) -> TranslatedSource:
    """Return the facts of `base` with the texts of `words`. What has no place in `base` becomes a problem."""
    merger = _Merger(words)
    data = merger.merge(base.data, words.data, (), ()) if not (base.problems or words.problems) else base.data
    problems = (*base.problems, *words.problems, *merger.problems)
    return TranslatedSource(base.file, data, base.positions, base.key_positions, problems, base, words, merger.places)


class _Merger:
    def __init__(self, words: Source) -> None:
        self.words = words
        self.problems: list[Problem] = []
        self.places: dict[FieldPath, FieldPath] = {}

    def merge(self, base: Any, words: Any, path: FieldPath, at: FieldPath) -> Any:
        """Return `base` with the texts of `words`, which stand at `at`."""
        if isinstance(base, dict) and isinstance(words, dict):
            return self._merge_keys(base, words, path, at)
        if isinstance(base, tuple) and isinstance(words, tuple):
            if _is_list_of_words(base) and _is_list_of_words(words):  # a language has as many synonyms as it has
                self.places[path] = at
                self.places |= {(*path, *steps): (*at, *steps) for steps, _ in list_texts(words)}
                return words
            if all(isinstance(entry, dict) and "id" in entry for entry in base):
                return self._merge_by_id(base, words, path, at)
            if len(base) == len(words):
                return tuple(
                    self.merge(entry, other, (*path, index), (*at, index))
                    for index, (entry, other) in enumerate(zip(base, words, strict=True))
                )
            self._refuse(at, words, f"a list of {len(base)}, like the one that it translates")
        elif isinstance(base, str) and isinstance(words, str):
            self.places[path] = at
            return words
        elif words != base:
            self._refuse(at, words, "a text" if isinstance(base, str) else f"nothing, or {show_value(base)}: only texts are translated")
        return base

    def _merge_keys(self, base: dict[str, Any], words: dict[str, Any], path: FieldPath, at: FieldPath) -> dict[str, Any]:
        for key in words:
            if key not in base:
                expected = "a key of the entry that it translates"
                self.problems.append(self.words.problem((*at, key), f"the key '{key}'", expected, nearest(key, base), at_key=True))
        return {
            key: self.merge(value, words[key], (*path, key), (*at, key)) if key in words and key != "id" else value
            for key, value in base.items()
        }

    def _merge_by_id(self, base: tuple[Any, ...], words: tuple[Any, ...], path: FieldPath, at: FieldPath) -> tuple[Any, ...]:
        known = {entry["id"]: index for index, entry in enumerate(base)}
        merged = list(base)
        for number, entry in enumerate(words):
            name = entry.get("id") if isinstance(entry, dict) else None
            if name in known:
                index = known[name]
                merged[index] = self.merge(base[index], entry, (*path, index), (*at, number))
            else:
                where = (*at, number, "id") if name else (*at, number)
                self.problems.append(
                    self.words.problem(where, show_value(name or entry), "the id of an entry that it translates", nearest(name, known))
                )
        return tuple(merged)

    def _refuse(self, at: FieldPath, words: Any, expected: str) -> None:
        self.problems.append(self.words.problem(at, show_value(words), expected))


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, str) or _is_list_of_words(entry) for entry in value)


def list_languages(data_dir: Path) -> list[str]:
    """Return the languages for which there are texts of facts beside the facts' own: each has a folder."""
    folders = sorted(data_dir.iterdir()) if data_dir.is_dir() else []
    return [folder.name for folder in folders if folder.is_dir() and LANGUAGE.fullmatch(folder.name)]


def words_of(path: Path, language: str) -> Path | None:
    """Return the file with the texts of a data file in another language: `_data/de/levels.yml` for `_data/levels.yml`."""
    data_dir = next((folder for folder in path.parents if folder.name == "_data"), None)
    return data_dir / language / path.relative_to(data_dir) if language and data_dir else None


def find_pages(data_dir: Path, folder: str, language: str) -> dict[str, Path]:
    """Return the pages of a folder by name, each in `language` where it says the same in that one: `name.de.md`, or `de/…/name.md`.

    The folder is among the pages, or where each language has a folder, among those of the facts' own.
    """
    docs, others = data_dir.parent, list_languages(data_dir)
    own = [each for each in sorted(docs.iterdir()) if LANGUAGE.fullmatch(each.name) and each.name not in others]
    place = next((each / folder for each in (docs, *own) if (each / folder).is_dir()), None)
    endings = tuple(f".{other}.md" for other in others)
    found = {
        name.removesuffix(".md"): path
        for name, path in (list_files(place).files.items() if place else ())
        if "/" not in name and name.endswith(".md") and not name.startswith("index.") and not name.endswith(endings)
    }
    for name, path in found.items() if language else ():
        for other in (path.with_name(f"{name}.{language}.md"), docs / language / folder / f"{name}.md"):
            if other.is_file():
                found[name] = other
    return found
