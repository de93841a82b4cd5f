"""What the status page's JSON becomes, and what readers are shown of it at one moment, to the word.

`tests/examples/status/records.txt`, `shown.txt` and `changes.txt` hold what was read and found good. After a wanted change, read the difference and
take over the file that the failed test names.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from macros.status.adapters import read_adapters, script_rules
from tests.browser.test_status_manners import FULL
from tests.found_good import compare
from tests.status_bodies import BODIES, CHANGES_OF_A_PAGE, ODD_BODIES, STATES_OF_A_PAGE
from tests.status_reader import Reader, later
from tests.status_servers import Answer

NOW = "2026-11-22T21:00:00Z"
PAGE = "https://status.example.com/"
READ = """async ([module, cases, page, now]) => {
  const { normalise } = await import(module);
  return cases.map(([rules, body]) => normalise(rules, body, page, now));
}"""
SHOWN = r"""() => {
  const show = node => {
    const copy = node.cloneNode(true);
    for (const left of copy.querySelectorAll("[hidden], template")) left.remove();
    for (const block of copy.querySelectorAll("p, li, summary, h2, div")) block.prepend(block.localName === "summary" ? " > " : " | ");
    for (const link of copy.querySelectorAll("a[href]"))
      link.append(link.href.startsWith("data:") ? decodeURIComponent(link.href.split(",")[1]).replace(/\r\n/g, " / ") : `<${link.href.replace(location.origin, "")}>`);
    return copy.textContent.replace(/\s+/g, " ").replace(/( [|>])+ /g, "$1 ").replace(/\b(hr|min)s?\.?(?= )/g, "$1").trim();
  };
  const views = [".status-panel .status-view", ".status-advice", ".status-coming", ".status-banner .status-view", ".status-hint-live", ".status-said"];
  const ranks = [...document.querySelectorAll(".status-view")].map(({ dataset }) => dataset.rank);
  return [ranks.join(), ...views.map(view => show(document.querySelector(view)))];
}"""
# How long ago something was depends on how long each answer was on its way.
AGES = re.compile(r"(\d+ (hr|min)s?\.? )+ago|\b(just )?now\b|\d\d:\d\d(?= UTC)")
TOLD = (".status-panel .status-view", ".status-banner .status-view", ".status-hint-live")


def test_each_body_becomes_the_record_that_was_read_and_found_good(reader: Callable[..., Reader], tmp_path: Path) -> None:
    seen = reader(Answer(), bypass_csp=True).visit("banner")
    cases = {**BODIES, **ODD_BODIES}
    rules = {name: script_rules(name) for name in read_adapters()}
    module = f"{seen.site.url}components/status/status-record.js"
    given = [[rules[adapter], body] for adapter, body in cases.values()]
    records = seen.page.evaluate(READ, [module, given, PAGE, NOW])
    compare("status/records.txt", _in_lines(dict(zip(cases, records, strict=True))), tmp_path)


def _in_lines(records: dict[str, Any]) -> Iterator[str]:
    for name, record in records.items():
        yield f"# {name}"
        for key, value in (record or {}).items():
            if value not in ([], "", False):
                yield from (f"{key} {json.dumps(each, ensure_ascii=False)}" for each in _listed(key, value))


def _listed(key: str, value: Any) -> list[Any]:
    if key not in ("incidents", "maintenances"):
        return [value]
    return value if len(value) < 20 else [value[0], value[-1], len(value)]


def test_readers_are_shown_what_was_read_and_found_good(reader: Callable[..., Reader], tmp_path: Path) -> None:
    lines: list[str] = []
    for name, (body, kind) in STATES_OF_A_PAGE.items():
        seen = reader(Answer(body), at=NOW, timezone_id="America/New_York" if name.startswith("at the provider") else "Europe/Berlin")
        seen.site.audience = "calls"
        seen.visit()
        seen.page.locator(".status-panel[data-done]").wait_for()
        seen.settle()
        if kind is not None:
            seen.page.locator("status-hint").evaluate("(hint, kind) => { hint.dataset.kind = kind; }", kind)
        lines += [f"# {name}", *seen.page.evaluate(SHOWN)]
    compare("status/shown.txt", lines, tmp_path)


def test_readers_are_told_of_changes_as_was_read_and_found_good(reader: Callable[..., Reader], tmp_path: Path) -> None:
    lines: list[str] = []
    seen = reader(Answer(b"", 503), at=NOW)
    seen.page.add_init_script("Math.random = () => 0.5")  # each wait is drawn by lot around its length
    seen.visit()
    seen.page.locator(".status-panel[data-done]").wait_for()
    seen.page.evaluate(
        "window.told = 0; new MutationObserver(() => { window.told += 1 }).observe(document.querySelector('.status-said'), { childList: true })"
    )
    for name, (body, seconds, notice) in CHANGES_OF_A_PAGE.items():
        seen.site.notice = json.dumps({"text": notice}).encode()
        if "full" in name:
            seen.page.evaluate(f"{FULL} null")
        later(seen, Answer(body) if body else Answer(b"", 503), seconds)
        views = [seen.page.locator(view).inner_text() for view in TOLD]
        lines += [f"# {name}", *(AGES.sub("…", " ".join(view.split())) for view in views)]
        lines.append(f"{seen.said()} ({seen.page.evaluate('window.told')})")
    compare("status/changes.txt", lines, tmp_path)
