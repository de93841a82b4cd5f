"""What the analyser's worker finds in made-up lists, on a page that holds the analyser."""

from __future__ import annotations

from typing import Any

# How a list tells its bad records: a column, and in words which of its values; the worker's own guess when it is not said.
_FIND = """async (lists) => {
  const data = JSON.parse(document.querySelector('commonality-analyser template[data-part="data"]').content.textContent);
  const base = document.querySelector('script[src*="/portal.js"]').src;
  const tests = { "is": (cell, value) => cell === value, "is not": (cell, value) => cell !== value, "does not begin with": (cell, value) => !cell.startsWith(value) };
  function markBy({ columns }, [name, words]) {
    const [, how, value] = / (is not|is|does not begin with) (.*)$/.exec(words);
    const column = columns.findIndex((each) => each.name === name);
    return { column, bad: columns[column].values.flatMap(({ text }, code) => (tests[how](text, value) ? [code] : [])) };
  }
  const found = [];
  for (const { text, failed } of lists) {
    const worker = new Worker(new URL("../commonality-analyser/commonality-worker.js", base), { type: "module" });
    const ask = (request) => new Promise((answer, fail) => {
      worker.onerror = fail;
      worker.onmessage = ({ data }) => data.tell !== "progress" && answer(data);
      worker.postMessage(request);
    });
    const table = await ask({ do: "read", sources: [text], ...data });
    const marker = failed ? markBy(table, failed) : table.marker;
    const use = table.columns.flatMap(({ reason }, index) => (reason || index === marker.column ? [] : [index]));
    const result = await ask({ do: "rank", ...data, marker, use, insisted: [], identifier: table.identifier });
    worker.terminate();
    found.push(result.worse.filter(({ shadowOf }) => shadowOf === undefined).map(({ parts }) => parts));
  }
  return found;
}"""


def find_causes(page: Any, lists: list[dict[str, Any]]) -> list[list[list[dict[str, str]]]]:
    """Return the causes that are found in each list, the strongest first: the parts of each, with column and value."""
    found: list[list[list[dict[str, str]]]] = page.evaluate(_FIND, lists)
    return found
