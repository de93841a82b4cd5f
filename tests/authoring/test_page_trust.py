"""A page cannot run code, bring markup that the policy blocks, or lead nowhere: each is refused with its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from macros.checks import check_project
from macros.sources.problems import Problem

EXAMPLE = Path(__file__).parents[1] / "examples" / "fernblick"
DESCRIPTION = "A new page for huts, long enough to say in one sentence what it is about and which terms a reader finds on it, no more."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A writable copy of the invented company's portal."""
    shutil.copytree(EXAMPLE, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def check_pages(project: Path, *texts: str) -> list[list[Problem]]:
    """Return what is said of each of these pages: they are checked together, each under another title."""
    for number, text in enumerate(texts):
        (project / "docs" / f"new-{number}.md").write_text(text.replace("New", f"New {number}"), encoding="utf-8")
    found = check_project(project / "docs", None)[1]
    return [[problem for problem in found if problem.file == f"docs/new-{number}.md"] for number in range(len(texts))]


def problems_of(project: Path, *bodies: str) -> list[list[Problem]]:
    """Return the errors of pages with these bodies, each of which starts on line 6."""
    head = f"---\ntitle: New\ndescription: New. {DESCRIPTION}\nrender_macros: true\n---\n"
    checked = check_pages(project, *(f"{head}{body}\n" for body in bodies))
    return [[problem for problem in problems if problem.level == "error"] for problems in checked]


NO_CALLS = [
    ("""{{ "".__class__.__mro__[1].__subclasses__() }}""", 1, "a call of something else"),
    ("""{{ severity_table.__globals__["os"].popen("id") }}""", 1, "a call of something else"),
    ("""Hours: {{ severity_table() | upper }}""", 8, "a filter"),
    ("""{{ severity_table()[0] }}""", 1, "a part of a value"),
    ("""{% set a = 1 %}""", 1, "code: set"),
    ("""{% for a in [1] %}x{% endfor %}""", 1, "code: for"),
    ("""{% if true %}x{% endif %}""", 1, "code: if"),
    ("""{% include "index.md" %}""", 1, "code: include"),
    ("""{% import "index.md" as a %}""", 1, "code: import"),
    ("""{% macro a() %}x{% endmacro %}""", 1, "code: macro"),
    ("""{% filter upper %}x{% endfilter %}""", 1, "code: filterblock"),
    ("""{{ 1 + 1 }}""", 1, "code: add"),
    ("""{{ severity_level("p" ~ "0") }}""", 4, "no constant"),
    ("""{{ severity_level("p0" | lower) }}""", 4, "no constant"),
    ("""{{ severity_level(level_id=config) }}""", 4, "no constant"),
    ("""Words {# never closed""", 7, "does not parse"),
    ("""{{ severity_level(*["p0"]) }}""", 4, "no constant"),
    ("""{{ severity_level(**{"level": "s1"}) }}""", 4, "no constant"),
    ("""{{ config }}""", 4, "the name config"),
    ("""{{ environment() }}""", 4, "unknown macro environment"),
    ("""{{ cycler("a") }}""", 4, "unknown macro cycler"),
    ("""{{ severity_table.rows }}""", 1, "an attribute"),
    ("""{{ severity_level(-config) }}""", 4, "no constant"),
]


def test_what_is_no_call_of_a_macro_with_constants_is_refused(project: Path) -> None:
    for (body, column, found), problems in zip(NO_CALLS, problems_of(project, *(body for body, *_ in NO_CALLS)), strict=True):
        assert [(problem.line, problem.column, found in problem.found) for problem in problems] == [(6, column, True)], body


def test_a_call_with_constants_raw_text_and_notes_are_let_pass(project: Path) -> None:
    bodies = ("{{ severity_table() }}", "{% raw %}{{ config }}{% endraw %}", "{# a note #}", "Plain words.")
    assert problems_of(project, *bodies) == [[], [], [], []]


def test_a_page_renders_only_when_it_says_true(project: Path) -> None:
    (project / "docs" / "new.md").write_text("---\nrender_macros: 1\n---\n\n{{ config }}\n", encoding="utf-8")
    found = [problem for problem in check_project(project / "docs", None)[1] if problem.file == "docs/new.md"]
    assert (found[0].line, found[0].column, found[0].expected) == (2, 16, "true or false")
    silent = "---\ntitle: New\nrender_macros: false\n---\n\n{{ config }} `{{ severity_table() }}`"
    told, passed = check_pages(project, f"{silent} {{{{ severity_table() }}}}\n", f"{silent}\n")
    assert ([(problem.column, problem.expected) for problem in told], passed) == (
        [(39, "render_macros: true in the front matter")],
        [],
    )


def test_a_page_that_renders_without_saying_so_is_looked_at(project: Path) -> None:
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "render_by_default: false" in text
    settings.write_text(text.replace("render_by_default: false", ""), encoding="utf-8")  # then macros are rendered
    looked_at, left = check_pages(project, "# New\r\n\r\n{{ config }}\r\n", "--- \t\nrender_macros: false\n... \n# New\n\n{{ config }}\n")
    assert ([(problem.line, problem.found) for problem in looked_at], left) == ([(3, "the name config")], [])


NOT_ON_THE_LIST = [
    ("<script>alert(1)</script>", 1, "<script>"),
    ('Text <img src="x.png" onerror="alert(1)">', 23, "onerror"),
    ('<p style="color: red">Red</p>', 4, "style"),
    ("[Red](index.md){ style='color: red' }", 18, "style"),
    ("[Red](index.md){: onclick=alert(1) }", 19, "onclick"),
    ("<iframe src='https://example.org/'></iframe>", 1, "<iframe>"),
    ("<object data=x></object>", 1, "<object>"),
    ("<embed>", 1, "<embed>"),
    ("<svg><use/></svg>", 1, "<svg>"),
    ("<div>\n`<script>alert(1)</script>`\n</div>", 2, "<script>"),
    ("<form action='https://example.org'>", 1, "<form>"),
    ("<p a", 1, "without its >"),
]


def test_markup_that_is_not_on_the_list_is_refused(project: Path) -> None:
    for (body, column, found), problems in zip(NOT_ON_THE_LIST, problems_of(project, *(body for body, *_ in NOT_ON_THE_LIST)), strict=True):
        assert next(problem.column for problem in problems if found in problem.found) == column, body


REFUSED_ELEMENTS = """applet base button canvas dialog embed fieldset form frame frameset iframe input label link map math meta noscript object
option param plaintext portal script select slot style svg template textarea title track use xmp""".split()
REFUSED_ATTRIBUTES = """action background data fetchpriority form formaction http-equiv integrity nonce onclick onload ping poster sandbox
srcdoc srcset style xlink:href""".split()


def test_nothing_that_runs_loads_or_asks_is_on_the_list(project: Path) -> None:
    elements = "\n\n".join(f"<{name}>" for name in REFUSED_ELEMENTS)
    attributes = "\n\n".join(f"<img {name}=x>" for name in REFUSED_ATTRIBUTES)
    found = [[problem.found for problem in problems] for problems in problems_of(project, elements, attributes)]
    assert found == [
        [f"the element <{name}>" for name in REFUSED_ELEMENTS],
        [f"the attribute {name} of <img>" for name in REFUSED_ATTRIBUTES],
    ]


HARMLESS = [
    "`<script>` in a sentence.",
    "```html\n<script>alert(1)</script>\n```",
    "- A step\n\n    ```html\n    <script>alert(1)</script>\n    ```",
    "`severity_table()` draws it. [A day](https://example.org/24/7) of 1:23:45, `14:30` and v1.12:30, by help@example.com or a+4930123456789.",
    "5 < 6, a<b and <https://example.org/>, <support@example.org>.",
    '<section class="wide" data-part="a" markdown="1">\n\nText.\n\n</section>',
    "## A heading { #its-id .wide }",
    "See [home](index.md#top){ .button }. <a id='top'></a>",
]


def test_code_and_elements_of_text_are_let_pass(project: Path) -> None:
    assert [problem for problems in problems_of(project, *HARMLESS) for problem in problems if "#top" not in problem.found] == []


TO_NOWHERE = [
    ("See [this](gone.md).", 12, "a file below docs"),
    ("See [this](index.md#gone).", 12, "an anchor of index.md"),
    ("See [this](#gone).", 12, "an anchor of new-"),
    ("See [this][a].\n\n[a]: gone.md", 6, "a file below docs"),
    ("![A picture](gone.png)", 14, "a file below docs"),
    ("![A picture](https://example.org/a.png)", 14, "an image of this portal"),
    ("See [this](/support/).", 12, "relative to this page"),
    ("See [this](support/).", 12, "a file below docs"),
    ("See [this](javascript:alert(1)).", 12, "starts with https://"),
    ("See [this](data:text/html,x).", 12, "starts with https://"),
    ("See [this](//example.org/).", 12, "starts with https://"),
    ("See [this]().", 12, "an address"),
    ("See <a href='gone/'>this</a>.", 8, "an address of the built site"),
    ("See <a href='javascript:alert(1)'>this</a>.", 8, "starts with https://"),
    ("<img src='https://example.org/a.png' alt=''>", 6, "an image of this portal"),
    ("See [this](JavaScript:alert(1)).", 12, "starts with https://"),
    ("See [this](https:support).", 12, "starts with https://"),
    ("See [this](<./gone away.md>).", 13, "a file below docs"),
    ("See <a href=gone/>this</a>.", 8, "an address of the built site"),
    ("See <a href='../index.md'>this</a>.", 8, "an address of the built site"),
]


def test_an_address_that_leads_nowhere_is_refused_at_its_place(project: Path) -> None:
    for (body, column, expected), problems in zip(TO_NOWHERE, problems_of(project, *(body for body, *_ in TO_NOWHERE)), strict=True):
        assert [(problem.column, expected in problem.expected) for problem in problems] == [(column, True)], body


TO_SOMEWHERE = [
    "[Home](index.md), [its top](./index.md?x=1), [out](https://example.org/#a), [mail](mailto:a@example.com).",
    "## A `code` heading\n\n## A `code` heading\n\n[one](#a-code-heading) [two](#a-code-heading_1)",
    "<a href='../'>Home</a>, <a href='../guides/own/'>our own</a>",
    "A note.[^1]\n\n[^1]: Its text.\n\nSee [it](#fn:1).",
    "A setext heading\n================\n\n[Up](#a-setext-heading)",
    "## Over { #über }\n\n[Up](#%C3%BCber), [a map](a%20map.png)",
]


def test_an_address_that_leads_somewhere_is_let_pass(project: Path) -> None:
    (project / "docs" / "a map.png").touch()
    (project / "docs" / "guides" / "own").mkdir()
    (project / "docs" / "guides" / "own" / "README.md").write_text("# Our own\n", encoding="utf-8")
    assert problems_of(project, *TO_SOMEWHERE) == [[] for _ in TO_SOMEWHERE]


def test_a_page_that_the_site_leaves_out_is_led_to_by_no_link_and_may_lead_nowhere(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("exclude_docs: |\n  new-1.md\n")
    leading, left_out = problems_of(project, "[There](new-1.md), <a href='../new-1/'>there</a>", "[Gone](gone.md)")
    assert ([problem.found for problem in leading], left_out) == (["'new-1.md'", "'../new-1/'"], [])


def test_an_anchor_that_a_macro_draws_is_found(project: Path) -> None:
    assert problems_of(project, "{{ open_questions() }}\n\n[A1](#a1) [A99](#a99)")[0][0].found == "'#a99'"


def test_an_image_of_a_host_that_an_operator_allows_is_let_pass(project: Path) -> None:
    host = "  - origin: https://{}example.org\n    loads: [{}]\n    why: Badges.\n"
    hosting = f"external_hosts:\n{host.format('', 'images')}{host.format('a.', 'scripts')}"
    (project / "docs" / "_data" / "hosting.yml").write_text(hosting, encoding="utf-8")
    pictures = (f"![A picture]({origin}example.org/a.png)" for origin in ("https://", "https://a.", "http://"))
    allowed, *others = problems_of(project, *pictures)
    assert (allowed, [problem.expected for other in others for problem in other]) == ([], ["an image of this portal"] * 2)


def test_dead_entries_of_the_navigation_and_pages_left_out_of_it_are_named(project: Path) -> None:
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8") + '\nexclude_docs: !ENV [DRAFTS, "draft.md\\nnotes.md"]\n'
    text = text.replace("nav:\n", "nav:\n  - Gone: gone.md\n  - Out: https://example.org/a.md\n  - Draft: draft.md\n", 1)
    for name in ("new", "draft", "notes"):
        (project / "docs" / f"{name}.md").write_text("# New\n", encoding="utf-8")

    def told(strictness: str, old: str = "", new: str = "") -> set[tuple[str, str]]:
        settings.write_text(text.replace(old, new) + strictness, encoding="utf-8")
        return {(problem.file, problem.found) for problem in check_project(project / "docs", None)[1]}

    dead, omitted = {("mkdocs.yml", "'gone.md'"), ("mkdocs.yml", "'draft.md'")}, "a page that no navigation shows"
    for setting in ("omitted_files: warn", "nav: {omitted_files: warn}"):
        assert told(f"strict: true\nvalidation:\n  {setting}\n") == {*dead, ("docs/new.md", omitted)}
    assert told("validation:\n  omitted_files: warn\n") == told("strict: true\n") == dead
    articles = {(f"docs/{path.relative_to(project / 'docs')}", omitted) for path in (project / "docs/knowledge-base").iterdir()}
    assert articles < told("strict: true\nvalidation:\n  omitted_files: warn\n", "knowledge-base/index.md", "glossary.md")


def test_what_is_no_file_is_said_in_a_sentence(project: Path) -> None:
    docs = project / "docs"
    (docs / "dangling.md").symlink_to("gone.md")
    (docs / "looping.md").symlink_to("looping.md")
    (docs / "loop").symlink_to(docs)
    (docs / "folder.md").mkdir()
    (docs / "_data" / "folder.yml").mkdir()
    os.mkfifo(docs / "pipe.md")
    os.mkfifo(docs / "_data" / "pipe.yml")
    (docs / "_data" / "gone.yml").symlink_to("nothing")
    found = {problem.file: problem.found for problem in check_project(docs, None)[1]}
    assert found == {
        "docs/dangling.md": "a link to nothing",
        "docs/looping.md": "a link to nothing",
        "docs/loop": "a link to a folder that it stands in",
        "docs/folder.md": "a folder named folder.md",
        "docs/_data/folder.yml": "a folder named folder.yml",
        "docs/pipe.md": "a pipe, socket or device",
        "docs/_data/pipe.yml": "a pipe, socket or device",
        "docs/_data/gone.yml": "a link to nothing",
    }


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that root cannot read either")
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(project: Path) -> None:
    for name in ("unreadable.md", "_data/unreadable.yml"):
        (project / "docs" / name).symlink_to("/proc/self/mem")
    found = {problem.file: problem.found for problem in check_project(project / "docs", None)[1]}
    assert found["docs/unreadable.md"].startswith("a file that cannot be read")


def test_a_lock_that_an_editor_leaves_and_a_note_beside_the_facts_are_no_pages(project: Path) -> None:
    (project / "docs" / ".#index.md").symlink_to("somebody@example.org.1234")
    (project / "docs" / "_data" / ".#levels.yml").symlink_to("somebody@example.org.1234")
    (project / "docs" / "_data" / "notes.md").write_text("[Gone](gone.md)\n", encoding="utf-8")
    assert check_project(project / "docs", None)[1] == []


OTHERWISE = [
    ("Note: this line is hidden by MkDocs.\n\n# New\n", 1, "takes for front matter"),
    ("---\ntitle: New\n\n# New\n", 1, "front matter without an end"),
    ("---\n- a\n---\n\n# New\n", 2, "a list of 1"),
    ("---\ntitle: 0\n---\n\n# New\n", 2, "0"),
    ("---\ntitle: []\n---\n\n# New\n", 2, "an empty list"),
    ("---\ntitle: New\ndescripton: A page.\n---\n\n# New\n", 3, "the unknown key 'descripton'"),
    ("---\ntitle: New\n---\n", 1, "a page without words"),
    ("---\nrender_macros: true\n---\n\n{ severity_table() }\n", 5, "severity_table() without its braces"),
]


def test_what_readers_would_get_otherwise_without_a_word_is_refused(project: Path) -> None:
    for (text, line, found), problems in zip(OTHERWISE, check_pages(project, *(text for text, *_ in OTHERWISE)), strict=True):
        assert [(problem.line, found in problem.found) for problem in problems] == [(line, True)], text


TYPED = [
    *(("price", words) for words in "$ 9,€1,£9.50,USD 5,EUR 5,GBP 5,CHF 5,2 USD,2 EUR,2 GBP,1.5 dollars,20 euros".split(",")),
    *(("hour", words) for words in ("14:30", "9:05", "24:00", "24/7")),
    *(("phone number", words) for words in ("+49 (30) 123456", "+1-555-0100-20")),
    ("address", "help.desk+huts@mast.example.org"),
]


def test_a_fact_that_is_typed_into_a_page_is_refused(project: Path) -> None:
    found = problems_of(project, *(f"It is {words}, as we know." for _, words in TYPED))
    assert [[problem.found for problem in problems] for problems in found] == [
        [f"the {kind} '{words}' typed into the page"] for kind, words in TYPED
    ]
