"""Bring the data files of an older version to the one that this engine reads: say what changed, and rewrite what can be."""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ..checks import check_project
from ..engine import PACKAGE, Failed, call, find_project
from ..sources.files import display_path
from ..sources.problems import format_report
from ..sources.yaml_file import LOADER

STEPS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("upgrades.yml").read_text(encoding="utf-8"))
Edit = tuple[int, int, str]
"""Where a text begins and ends, and what takes its place."""


class NotUpgraded(Exception):
    """Nothing was changed; the message says why."""


def take_steps(docs: Path) -> Iterator[tuple[dict[str, Any], list[Path]]]:
    """Take each step that is left, and yield it with the files that changed. Raises NotUpgraded."""
    organisation = docs / "_data" / "organisation.yml"
    version, newest = read_version(organisation), STEPS[-1]["from"] + 1
    if version > newest:
        raise NotUpgraded(f"the data files are of version {version}, and this engine knows {newest}: install a newer engine")
    for step in STEPS:
        if step["from"] >= version:
            changed = upgrade(docs, step)
            write_version(organisation, step["from"] + 1)
            yield step, changed


def upgrade(docs: Path, step: dict[str, Any]) -> list[Path]:
    """Take one step; return the files that changed. What the step does not name, comments too, stays as it is. Raises NotUpgraded."""
    data, texts = docs / "_data", {}
    moved = {data / old: data / new for old, new in step.get("files", {}).items() if (data / old).is_file() and not (data / new).exists()}
    for path in sorted(data.rglob("*.yml")):
        name = moved.get(path, path).relative_to(data).as_posix()
        keys = step.get("keys", {}).get("*", {}) | step.get("keys", {}).get(name, {})
        edits = list_edits(path, keys, step.get("values", {}).get(name, {}), step.get("gone", {}).get(name, ()))
        texts[path] = apply(read(path), edits)
    for path in sorted(docs.rglob("*.md")):
        texts[path] = read(path)
        for old, new in step.get("macros", {}).items():
            texts[path] = re.sub(rf"(\{{\{{-?\s*){re.escape(old)}(?=\s*\()", rf"\g<1>{new}", texts[path])
    settings = docs.parent / "mkdocs.yml"
    if step.get("settings") and settings.is_file():
        texts[settings] = apply(read(settings), list_settings_edits(settings))
    changed = [path for path, text in texts.items() if write(path, text)]
    for old, new in moved.items():
        old.rename(new)
    return sorted({*(moved.get(path, path) for path in changed), *moved.values()})


def list_settings_edits(path: Path) -> list[Edit]:
    """Return what makes the `mkdocs.yml` of the first version one of a portal, whose engine may be installed instead of copied."""
    text = read(path)
    top = {key.value: (key, value) for key, value, _ in _list_entries(compose(path, text), deep=False)}
    edits = list[Edit]()
    if "extra" not in top:
        edits.append((len(text), len(text), ("" if text.endswith("\n") else "\n") + "\nextra:\n  portal: true\n"))
    elif not isinstance(extra := top["extra"][1], yaml.MappingNode):  # nothing stands there
        end = top["extra"][0].end_mark.index
        edits.append((end, max(extra.end_mark.index, end + 1), ":\n  portal: true"))
    elif "portal" not in (each.value for each, _ in extra.value):
        start = extra.value[0][0].start_mark if extra.value else extra.start_mark
        separator = ", " if extra.flow_style else "\n" + " " * start.column
        edits.append(
            (start.index, start.index, f"portal: true{separator}") if extra.value else (start.index, extra.end_mark.index, "{portal: true}")
        )
    for key, value, _ in _list_entries(compose(path, text)):
        is_named = isinstance(value, yaml.ScalarNode) and not (path.parent / value.value).is_dir()
        if is_named and (key.value, value.value) == ("module_name", "macros"):
            edits.append((key.start_mark.index, value.end_mark.index, f"modules: [{PACKAGE}]"))
        elif is_named and (key.value, value.value) == ("custom_dir", "overrides"):
            edits.append(_cut_lines(text, key, value))
    return edits


def compose(path: Path, text: str) -> yaml.Node | None:
    """Return a YAML file as nodes, which know their places. Raises NotUpgraded when it is no YAML."""
    try:
        return yaml.compose(text, LOADER)
    except yaml.YAMLError as problem:
        raise NotUpgraded(f"{display_path(path)} is no YAML: {problem}") from None


