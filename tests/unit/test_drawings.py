"""Paths and log rows that pages draw by name: what is drawn, and what is refused."""

from types import SimpleNamespace

import html5lib
import pytest
from pydantic import ValidationError

from macros.facts.drawings import PathMap, PathMapsFile, RecordView, RecordViewsFile
from macros.views.arguments import ArgumentRefused
from macros.views.components import render
from macros.views.drawings import path_map, record_view
from tests.company import DOCS, place_in

PARCEL = PathMap(
    id="parcel",
    title="The way of a parcel",
    stations=(
        {"id": "shop", "label": "Shop", "detail": "Packs it"},
        {"id": "depot", "label": "Depot", "detail": "Sorts it"},
        {"id": "door", "label": "Door", "detail": "Receives it"},
    ),
)
SCANS = RecordView(
    id="scans",
    title="Scans of a parcel",
    columns=("Place", "Time", "Weight"),
    rows=(
        {"cells": "<b>Shop</b> | 09:00 | 2 kg"},
        {"cells": "Depot | 09:00 |", "note": "No weight: the scale was off."},
        {"cells": "Door | 17:00 | 1 kg", "note": "One kilogram is missing."},
    ),
)
PORTAL = SimpleNamespace(path_maps=PathMapsFile(maps=(PARCEL,)), record_views=RecordViewsFile(views=(SCANS,)))


def words_of(html: str) -> str:
    return " ".join("".join(html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html).itertext()).split())


def test_a_path_marks_the_stations_that_are_named_and_keeps_their_order() -> None:
    drawn = path_map(PORTAL, "parcel", "depot")
    assert [(each["label"], each["marked"]) for each in drawn["stations"]] == [("Shop", False), ("Depot", True), ("Door", False)]


@pytest.mark.parametrize(("path", "station"), [("parcle", "depot"), ("parcel", "depto")])
def test_a_path_or_a_station_that_does_not_exist_is_refused_with_the_nearest(path: str, station: str) -> None:
    with pytest.raises(ArgumentRefused) as refused:
        path_map(PORTAL, path, station)
    assert "did you mean" in refused.value.hint


def test_rows_with_a_note_are_numbered_and_a_row_may_hold_equal_or_empty_cells() -> None:
    drawn = record_view(PORTAL, "scans")
    assert [row["number"] for row in drawn["rows"]] == [None, 1, 2]
    assert drawn["rows"][1]["cells"] == ["Depot", "09:00", ""]


def test_a_row_with_another_number_of_cells_than_columns_is_refused() -> None:
    with pytest.raises(ValidationError, match="3 cells"):
        RecordView(id="scans", title="Scans", columns=("Place", "Time", "Weight"), rows=({"cells": "Shop | 09:00"},))


def test_both_drawings_read_as_text_as_it_was_written_without_their_style() -> None:
    path = words_of(str(render("path-map.html", path_map(PORTAL, "parcel", "depot"), place_in(DOCS, "support/"))))
    assert "Shop Packs it Depot Sorts it ▲ look here Door" in path
    record = words_of(str(render("record-view.html", record_view(PORTAL, "scans"), place_in(DOCS, "support/"))))
    assert "<b>Shop</b> 09:00 2 kg Note 1 Depot 09:00" in record
    assert record.endswith("No weight: the scale was off. One kilogram is missing.")
