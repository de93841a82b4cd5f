"""Mutations of facts and pages as slips of a writer would make them, and what a reader would lose by one that is accepted."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import markdown
from mkdocs.utils.meta import get_data

from macros.sources.yaml_file import parse_source

WORD = re.compile(r"[^\W_]{2,}")
EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
INSERTED = (
    " #1 more", "\u202e", "\x07", ": ", "- ", "'", '"', "{", "}", "[", "]", "&a ", "*a ", "!!str ", "\t", "%", "@", "`", "|", ">", "\\", "\ud7ff",
    "<script>alert(1)</script>", "<b", "<!--", "-->", "{{ config }}", "{{", "{% set a = 1 %}", "[x](gone.md)", "](", "![x](https://a.example/b.png)",
    " onclick=x", "style='a'", "javascript:a()", "9" * 30, "1e400", "007", "null", "yes", "~", "---", "...", "titel: x\n", "A note: with a colon\n",
)  # fmt: skip


class Mutant(NamedTuple):
    """A changed file and what was done to it."""

    path: Path
    before: bytes
    after: bytes
    name: str


def list_mutants(docs: Path, seed: int, count: int) -> Iterator[Mutant]:
    """Yield `count` mutants of the YAML facts and the pages below `docs`, always the same for a seed."""
    choice = random.Random(seed)
    files = sorted([*docs.rglob("*.yml"), *docs.rglob("*.md")])
    while count:
        path = choice.choice(files)
        before = path.read_bytes()
        change = choice.choice(CHANGES)
        after = change(before.decode("utf-8"), choice).encode("utf-8", "surrogatepass")
        if after != before:
            count -= 1
            yield Mutant(path, before, after, f"{path.name}: {change.__name__}")


def _insert(text: str, choice: random.Random) -> str:
    at = choice.randrange(len(text))
    return text[:at] + choice.choice(INSERTED) + text[at:]


def _insert_at_line_end(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    lines[choice.randrange(len(lines))] += choice.choice(INSERTED)
    return "\n".join(lines)


def _insert_line(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(choice.randrange(len(lines)), choice.choice(INSERTED))
    return "\n".join(lines)


def _delete_line(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    del lines[choice.randrange(len(lines))]
    return "\n".join(lines)


def _double_line(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    at = choice.randrange(len(lines))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def _swap_lines(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    one, two = choice.randrange(len(lines)), choice.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _indent(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    at = choice.randrange(len(lines))
    lines[at] = "  " + lines[at] if choice.random() < 0.5 else lines[at].removeprefix("  ")
    return "\n".join(lines)


def _delete_character(text: str, choice: random.Random) -> str:
    at = choice.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _replace_value(text: str, choice: random.Random) -> str:
    lines = text.split("\n")
    keyed = [index for index, line in enumerate(lines) if re.match(r"\s*(?:- )?[\w-]+: \S", line)]
    if keyed:
        at = choice.choice(keyed)
        lines[at] = lines[at][: lines[at].index(": ") + 2] + choice.choice(
            ("null", "[]", "{}", "0", "-1", "x", "[a, a]", '""', "true", "1e9")
        )
    return "\n".join(lines)


def _truncate(text: str, choice: random.Random) -> str:
    return text[: choice.randrange(len(text))]


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _insert, _insert_at_line_end, _insert_line, _delete_line, _double_line, _swap_lines, _indent, _delete_character, _replace_value, _truncate,
)  # fmt: skip


def lost_words(mutant: Mutant) -> set[str]:
    """Return words of a mutant that its writer sees in the file and that no reader and no fact gets."""
    text = mutant.after.decode("utf-8")
    if mutant.path.suffix == ".yml":
        # A comment behind a number, a list or a quote cuts no text, and an escape is no letter.
        without_comments = re.sub(r"""(?:^|(?:true|false|null|\d|[]}:"'>|-]))\s*#.*$|\\x..|\\u....|\\[nt]""", " ", text, flags=re.MULTILINE)
        return set(WORD.findall(without_comments)) - set(WORD.findall(" ".join(_texts(parse_source(text, "x").data))))
    body, meta = get_data(text)
    seen = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", lambda match: f"`{match[0]}`", body, flags=re.DOTALL)
    html = unescape(markdown.markdown(seen, extensions=EXTENSIONS))
    note = " ".join(re.findall(r"\{#.*?#\}|<!--.*?-->|^\s*\[[^\]]+\]:.*$", body, flags=re.DOTALL | re.MULTILINE))
    given = set(WORD.findall(html + note + " ".join(map(str, _texts(meta if text.startswith("---") else {})))))
    without_comments = re.sub(r"^\s*#.*$", "", text.split("\n---", 1)[0], flags=re.MULTILINE) + text[len(text.split("\n---", 1)[0]) :]
    return set(WORD.findall(without_comments)) - given - {"markdown"}  # the attribute that asks for Markdown inside HTML


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    else:
        yield {True: "true", False: "false", None: "null"}.get(value, str(value)) if isinstance(value, bool | None) else str(value)
