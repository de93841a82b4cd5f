"""What others have linked keeps working: every page and heading that a release had resolves or leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.facts.site import MovedAnchor, RedirectsFile
from macros.portal import Portal
from macros.publish.redirects import add_redirects, move_anchors
from macros.publish.site import Site
from macros.sources.problems import ProblemsFound
from scripts import public_anchors


def test_every_address_of_a_release_still_resolves(shipped_site: Path) -> None:
    assert len(public_anchors.read_list()) > 300
    lost = public_anchors.find_lost(shipped_site)
    assert lost == [], "add these to docs/_data/redirects.yml"


def test_a_renamed_heading_keeps_its_old_anchor(tmp_path: Path, shipped: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_anchors, "LIST", tmp_path / "list.txt")
    page = tmp_path / "site/policy/severity-levels/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<article><h2 id="old">Old</h2></article>', encoding="utf-8")
    assert public_anchors.note_anchors(tmp_path / "site") == 2
    page.write_text('<article><h2 id="new">New</h2></article>', encoding="utf-8")
    assert public_anchors.find_lost(tmp_path / "site") == ["/policy/severity-levels/#old"]
    site = make_site(tmp_path, shipped, MovedAnchor(page="policy/severity-levels.md#new", old="old"))
    add_redirects(site)
    move_anchors(site)
    assert public_anchors.find_lost(tmp_path / "site") == []


def test_an_anchor_that_moved_to_nowhere_stops_the_build(tmp_path: Path, shipped: Portal) -> None:
    page = tmp_path / "site/policy/severity-levels/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<article></article>", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"severity-levels\.md#nowhere"):
        add_redirects(make_site(tmp_path, shipped, MovedAnchor(page="policy/severity-levels.md#nowhere", old="old")))


def make_site(folder: Path, shipped: Portal, moved: MovedAnchor) -> Site:
    changed = shipped.model_copy(update={"redirects": RedirectsFile(moved_anchors=(moved,))})
    return Site(folder / "site", folder / "docs", "https://help.example.com/", "Help", "Help", True, changed, 0)
