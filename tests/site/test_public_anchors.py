"""What others have linked keeps working: every page and heading that a release had resolves or leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import public_anchors
from tests.commands import run_command
from tests.company import copy_company


def test_every_address_of_a_release_still_resolves(shipped_site: Path) -> None:
    assert len(public_anchors.read_list()) > 100
    assert public_anchors.find_lost(shipped_site) == [], "add these to docs/_data/redirects.yml"


def test_an_anchor_that_is_gone_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_anchors, "LIST", tmp_path / "list.txt")
    page = tmp_path / "site/levels/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<article><h2 id="old">Old</h2></article>', encoding="utf-8")
    assert public_anchors.note_anchors(tmp_path / "site") == 2
    page.write_text('<article><h2 id="new">New</h2></article>', encoding="utf-8")
    assert public_anchors.find_lost(tmp_path / "site") == ["/levels/#old"]


def test_a_renamed_heading_keeps_its_old_anchor(built_site: Path) -> None:
    assert 'id="how-bad-is-it"><span id="levels"></span>' in (built_site / "policy/severity-levels/index.html").read_text(encoding="utf-8")


def test_an_anchor_that_moved_to_nowhere_stops_the_build(tmp_path: Path) -> None:
    redirects = copy_company(tmp_path) / "_data/redirects.yml"
    redirects.write_text(redirects.read_text(encoding="utf-8").replace("#how-bad-is-it", "#nowhere"), encoding="utf-8")
    result = run_command("build", "--config", tmp_path / "mkdocs.yml")
    assert result.returncode == 1
    assert "severity-levels.md#nowhere" in result.stderr
    assert not (tmp_path / "site").exists()
