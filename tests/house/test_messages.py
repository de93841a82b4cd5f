"""Every word of the components can be translated: `portal.pot` holds it, and a catalogue says it in another language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.views import messages
from macros.views.components import COMPONENTS, PageContext, render
from scripts.messages import OVERRIDES, main


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
    assert main(["--check"], overrides) == 0
