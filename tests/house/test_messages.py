"""Every word of the components can be translated: `portal.pot` holds it, and a catalogue says it in another language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from macros.views import messages
from macros.views.components import COMPONENTS, PageContext, render
from scripts.messages import OVERRIDES, main

GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
# Pages for writers are English, like the reports of check and build; the search's description has words of the site only.
FOR_WRITERS = {"macro-list.html", "policy-proof.html"}
TEMPLATES = sorted(path for path in OVERRIDES.rglob("*.html") if path.name not in {*FOR_WRITERS, "opensearch.html"})


@pytest.fixture
def overrides(tmp_path: Path) -> Path:
    """A copy of the templates and catalogues."""
    return shutil.copytree(OVERRIDES, tmp_path / "overrides")


def test_the_templates_messages_are_gathered_and_a_language_lists_its_gaps(
    overrides: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--check"], overrides) == 0
    assert main(["--new", "sv"], overrides) == 0
    catalogue = overrides / "locales" / "sv" / "portal.po"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(
        text.replace('msgid "Page not found"\nmsgstr ""', 'msgid "Page not found"\nmsgstr "Sidan <b>finns inte"'), encoding="utf-8"
    )
    monkeypatch.setattr(messages, "LOCALES", overrides / "locales")
    page = render("page-not-found.html", {}, PageContext(COMPONENTS, language="sv"))
    assert "<h1>Sidan <b>finns inte</h1>" in page
    assert "The address may have changed" in page
    (overrides / "404.html").write_text("{% trans %}A new sentence{% endtrans %}", encoding="utf-8")
    assert main(["--check"], overrides) == 1
    capsys.readouterr()
    assert main([], overrides) == 0
    said = capsys.readouterr().out.splitlines()
    assert "  A new sentence" in said
    assert "  Page not found" not in said
    template = next(path for path in overrides.rglob("*.html") if "Page not found" in path.read_text(encoding="utf-8"))
    template.write_text(template.read_text(encoding="utf-8").replace("Page not found", "Page was not found"), encoding="utf-8")
    assert main([], overrides) == 0
    assert "  Page was not found" in capsys.readouterr().out.splitlines(), "a changed English message is a gap"
    assert '#, fuzzy\nmsgid "Page was not found"\nmsgstr "Sidan <b>finns inte"' in catalogue.read_text(encoding="utf-8"), (
        "and keeps its words"
    )
    assert main(["--check"], overrides) == 0
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(
        text.replace('msgid "Maintained by %(owner)s."\nmsgstr ""', 'msgid "Maintained by %(owner)s."\nmsgstr "%(ower)s"'), encoding="utf-8"
    )
    assert main(["--check"], overrides) == 1
    assert "sv/portal.po: " in capsys.readouterr().err


def words_outside_messages(source: str) -> list[str]:
    """Return what a template says to readers without a catalogue: text, attributes that people read or hear, strings in expressions."""
    tree = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True).parse(source)
    translated = {
        id(node) for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in GETTEXT for node in call.find_all(nodes.Const)
    }
    strings = [node for node in tree.find_all(nodes.Const) if isinstance(node.value, str) and id(node) not in translated]
    html = "".join(_written(output, translated) for output in tree.find_all(nodes.Output))
    html = re.sub(r"<(script|style|samp|code)\b.*?</\1>", "", html, flags=re.DOTALL)
    texts = re.sub(r"<[^>]*>|[\w-]+=\"[^\"]*\"", "\0", html).split("\0")
    attributes = re.findall(r'\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)', html)
    return [text.strip() for text in (*texts, *attributes) if re.search("[A-Za-z]", text)] + [
        node.value for node in strings if re.search(r"^[A-Z][a-z]+\b|^(?!md-)[\w.,]+ .*[a-z]", node.value)
    ]


def _written(output: nodes.Output, translated: set[int]) -> str:
    """Return the HTML that an output writes, a NUL for each value."""
    written = ""
    for node in output.nodes:
        if isinstance(node, nodes.TemplateData):
            written += node.data
        else:
            written += "".join(f" {each.value} " for each in _choices(node) if id(each) not in translated) or "\0"
    return written


def _choices(node: nodes.Node) -> Iterator[nodes.Const]:
    """Yield the strings that an expression may write: in `"a" if b else c`, only "a"."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from _choices(node.expr1)
        yield from _choices(node.expr2) if node.expr2 else ()
    elif isinstance(node, nodes.Or):
        yield from _choices(node.right)


def test_every_word_of_a_template_is_a_message() -> None:
    outside = {path.name: words_outside_messages(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: words for name, words in outside.items() if words} == {}
