"""A copy of the company's portal whose every text is hostile: what may hold any words holds an attack.

Nobody lists the fields. Every text of every YAML file, and of every page's front matter, gets an attack behind its own
words; what the check refuses gets a shorter one, and at last its own words back. So a new field is attacked on the day
it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, groupby
from pathlib import Path
from typing import Any

import yaml

from macros.checks import check_project
from macros.sources.files import display_path
from macros.sources.page_file import parse_page
from macros.sources.problems import Problem, format_report
from macros.sources.yaml_file import Source, parse_source
from tests.company import copy_company

Steps = tuple[str | int, ...]
MARK = "hostile-mark"
"""An element that is in no page of ours. Where it is found, words became markup."""
# In composer.yml a pattern is proven on the examples beside it: attacked together, each would be refused for what the other is.
PROVEN_TOGETHER = {"pattern", "examples", "counter_examples"}
QUOTED = 30  # letters of a text, when a report about its neighbour quotes it
RUN = "window.hostile=1"

# In each: markup in quotes of both kinds, the braces of templates, and what means something to one reader of the text.
LONG = (
    f"<script>{RUN}</script><{MARK}>",
    f'"><img src=x onerror={RUN}><{MARK}>',
    f"'><svg onload={RUN}><{MARK}></svg>",
    f"</script><script>{RUN}</script><{MARK}>",
    f"</template></textarea></title><{MARK} onclick={RUN}>",
    f"]]></x><{MARK}/><!-- --!>",
    f"{{{{ 7*7 }}}} {{% raw %}} {{# <{MARK}> #}}",
    f"${{{RUN}}} `<{MARK}>` \\u003c{MARK}\\u003e &lt;{MARK}&gt;",
    f"[x](javascript:{RUN}) ![x](x) <{MARK}>",
    f"<javascript:{RUN}> <a href=javascript:{RUN}><{MARK}></a>",
    f"\u202e\u2066<{MARK}>\u200b\u00a0'\"`\\",
    f"\\'; -->\"}}]<{MARK}>%0d%0aX-Hostile:1; \n\nX-Hostile: 1\n",
    f"<iframe srcdoc='<script>parent.hostile=1</script>'><{MARK}>",
    f'=HYPERLINK("javascript:{RUN}") | **b** | `c` | # d <{MARK}>',
)
WITHOUT_MARKUP = (f"[x](javascript:{RUN}) '`\\ \u202e%0d%0aX-Hostile:1 $(7*7)",)
SHORT = ("\"><b>'", "{{7*7}}", "</script>", "${7*7}", "&lt;b>")
SHORTEST = ("'", "`", "\\", "*_")


@dataclass
class Text:
    """One text of the sources, and the attacks it may still get, longest first. A page repeats words of the facts of its name: they share one list."""

    file: Path
    path: Steps
    own: str
    attacks: list[str]
    refusals: list[Problem] = field(default_factory=list)

    @property
    def now(self) -> str:
        if not self.attacks:
            return self.own
        end = self.own[-1] if self.own[-1] in ".?" else ""
        return f"{self.own.removesuffix(end)} {self.attacks[0]}{end}"

    @property
    def kind(self) -> str:
        """Its place without the numbers: `channels.yml channels label`."""
        return " ".join(
            (self.file.name if self.file.suffix == ".yml" else "a page", *(step for step in self.path if isinstance(step, str)))
        )


def write_hostile_portal(folder: Path) -> list[Text]:
    """Write a project with a hostile copy of the company's docs into `folder`; return every text. `attacks` is empty where each was refused.

    Raises AssertionError when a refusal leads nowhere: it must stand where an attack stands.
    """
    docs = copy_company(folder)
    texts = list(_find_texts(docs))
    while True:
        files = _write(texts)
        problems = [problem for problem in check_project(docs, None)[1] if problem.level == "error"]
        if not problems:
            return texts
        blamed = [(problem, _blame(problem, files)) for problem in problems]
        assert any(attacks for _, attacks in blamed), "no attack stands where this is reported:\n" + format_report(problems)
        # A problem of a whole entry may follow from one text in it: first what is told of single texts.
        fewest = 1 if any(len(attacks) == 1 for _, attacks in blamed) else len(texts)
        for problem, attacks in blamed:
            for text in attacks if len(attacks) <= fewest else ():
                text.refusals.append(problem)
        for attacks in {id(text.attacks): text.attacks for text in texts if text.refusals and text.refusals[-1] in problems}.values():
            del attacks[:1]


def _find_texts(docs: Path) -> Iterator[Text]:
    attacks = zip(cycle(LONG), cycle(WITHOUT_MARKUP), cycle(SHORT), cycle(SHORTEST))
    given: dict[tuple[str, str], list[str]] = {}
    for file in sorted((*docs.rglob("_data/**/*.yml"), *docs.rglob("*.md"))):
        source = _read(file)
        for path, value in _walk(source.data):
            is_heading = file.name == "article-topics.yml" and path[0] == "headings"  # it must stand in the bodies of articles too
            if value.strip() and not is_heading and not (file.name == "composer.yml" and PROVEN_TOGETHER & set(path[2:3])):
                yield Text(file, path, value, given.setdefault((file.stem, value), list(next(attacks))))


def _walk(data: Any, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _walk(value, (*path, key))
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from _walk(value, (*path, index))


def _read(file: Path) -> Source:
    text = file.read_text(encoding="utf-8")
    return parse_source(text, file.name) if file.suffix == ".yml" else parse_page(text, file.name, file.name).front_matter


def _write(texts: list[Text]) -> dict[str, tuple[Source, list[Text]]]:
    """Write each file with its texts as they are now; return it as read, by the name that reports give it."""
    written = {}
    for file, group in groupby(texts, lambda text: text.file):
        listed = list(group)
        data = _plain(_read(file).data)
        for text in listed:
            _put(data, text.path, text.now)
        lines = yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=10**6)
        file.write_text(lines if file.suffix == ".yml" else _with_front_matter(file, lines), encoding="utf-8")
        written[display_path(file)] = (_read(file), listed)
    return written


def _with_front_matter(file: Path, lines: str) -> str:
    """The page with other front matter. Its heading goes: it would have to be the title, and the theme shows the title itself."""
    body = file.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    return f"---\n{lines}---\n{re.sub(r'^# .*$', '', body, count=1, flags=re.MULTILINE)}"


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, list | tuple) else data


def _put(data: Any, path: Steps, value: str) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def _blame(problem: Problem, files: dict[str, tuple[Source, list[Text]]]) -> list[Text]:
    """The attacks at the place of a problem or below it, or that the report quotes."""
    source, texts = files.get(problem.file, (Source(""), []))
    here = (problem.line, problem.column)
    places = {path for path, place in (*source.positions.items(), *source.key_positions.items()) if place == here}
    named = [path for path in places if source.describe(path) == problem.where] or sorted(places, key=len)
    below = [text for text in texts if text.attacks and named and text.path[: len(named[0])] == named[0]]
    return below or [text for text in texts if text.attacks and text.now[:QUOTED].casefold() in problem.expected.casefold()]
