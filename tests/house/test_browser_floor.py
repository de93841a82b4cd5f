"""The lint of scripts knows what the oldest supported browsers lack."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
YOUNG = [
    "Object.groupBy(list, one => one)", "Promise.withResolvers()", "one.union(two)", "map.values().map(one => one)", "new Intl.Segmenter()",
    "AbortSignal.any([one, two])", "requestIdleCallback(one)", "navigation.currentEntry",
]  # fmt: skip
OLD = ["Object.values(list).map(one => one)", "[...map.values()].map(one => one)", "list.toSorted()", "AbortSignal.timeout(1)"]


def test_the_lint_refuses_what_is_younger_than_the_oldest_browsers_and_nothing_else(tmp_path: Path) -> None:
    settings = json.loads((ROOT / "biome.json").read_text(encoding="utf-8"))
    plugins = [str(ROOT / plugin) for plugin in settings["plugins"]]
    (tmp_path / "biome.json").write_text(json.dumps({"plugins": plugins}), encoding="utf-8")
    lines = "".join(f"export const made{at} = {script};\n" for at, script in enumerate([*YOUNG, *OLD]))
    (tmp_path / "example.js").write_text(lines, encoding="utf-8")
    command = [Path(sys.executable).parent / "biome", "lint", "example.js"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    refused = [int(line) for line in re.findall(r"example\.js:(\d+):\d+ plugin", result.stdout + result.stderr)]
    assert refused == list(range(1, len(YOUNG) + 1))