def list_edits(path: Path, keys: dict[str, str], values: dict[str, dict[str, str]], gone: list[str]) -> list[Edit]:
    """Return what to rewrite in a data file. Raises NotUpgraded when it is no YAML."""
    text, edits = read(path), []
    for key, value, in_braces in _list_entries(compose(path, text)):
        start, end = key.start_mark.index, key.end_mark.index
        if key.value in gone:
            edits.append(_cut_from_braces(text, start, value.end_mark.index) if in_braces else _cut_lines(text, key, value))
        elif key.value in keys:
            edits.append((start, end, keys[key.value]))
        if isinstance(value, yaml.ScalarNode) and (new := values.get(key.value, {}).get(value.value)):
            edits.append((value.start_mark.index, value.end_mark.index, new))
    return edits


def _list_entries(node: yaml.Node | None, deep: bool = True) -> Iterator[tuple[yaml.Node, yaml.Node, bool]]:
    """Yield each key with its value, and whether the two stand in braces."""
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        key, value = child if isinstance(node, yaml.MappingNode) else (None, child)
        if key is not None:
            yield key, value, bool(node and node.flow_style)  # type: ignore[attr-defined]
        if deep:
            yield from _list_entries(value)


def _cut_lines(text: str, key: yaml.Node, value: yaml.Node) -> Edit:
    """Return how to take out the lines of an entry, the comments before the next one excepted."""
    while isinstance(value, yaml.CollectionNode) and value.value and not value.flow_style:
        value = value.value[-1][1] if isinstance(value, yaml.MappingNode) else value.value[-1]
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = text.find("\n", max(value.end_mark.index - 1, key.end_mark.index)) + 1 or len(text)
    dash = text[start : key.start_mark.index]
    if "-" not in dash:
        return start, end, ""
    following = re.compile(r"[ ]*").match(text, end)
    assert following
    return key.start_mark.index, following.end(), ""  # the next key takes the place behind the dash


def _cut_from_braces(text: str, start: int, end: int) -> Edit:
    """Return how to take an entry out of `{…}`, with the comma after it, else with the one before it."""
    if comma := re.compile(r"\s*,\s*").match(text, end):
        return start, comma.end(), ""
    return len(re.sub(r"\s*,\s*$", "", text[:start])), end, ""


def apply(text: str, edits: list[Edit]) -> str:
    """Return the text with all edits made."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def write(path: Path, text: str) -> bool:
    """Write a file unless it says that already; return whether it changed."""
    if read(path) == text:
        return False
    path.write_text(text, encoding="utf-8", newline="")
    return True


def read_version(organisation: Path) -> int:
    """Return the version of the data files; those of the first need not name it. Raises NotUpgraded."""
    if not organisation.is_file():
        raise NotUpgraded(f"there is no {display_path(organisation)}, which says the version")
    found = re.search(r"^data_version:\s*(\d+)", read(organisation), re.MULTILINE)
    return int(found[1]) if found else 1


def write_version(organisation: Path, version: int) -> None:
    """Write the version into its line, or into a new one before the first key."""
    text, line = read(organisation), f"data_version: {version}"
    named, count = re.subn(r"^data_version:\s*\d+", line, text, count=1, flags=re.MULTILINE)
    write(organisation, named if count else re.sub(r"^(?=\w)", f"{line}\n", text, count=1, flags=re.MULTILINE))


def main(arguments: list[str]) -> int:
    """Upgrade step by step, then check; return 0 when the check is content."""
    parser = argparse.ArgumentParser(prog=call("upgrade"), description=__doc__)
    parser.add_argument("--docs", type=Path, default=find_project() / "docs", help="the docs folder (default: docs)")
    options = parser.parse_args(arguments)
    taken = False
    try:
        for step, changed in take_steps(options.docs):
            taken = True
            print(f"Version {step['from'] + 1} of the data files:\n" + "\n".join(f"- {sentence}" for sentence in step["changed"]))
            print("\n".join(f"Changed {display_path(path)}" for path in changed))
    except NotUpgraded as reason:
        raise Failed(f"Not upgraded: {reason}.") from None
    if not taken:
        print(f"The data files are of version {STEPS[-1]['from'] + 1}, which is the newest that this engine knows.")
    problems = [problem for problem in check_project(options.docs, None)[1] if problem.level == "error"]
    if problems:
        print(f"What no command can rewrite is left to you:\n{format_report(problems)}", file=sys.stderr)
    else:
        print(f"The facts and pages are good. Look at them: {call('serve')}")
    return 1 if problems else 0
