"""Every script of ours is still a script when it is published, in the browser that runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
# A module that cannot be parsed says so before anything of it runs; one that can ends at the first statement. What
# it imports cannot be found from a blob, which is said only after parsing.
PARSE = """async (address) => {
  const text = await (await fetch(address)).text();
  const url = URL.createObjectURL(new Blob(["throw new RangeError('parsed');" + text], { type: "text/javascript" }));
  return import(url).then(() => "ran", (error) => error.name);
}"""


def test_every_published_module_still_parses(new_page: Callable, site_url: str) -> None:
    page = new_page("policy/severity-levels/")
    modules = sorted(path.relative_to(ASSETS).as_posix() for pattern in ("*.mjs", "*.js") for path in ASSETS.rglob(pattern))
    said = {name: page.evaluate(PARSE, f"{site_url}assets/{name}") for name in modules}
    assert set(said.values()) <= {"RangeError", "TypeError"}, said
    assert page.evaluate(PARSE, "data:text/javascript,let a = ;") == "SyntaxError"
