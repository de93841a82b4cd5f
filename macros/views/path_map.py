"""A path drawn as a row of stations, with those marked that a page is about."""

from typing import Any

from ..portal import Portal
from .arguments import get_by_id, require


def path_map(portal: Portal, map_id: str, *marked: str) -> dict[str, Any]:
    """Return the stations of the path `map_id`, those in `marked` marked. Raises `ArgumentRefused` when a name is unknown."""
    path = get_by_id(require(portal.path_maps, "maps", "path-maps.yml").maps, map_id)
    places = {get_by_id(path.stations, station).id for station in marked}
    stations = [{"label": station.label, "detail": station.detail, "marked": station.id in places} for station in path.stations]
    return {"title": path.title, "stations": stations}
