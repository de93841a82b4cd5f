"""A site that has its own MkDocs takes components and the search, and all else of it stays as it is.

The site is invented: it has a macro of its own named like one of ours, prices typed into its pages, code in braces, and a script.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError
from playwright.sync_api import expect

from macros import guest
from macros.views.arguments import ArgumentRefused
from tests.commands import run_command
from tests.company import PROJECT
from tests.site_server import serve_site

# How each element of a page is drawn, and where.
LOOKS = """() => [...document.body.querySelectorAll("*")].filter(node => node.checkVisibility()).map(node => {
  const { x, y, width, height } = node.getBoundingClientRect();
  const styles = [null, "::before", "::after"].map(part => getComputedStyle(node, part).cssText);
  return [node.tagName, x, y, width, height, ...styles].join(" ");
})"""
# Every class of our style sheets on the page whose name is one plain word, and that an element of the page's own would be dressed by.
FIND_LEAKS = """() => {
  const list = rules => [...rules].flatMap(rule => [rule.selectorText ?? "", ...list(rule.cssRules ?? [])]);
  const sheets = [...document.styleSheets].filter(sheet => sheet.href?.includes("/components/"));
  const selectors = sheets.flatMap(sheet => list(sheet.cssRules)).join();
  const dress = name => ["p", "div", "section", "span", "ul"].map(tag => {
    const element = document.createElement(tag);
    element.className = name;
    element.append("word", document.createElement("a"));
    document.querySelector("article").append(element);
    const looks = [element, element.lastChild].map(each => ["", "::before", "::after"].map(part => getComputedStyle(each, part)));
    const said = JSON.stringify(looks.flat().map(look => [...look].filter(key => !key.startsWith("--")).map(key => look[key])));
    element.remove();
    return said;
  }).join();
  const plain = dress("plain");
  const words = new Set([...selectors.matchAll(/\\.([a-z]+)(?![\\w-])/g)].map(([, name]) => name));
  return [words.size, [...words].filter(name => dress(name) !== plain)];
}"""
FACTS = PROJECT / "tests" / "examples" / "service-desk" / "docs" / "_data"
SETTINGS = """
site_name: Cheese
theme:
  name: material
  language: de
extra_javascript:
  - components/own.js
plugins:
  - search
  - macros:
      modules: [{engine}]
