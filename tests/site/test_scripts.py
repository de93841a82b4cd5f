"""Scripts are sent small, and only what was meant to go is gone."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.publish.scripts import shorten

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
MODULES = sorted(ASSETS.rglob("*.mjs"))
COMPOSER = ("ticket-*.mjs", "draft.mjs", "encoders.mjs")
ANALYSER_PAGE = ("commonality-analyser.mjs", "commonality-intake.mjs", "commonality-report.mjs", "draft.mjs")
ANALYSER_ENGINE = tuple(f"commonality-{part}.mjs" for part in ("worker", "csv", "table", "guess", "attributes", "ranking", "statistics", "examples"))
LONGEST = 12 * 1024


def test_comments_and_indentation_go_and_statements_stay() -> None:
    script = '/** What. */\nimport { a } from "./a.mjs";\n\n// why\nfunction b() {\n  /*\n   * how\n   */\n  return "// no comment"; // kept\n}\n'
    short = shorten(script)
    assert short == 'import { a } from "./a.mjs";\nfunction b() {\nreturn "// no comment"; // kept\n}\n'
    assert shorten(short) == short


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_has_text_over_several_lines(path: Path) -> None:
    """Shortening works by lines, so a template literal must begin and end on the same one."""
    for number, line in enumerate(shorten(path.read_text(encoding="utf-8")).splitlines(), 1):
        plain = re.sub(r'"(?:\\.|[^"\\])*"|/(?:\\.|\[[^]]*\]|[^/\\\[\n])+/', "", line)
        assert plain.count("`") % 2 == 0, f"{path.name}:{number}: {line}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_shortened_module_still_parses(path: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine; the browser tests run the same modules")
    file = tmp_path / path.name
    file.write_text(shorten(path.read_text(encoding="utf-8")), encoding="utf-8")
    result = subprocess.run([node, "--check", str(file)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("names", [COMPOSER, ANALYSER_PAGE, ANALYSER_ENGINE], ids=["composer", "analyser's page", "analyser's engine"])
def test_a_component_is_sent_in_twelve_kilobytes(built_site: Path, names: tuple[str, ...]) -> None:
    sent = sum(len(gzip.compress(path.read_bytes(), 9)) for name in names for path in (built_site / "assets").glob(name))
    assert 0 < sent <= LONGEST, f"{sent} bytes"
