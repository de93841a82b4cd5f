"""A reader never finds the place of the site empty while a new one takes it."""

import threading
from pathlib import Path

import pytest

from scripts.exchange import _exchange_at_one_stroke, exchange

TIMES = 300


def make(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def test_whoever_looks_sees_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    site, other = make(tmp_path / "site", "one"), make(tmp_path / "other", "two")
    if not _exchange_at_one_stroke(other, site):
        pytest.skip("This system or disk cannot exchange two folders at one stroke.")
    done, missing = threading.Event(), []

    def look() -> None:
        while not done.is_set():
            try:
                (site / "index.html").stat()
            except FileNotFoundError as error:
                missing.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(TIMES):
        exchange(other, site, tmp_path / "spare")
    done.set()
    reader.join()
    assert not missing


def test_where_the_system_cannot_do_it_at_one_stroke_the_sites_change_places_all_the_same(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("scripts.exchange._exchange_at_one_stroke", lambda *_: False)
    site, other = make(tmp_path / "site", "one"), make(tmp_path / "other", "two")
    exchange(other, site, tmp_path / "spare")
    assert (site / "index.html").read_text(encoding="utf-8") == "two"
    assert (other / "index.html").read_text(encoding="utf-8") == "one"
    assert not (tmp_path / "spare").exists()