"""
PAGES = {
    "index.md": "# Cheese\n\nIt costs $ 12 at 14:30. <script>1</script>\n\n{{ price('brie') }} {% macro grade(x) %}{{ x }}{% endmacro %}{{ grade('ripe') }}\n",
    "support.md": "# Support\n\n{{ severity_classifier() }}\n\n{{ severity_table() }}\n",
    "data.md": "# Data\n\n{{ policy_data() }}\n\n{{ calendars() }}\n\n{{ policy_changes() }}\n",
    "knowledge-base/brie.md": "# Brie\n\nA page in a folder that we'd take for articles.\n",
    "components/own.js": "1;\n",
}
OWN_MACROS = "def define_env(env):\n    env.macro(lambda name: f'{name}: twelve', 'price')\n"


@pytest.fixture
def cheese(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    shutil.copytree(FACTS, tmp_path / "docs" / "_data")
    (tmp_path / "main.py").write_text(OWN_MACROS, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.format(engine="macros"), encoding="utf-8")
    return tmp_path


def run(folder: Path, command: str = "build") -> str:
    """Run a command on the site; return what its reader of logs sees, "" when all went well."""
    options = {"build": ("--config", folder / "mkdocs.yml"), "check": ("--docs", folder / "docs")}[command]
    result = run_command(command, *options)
    assert "Traceback" not in result.stderr
    return result.stderr if result.returncode else ""


def test_it_takes_components_and_search_and_keeps_all_that_is_its_own(cheese: Path) -> None:
    shutil.rmtree(cheese / "docs/_data")
    for facts in (("facts", "Cheese"), ("status", "https://status.example.com/")):
        assert run_command("new", *facts, "--docs", cheese / "docs").returncode == 0
    (cheese / "docs/_data/cheeses.yml").write_text("- brie\n", encoding="utf-8")
    (cheese / "docs/status.md").write_text("# Status\n\n{{ status_panel() }}\n", encoding="utf-8")
    assert run(cheese) == ""
    site = cheese / "site"
    home, support = ((site / name).read_text(encoding="utf-8") for name in ("index.html", "support/index.html"))
    assert "brie: twelve" in home
    assert "$ 12 at 14:30. <script>1</script>" in home
    assert "components/portal" not in home
    assert "Content-Security-Policy" not in home + support
    assert '<script src="components/own.js"></script>' in home
    assert 'href="../components/portal/portal.css"' in support
    assert "components/portal/portal.js?v=" in support
    assert "<severity-classifier" in support
    assert "Schweregrad" in support
    assert "melden Sie sich bitte bei uns" in (site / "status/index.html").read_text(encoding="utf-8")
    assert (site / "components/severity-classifier/severity-classifier.js").is_file()
    assert "components/search/search-worker.js" in home
    data = (site / "data/index.html").read_text(encoding="utf-8")
    files = re.findall(r'href="\.\./((?:policy|calendars)/[^"]+|changes\.atom)"', data)
    assert len(files) > 5
    assert [file for file in files if not (site / file).is_file()] == []
    assert [path.name for path in (site / "_data").iterdir()] == ["cheeses.yml"]
    others = {"_headers", "_redirects", "robots.txt", "hosting", "service-worker.js", "llms.txt", "support.md"}
    assert not others & {path.name for path in site.iterdir()}


def test_neither_page_dresses_the_other(cheese: Path, browser: Any) -> None:
    (cheese / "docs/plain.md").write_text(
        "# Plain\n\n!!! note\n\n    A [link](index.md).\n\n| a | b |\n| - | - |\n| 1 | 2 |\n", encoding="utf-8"
    )
    config, looks = cheese / "mkdocs.yml", []
    text = config.read_text(encoding="utf-8").replace("name: material", "name: material\n  font: false")
    for settings in (text.replace("modules: [macros]", "modules: []"), text):
        config.write_text(settings, encoding="utf-8")
        (cheese / "docs/support.md").write_text("# Support\n" if "[]" in settings else PAGES["support.md"], encoding="utf-8")
        (cheese / "docs/data.md").unlink(missing_ok=True)
        assert run(cheese) == ""
        with serve_site(cheese / "site") as url, browser.new_page(java_script_enabled=False) as page:
            page.goto(f"{url}plain/")
            looks.append(page.evaluate(LOOKS))
    assert looks[0] == looks[1]
    with serve_site(cheese / "site") as url, browser.new_page() as page:
        page.goto(f"{url}support/")
        expect(page.locator("severity-classifier[data-live]")).to_be_visible()
        words, leaks = page.evaluate(FIND_LEAKS)
        assert words > 10
        assert leaks == []
        # The theme names a palette only where a site does.
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--portal-brand')") == "#4051b5"


def test_it_is_told_what_is_wrong_with_what_it_took_and_nothing_of_its_own(cheese: Path) -> None:
    support, settings = cheese / "docs" / "support.md", cheese / "mkdocs.yml"
    mistakes = "\nIt costs $ 9.\n\n{{ channel('fone') }} {{ severity_tabel() }} {{ price('brie') }} {{ severity_table(narrow=1) }}\n"
    support.write_text(support.read_text(encoding="utf-8") + mistakes, encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8") + "extra:\n  portal:\n    literals: true\n", encoding="utf-8")
    (cheese / "docs/_data/schedules.yml").unlink()
    (cheese / "docs/_data/schedule.yml").write_text("a: 1\n", encoding="utf-8")
    said = run(cheese)
    for place in (
        r"support\.md:9:\d+\s+found\s+the unknown macro severity_tabel\s+expected.*\s+hint\s+did you mean 'severity_table'",
        r"support\.md:9:\d+\s+found\s+severity_table: got an unexpected keyword argument 'narrow'",
        r"support\.md:7:10\s+found\s+the price '\$ 9",
        r"schedules\.yml:1:1\s+found\s+no such file\s+expected.*\s+hint\s+(portal |scripts/)new DIR writes",
        r"schedule\.yml:1:1\s+found\s+a data file that nothing reads\s+expected.*\s+hint\s+did you mean 'schedules.yml'",
    ):
        assert re.search(place, said), (place, said)
    assert "5 problems in 3 files" in said
    shutil.rmtree(cheese / "docs/_data")
    said = run(cheese, "check")
    assert re.search(r"support\.md:3:4\s+found\s+severity_classifier in a site without facts\s+expected.*levels\.yml", said)
    assert "price" not in said


def test_check_says_of_a_site_what_its_build_says(cheese: Path) -> None:
    config = cheese / "mkdocs.yml"
    assert run(cheese, "check") == ""
    text = config.read_text(encoding="utf-8").replace("- search", "- serch\n  - nothing-like-it")
    config.write_text(text + "site_dir: public\n", encoding="utf-8")
    said = [run(cheese, command) for command in ("check", "build")]
    assert said[1].startswith(said[0].strip())
    assert re.search(r"mkdocs\.yml:9:5 .*\s+found\s+the plugin serch\s+expected.*\s+hint\s+did you mean 'search'", said[0])
    assert "2 problems in 1 file" in said[0]
    assert f"{cheese / 'public'} is as it was" in said[1]


def test_its_settings_are_checked_and_a_call_that_only_the_build_can_try_stops_it(cheese: Path) -> None:
    def refuse(_name: str) -> str:
        raise ArgumentRefused("'fone'", "form")

    extra: dict[str, Any] = {}
    config: dict[str, Any] = {"docs_dir": cheese / "docs", "config_file_path": cheese / "mkdocs.yml", "extra": extra, "exclude_docs": None}
    config["plugins"] = {"material/search": None, "macros": None}
    page = SimpleNamespace(file=SimpleNamespace(src_uri="support.md", abs_src_path=cheese / "docs/support.md"))
    env: Any = SimpleNamespace(
        conf=config, macros={}, variables={"price": None}, page=page, macro=lambda macro, name: env.macros.update({name: macro})
    )
    env.env, env.config = SimpleNamespace(globals={}), {"render_by_default": True}
    entered = guest.enter(env, refuse)
    assert config["exclude_docs"].match_file("_data/levels.yml")
    assert env.macros["severity_table"]() == ""
    with pytest.raises(PluginError, match=r"support\.md:5:4\s+found +severity_table: 'fone'\s+expected +form"):
        guest.refuse(entered.refused)
    config["plugins"] = {"macros": None, "material/search": None}
    assert [problem.expected for problem in guest.enter(env, refuse).problems] == ["search above macros"]
    extra["portal"] = {"search": False}
    assert not guest.enter(env, refuse).problems
    extra["portal"] = {"serch": False, "literals": "no"}
    config["plugins"] = {"material/search": None, "macros": None}
    assert {problem.hint or problem.expected for problem in guest.enter(env, refuse).problems} == {
        "did you mean 'search'?",
        "true or false",
    }
