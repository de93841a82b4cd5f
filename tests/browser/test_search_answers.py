"""What the search answers on a small planted site, to the digit.

`tests/examples/search/answers.txt` holds each query behind a question mark, and below it what was found: for each page its score and
what it is made of, its title and heading, and the stretch of text that is shown, with the marks in brackets. After a change that is
meant to find other things, read the difference and take over the file that the failed test names.
"""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.facts.search import SearchFile
from macros.publish.search_index import make_definition
from macros.search import index
from macros.search.documents import SearchPage, SearchSection
from macros.sources.yaml_file import parse_source
from tests.found_good import EXAMPLES, compare

FOLDER = EXAMPLES / "search"
ASK = """async ([components, files, queries]) => {
  const { openSearch } = await import(`${components}engine.js`);
  const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const asked = [];
  const get = async url => {
    const name = url.pathname.slice(1, -4);
    asked.push(name);
    return new Response(bytesOf(files[name]));
  };
  const answers = [];
  for (const query of queries) {
    asked.length = 0;
    const loadLunr = () => {
      asked.push("lunr");
      return globalThis.lunr;
    };
    const { ask } = await openSearch("http://index.example/", loadLunr, get);
    const found = await ask(query, 4);
    answers.push({ ...found, files: [...asked].sort() });
  }
  return answers;
}"""


def read_site() -> tuple[SearchFile, list[SearchPage]]:
    data = parse_source((FOLDER / "site.yml").read_text(encoding="utf-8"), "site.yml").data
    return SearchFile.model_validate(data["settings"]), [_page(**page) for page in data["pages"]]


def _page(url: str, title: str, text: str = "", sections: dict[str, str] | None = None, parts: int = 0, **more: Any) -> SearchPage:
    listed = [(anchor, *words.split("|")) for anchor, words in (sections or {}).items()]
    listed += [(f"part-{number}", f"Part {number}", f"Entry {number} of the log: fog and rain.") for number in range(parts)]
    return SearchPage(url, title, (SearchSection("", title, text), *(SearchSection(*section) for section in listed)), **more)


def in_lines(query: str, found: dict[str, Any]) -> Iterator[str]:
    """One answer as the file has it."""
    yield f"? {query}"
    said = {name: found[name] for name in ("query", "everything", "words") if found[name] != query.strip()}
    said |= {name: found[name] for name in ("kind", "unwanted") if found[name]}
    if found["corrections"]:
        said["corrected"] = [" > ".join(one.values()) for one in found["corrections"]]
    answer = found.get("answer") or {"marked": []}
    facts = f"{_marked(answer['marked'])} {answer.get('kind') or ''}"
    yield f"  {found.get('good') or 0} good of {found['total']} {[one['name'] for one in found['kinds']]} {said or ''} {facts}".rstrip()
    yield f"  {' '.join(found['files'])}"
    for place, result in enumerate(found["results"]):
        parts = " ".join(f"{name} {value:.3g}" for name, value in result["parts"].items() if value)
        yield f"  {result['score']:.3f} {result['url']} {parts}"
        title, heading, snippet = (_marked(pieces) for pieces in (*result["marked"].values(), result["snippet"]))
        if place < 2:
            yield f"    {result['kindName']} | {title} | {heading} | {snippet} | {'; '.join(result['symptoms'])}"


def _marked(pieces: list[dict[str, Any]]) -> str:
    return "".join(f"[{piece['text']}]" if piece["match"] else piece["text"] for piece in pieces)


def test_every_answer_is_the_one_that_was_read_and_found_good(
    new_page: Callable, site_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in {"SHARD_BYTES": 900, "TEXT_BYTES": 700, "POSTINGS": 9}.items():
        monkeypatch.setattr(index, name, size)
    settings, pages = read_site()
    definition = make_definition(settings, None)
    extra = {"kindNames": {"guide": "Guide & more"}, "answers": [
        {"says": ["visit price", "how much"], "asks": ["visit price", "price visit much"], "title": "Price"},
        {"says": ["hours"], "asks": ["open hour", "hour"], "title": "Hours", "url": "desk/"},
        {"says": ["s1"], "title": "Level"},
        {"says": ["cost"], "asks": ["price", "bill"], "title": "Cost"},
    ]}  # fmt: skip
    files = {name: base64.b64encode(content).decode() for name, content in index.split_index(pages, definition, extra).items()}
    queries = [line[2:] for line in (FOLDER / "answers.txt").read_text(encoding="utf-8").splitlines() if line.startswith("? ")]
    page = new_page("")
    page.add_script_tag(url=f"{site_url}search/lunr-en.js")
    answers = page.evaluate(ASK, [f"{site_url}components/search/", files, queries])
    compare(
        "search/answers.txt", (line for query, found in zip(queries, answers, strict=True) for line in in_lines(query, found)), tmp_path
    )
