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
from pathspec.gitignore import GitIgnoreSpec
from playwright.sync_api import expect

from macros import guest
from macros.facts.site import GuestSettings
from macros.portal import Portal
from macros.publish import list_guest_steps
from macros.publish.guest import add_components
from macros.publish.site import BuiltPage, Site
from macros.sources.problems import ProblemsFound
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
    for settings in (text.replace("modules: [macros]", "modules: []"), text + "extra:\n  portal:\n    content_policy: true\n"):
        config.write_text(settings, encoding="utf-8")
        (cheese / "docs/support.md").write_text("# Support\n" if "[]" in settings else PAGES["support.md"], encoding="utf-8")
        (cheese / "docs/data.md").unlink(missing_ok=True)
        assert run(cheese) == ""
        with serve_site(cheese / "site") as url, browser.new_page(java_script_enabled=False) as page:
            page.goto(f"{url}plain/")
            looks.append(page.evaluate(LOOKS))
    assert looks[0] == looks[1]
    assert '<head><meta http-equiv="Content-Security-Policy" content="default-src &#39;self&#39;;' in (
        cheese / "site/plain/index.html"
    ).read_text(encoding="utf-8")
    with serve_site(cheese / "site") as url, browser.new_page() as page:
        page.goto(f"{url}support/")
        expect(page.locator("severity-classifier[data-live]")).to_be_visible()
        words, leaks = page.evaluate(FIND_LEAKS)
        assert words > 10
        assert leaks == []
        # The theme names a palette only where a site does.
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--portal-brand')") == "#4051b5"


ARTICLE = '<body data-md-color-scheme="default"><article class="md-content">Words</article></body>'


def test_a_page_on_which_components_would_not_work_and_a_file_in_their_place_are_named(tmp_path: Path) -> None:
    pages = {"a.md": ARTICLE, "b.md": ARTICLE.replace("scheme", "colour"), "c.md": ARTICLE.replace("article", "main"), "d.md": "Plain"}
    site = Site(
        tmp_path / "site", tmp_path / "docs", "", "Cheese", "", False, None, drawn=dict.fromkeys(("a.md", "b.md", "c.md"), ("price",))
    )
    site.pages += [BuiltPage(tmp_path / f"{name}.html", "x/", html, name) for name, html in pages.items()]
    with pytest.raises(ProblemsFound) as told:
        add_components(site)
    assert [(problem.file[-4:], problem.expected) for problem in told.value.problems] == [
        ("b.md", "the theme Material"),
        ("c.md", "a template that keeps it"),
    ]
    site.drawn = {"a.md": {"price"}}
    add_components(site)
    assert [page.html == html for page, html in zip(site.pages, pages.values(), strict=True)] == [False, True, True, True]
    assert '<article class="md-content"><link rel="stylesheet" href="../components/portal/portal.css">' in site.pages[0].html
    (tmp_path / "site/components/portal/portal.js").write_text("theirs", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"components/portal/portal\.js:1:1\s+found +a file of the site's own"):
        add_components(site)


def test_a_site_gets_what_it_took_and_nothing_else(tmp_path: Path, portal: Portal) -> None:
    def steps(*macros: str, **settings: bool) -> list[str]:
        site = Site(tmp_path, tmp_path, "", "Cheese", "", False, portal if macros else None, drawn={"a.md": macros})
        return [step.__name__ for step in list_guest_steps(site, GuestSettings(**settings))]

    always = ["write_status_notice", "add_components", "send_own_assets"]
    assert steps() == ["add_search", "send_own_assets"]
    assert steps("price", search=False) == always
    assert steps("price", search=False, content_policy=True) == [*always, "compute_policy", "add_policy"]
    for macro, step in (("policy_data", "write_policy_data"), ("calendars", "add_calendars"), ("policy_changes", "write_changes_feed")):
        assert steps(macro, search=False) == [always[0], step, *always[1:]]


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
    config: dict[str, Any] = {"docs_dir": cheese / "docs", "config_file_path": cheese / "mkdocs.yml", "extra": extra}
    config["exclude_docs"] = GitIgnoreSpec.from_lines(["drafts/"])
    config["plugins"] = {"material/search": None, "macros": None}
    (cheese / "docs/_data/de").mkdir()
    page = SimpleNamespace(file=SimpleNamespace(src_uri="support.md", abs_src_path=cheese / "docs/support.md"))
    env: Any = SimpleNamespace(
        conf=config, macros={}, variables={"price": None}, page=page, macro=lambda macro, name: env.macros.update({name: macro})
    )
    env.env, env.config = SimpleNamespace(globals={}), {"render_by_default": True}
    entered = guest.enter(env, refuse)
    left_out = ("drafts/a.md", "_data/levels.yml", "_data/troubleshooters/a.yml", "_data/open-questions.yml", "_data/de/levels.yml")
    files = (*left_out, "_data/cheeses.yml", "_data/fr/levels.yml", "levels.yml", "own/_data/levels.yml")
    assert set(config["exclude_docs"].match_files(files)) == set(left_out)
    assert env.macros["severity_table"]() == ""
    with pytest.raises(PluginError, match=r"support\.md:5:4\s+found +severity_table: 'fone'\s+expected +form"):
        guest.refuse(entered.refused)
    config["plugins"] = {"macros": None, "material/search": None}
    assert [problem.expected for problem in guest.enter(env, refuse).problems] == ["search above macros"]
    extra["portal"] = {"search": False}
    assert not guest.enter(env, refuse).problems
    extra["portal"] = {}
    config["plugins"]["material/offline"] = SimpleNamespace(config=SimpleNamespace(enabled=True))
    assert not guest.enter(env, refuse).settings.search, "opened as a file, a page may load no worker"
    config["plugins"]["material/offline"].config.enabled = False
    assert guest.enter(env, refuse).settings.search
    extra["portal"] = {"serch": False, "literals": "no"}
    config["plugins"] = {"material/search": None, "macros": None}
    assert {problem.hint or problem.expected for problem in guest.enter(env, refuse).problems} == {
        "did you mean 'search'?",
        "true or false",
    }
