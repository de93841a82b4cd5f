"""Examples of what the functions of our scripts return, run in one page.

In `tests/examples/scripts/NAME.txt`, a line behind `> ` is an expression and the line below it what it gives, as JSON; everything else
is code of the example. A first line `page ADDRESS` names the page that it runs in. After a wanted change, read the difference and take over the file that the failed test names.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.found_good import EXAMPLES, compare

FILES = sorted((EXAMPLES / "scripts").glob("*.txt"))
NOW = "2026-11-23T12:00:00Z"  # a Monday
SAY = """const SAY = async ask => {
  try {
    const plain = (_, value) => value instanceof Map ? [...value] : value instanceof Set ? [...value] : value === undefined ? null : typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    return (JSON.stringify(await ask(), plain) ?? "null").replaceAll(location.origin, "ORIGIN");
  } catch (error) {
    return `${error.name}`;
  }
};"""


def as_function(text: str) -> str:
    """The file as a function of the folder of all components, which returns the results."""
    code = [re.sub(r'^import (.+) from "(.+)";?$', r"const \1 = await import(`${base}\2`);", line) for line in text.splitlines()]
    code = [
        f"RESULTS.push(await SAY(() => ({line[2:]})));" if line.startswith("> ") else line
        for line in code
        if not line.startswith(("= ", "page "))
    ]
    return "\n".join(("async base => {", SAY, "const RESULTS = [];", *code, "return RESULTS;", "}"))


def with_results(text: str, told: list[str]) -> str:
    results = iter(told)
    kept = [line for line in text.splitlines() if not line.startswith("= ")]
    return "".join(f"{line}\n= {next(results)}\n" if line.startswith("> ") else f"{line}\n" for line in kept)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_functions_return_what_their_examples_say(new_page: Callable, site_url: str, tmp_path: Path, path: Path) -> None:
    expected = path.read_text(encoding="utf-8")
    named = re.match("page (.+)\n", expected)
    page = new_page(named[1] if named else "glossary/", now=NOW)
    page.wait_for_load_state("networkidle")
    told = with_results(expected, page.evaluate(as_function(expected), f"{site_url}components/"))
    compare(f"scripts/{path.name}", told.splitlines(), tmp_path)
